import { useChat, type UseChatReturn } from 'vue-rill'
import { buildRequest } from '../buildRequest.ts'
import { buildTalk } from '../buildTalk.ts'
import { recoverySettings } from '../recoverySettings.ts'
import { readBaseUrl } from '../readBaseUrl.ts'
import type { Scene } from '../scene.ts'
import { transportMakers } from '../wire/transportMakers.ts'

/** A talk with the scene's backend, over the transport and in the dialect that the scene has now. */
export function useTalk(scene: Scene): UseChatReturn {
  const { request, options } = buildTalk(scene, () => chat.turns.value.at(-1)?.id ?? '')
  const recovery = recoverySettings[scene.recovery]
  const chat: UseChatReturn = useChat(
    { ...request, ...recovery.request },
    {
      ...options,
      ...recovery.options,
      transport: transportMakers[scene.transport](),
      dialect: scene.dialect,
      baseUrl: readBaseUrl(buildRequest(scene, '').url),
    },
  )
  return chat
}

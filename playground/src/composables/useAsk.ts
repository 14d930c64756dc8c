import axios from 'axios'
import { useStream, type UseStreamReturn } from 'vue-rill'
import { axiosTransport, fetchTransport, type Transport } from 'vue-rill/core'
import { effectScope, onScopeDispose, shallowRef, type EffectScope, type ShallowRef } from 'vue'
import { buildRequest, type BuiltRequest } from '../buildRequest.ts'
import type { Scene, TransportName } from '../scene.ts'
import { tapTransport } from '../wire/tapTransport.ts'
import type { WireTap } from './useWireTap.ts'

/** One question on its way or answered. */
export interface Asked {
  readonly id: string
  readonly question: string
  readonly request: BuiltRequest
  readonly stream: UseStreamReturn
}

export interface Asking {
  readonly asked: Readonly<ShallowRef<Asked | undefined>>
  /** Sends the scene's question; one that is still being answered is cancelled. */
  ask(): void
  /** Forgets what was asked. */
  clear(): void
}

const transports: Readonly<Record<TransportName, () => Transport>> = {
  fetch: () => fetchTransport(),
  axios: () => axiosTransport(axios.create()),
}

/** Asks the scene's backend. Every question has a stream of its own, since transport and dialect may differ. */
export function useAsk(scene: Scene, tap: WireTap): Asking {
  const asked = shallowRef<Asked>()
  let scope: EffectScope | undefined

  function clear(): void {
    scope?.stop()
    scope = undefined
    asked.value = undefined
    tap.clear()
  }

  function ask(): void {
    clear()
    const id = Math.random().toString(36).slice(2, 10)
    const request = buildRequest(scene, id)
    scope = effectScope(true)
    scope.run(() => {
      const stream = useStream(request, {
        transport: tapTransport(transports[scene.transport](), tap.listen(scene.dialect)),
        dialect: scene.dialect,
        baseUrl: readBaseUrl(request.url),
        onEvents: tap.events,
      })
      asked.value = { id, question: scene.question, request, stream }
      void stream.start()
    })
  }

  onScopeDispose(() => scope?.stop())
  return { asked, ask, clear }
}

/** Result images are named from the root of the server that found them. */
function readBaseUrl(url: string): string {
  try {
    return new URL('/', new URL(url, location.href)).href
  } catch {
    return location.href
  }
}

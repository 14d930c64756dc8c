import { toValue, type MaybeRefOrGetter } from 'vue'
import type { ChatRequest } from './chat/buildChatRequest.ts'
import { findShape } from './chat/chatShapes.ts'
import type { UseChatOptions, UseChatReturn } from './chat/useChatReturn.ts'
import { useStreamDefaults } from './streamDefaults.ts'
import { nameStream } from './streamWatchers.ts'
import { useStream } from './useStream.ts'
import { useTalk } from './useTalk.ts'

/**
 * A talk with a backend: what was said, what is being said, and the next request in the shape that the backend wants.
 *
 * One answer is on its way at a time. Asking while it is would be refused: stop it first. The talk is stopped when the
 * scope it was made in is disposed.
 *
 * @example
 * const chat = useChat({ url: '/v1/chat/completions', body: { model: 'm' } }, { dialect: 'openai-chat' })
 * await chat.send('What does E-204 mean?')
 */
export function useChat(
  request: MaybeRefOrGetter<ChatRequest>,
  options: UseChatOptions = {},
): UseChatReturn {
  const { shape, toRequest, createId, date, thread, ...runOptions } = options
  const { dialect = 'auto' } = useStreamDefaults(runOptions)
  const run = useStream(() => ({ url: toValue(request).url }), runOptions)
  nameStream(run, 'useChat')
  const used = findShape(shape ?? (typeof dialect === 'string' ? dialect : 'auto'))
  return useTalk(request, { run, shape: used, toRequest, createId, date, thread })
}

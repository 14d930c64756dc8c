import { toValue, type MaybeRefOrGetter } from 'vue'
import { type DialectChoice, isDialectList } from '../dialects/dialect.ts'
import type { ChatRequest } from './chat/buildChatRequest.ts'
import { findShape } from './chat/chatShapes.ts'
import type { UseChatOptions, UseChatReturn } from './chat/useChatReturn.ts'
import { nameStream } from './streamWatchers.ts'
import { useStreamIn } from './useStreamIn.ts'
import { useTalk } from './useTalk.ts'

/**
 * Does what `useChat` does, in a dialect that is given, or in one of several. `useChat` knows the dialects by name and so
 * brings all of them into an app; here the app holds those that it names and no other. Without a `shape`, the backend is
 * asked as one of the given dialect is; where several are given, or one of your own, in the most common shape.
 *
 * @throws {RangeError} at once, for a limit or time in the options that is not a positive number.
 *
 * @example
 * const chat = useChatIn(openaiChatDialect, { url: '/v1/chat/completions', body: { model: 'm' } })
 */
export function useChatIn(
  dialect: DialectChoice,
  request: MaybeRefOrGetter<ChatRequest>,
  options: Omit<UseChatOptions, 'dialect'> = {},
): UseChatReturn {
  const { shape, toRequest, createId, date, thread, ...runOptions } = options
  const run = useStreamIn(dialect, () => ({ url: toValue(request).url }), runOptions)
  nameStream(run, 'useChatIn')
  const used = findShape(shape ?? (isDialectList(dialect) ? 'auto' : dialect.name))
  return useTalk(request, { run, shape: used, toRequest, createId, date, thread })
}

import { createChunkDecoder } from './chunkDecoder.ts'
import type { TextChunk } from './transport.ts'

const OVER = { done: true, value: undefined } as const

export interface TextChunksOptions {
  /** Aborting it cancels the body; the next pull then throws the signal's reason. */
  readonly signal: AbortSignal
  /** Makes the error to throw when the body breaks off. */
  readonly fail: (cause: unknown) => Error
  /** Called once when the body is over, for whatever reason. */
  readonly onClose?: () => void
}

/**
 * Reads a body of bytes as text, one chunk per pull and nothing ahead of it. Characters cut in two are put together,
 * and a byte order mark is left in: whoever decodes the format strips the one that is allowed there.
 *
 * The body is taken at once, so that an abort frees the socket even if nobody has pulled yet. `return()` does the same
 * and works while a pull is pending, which an async generator would make wait for the next chunk.
 */
export function readTextChunks(
  body: ReadableStream<Uint8Array>,
  { signal, fail, onClose }: TextChunksOptions,
): AsyncIterableIterator<TextChunk> {
  const reader = body.getReader()
  const decoder = createChunkDecoder()
  let isOver = false
  let wasAborted = false

  const finish = (): void => {
    isOver = true
    signal.removeEventListener('abort', onAbort)
    onClose?.()
  }
  const cancel = (): void => {
    if (isOver) return
    finish()
    // The stream may have failed already, and then there is nothing left to cancel.
    reader.cancel(signal.reason).catch(() => undefined)
  }
  const onAbort = (): void => {
    wasAborted = true
    cancel()
  }
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)

  const read = async (): Promise<ReadableStreamReadResult<Uint8Array>> => {
    try {
      return await reader.read()
    } catch (cause) {
      if (isOver) return { done: true, value: undefined }
      const error = fail(cause)
      finish()
      throw error
    }
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = isOver ? OVER : await read()
      if (wasAborted) throw signal.reason
      if (isOver) return OVER
      if (!result.done) return { done: false, value: decoder.decode(result.value) }
      finish()
      // A character whose end never came. A broken connection does not get here: it shows no half character.
      const value = decoder.end()
      return value === undefined ? OVER : { done: false, value }
    },
    async return() {
      cancel()
      return OVER
    },
  }
}

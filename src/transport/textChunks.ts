import { createNetworkError, describeCause } from './networkError.ts'
import type { TextChunk } from './transport.ts'

export interface TextChunksOptions {
  /** Aborting it cancels the body; the next pull then throws the signal's reason. */
  readonly signal: AbortSignal
  /** Names the request in error messages: `POST /chat`. */
  readonly requestLine: string
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
  { signal, requestLine, onClose }: TextChunksOptions,
): AsyncIterableIterator<TextChunk> {
  const reader = body.getReader()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let isOver = false

  const finish = (): void => {
    isOver = true
    signal.removeEventListener('abort', cancel)
    onClose?.()
  }
  const cancel = (): void => {
    if (isOver) return
    finish()
    // The stream may have failed already, and then there is nothing left to cancel.
    reader.cancel(signal.reason).catch(() => undefined)
  }
  if (signal.aborted) cancel()
  else signal.addEventListener('abort', cancel)

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      signal.throwIfAborted()
      if (isOver) return { done: true, value: undefined }
      const result = await reader.read().catch((cause: unknown) => {
        if (!isOver) finish()
        signal.throwIfAborted()
        throw createNetworkError(
          `The connection broke while reading ${requestLine}: ${describeCause(cause)}`,
          { cause },
        )
      })
      signal.throwIfAborted()
      if (!result.done) {
        const text = decoder.decode(result.value, { stream: true })
        return { done: false, value: { text, bytes: result.value.byteLength } }
      }
      if (isOver) return { done: true, value: undefined }
      finish()
      // A character whose end never came. A broken connection does not get here: it shows no half character.
      const rest = decoder.decode()
      return rest === ''
        ? { done: true, value: undefined }
        : { done: false, value: { text: rest, bytes: 0 } }
    },
    async return() {
      cancel()
      return { done: true, value: undefined }
    },
  }
}

import { StreamError } from '../../errors/streamError.ts'
import { createChunkQueue } from '../chunkQueue.ts'
import type { TextChunk } from '../transport.ts'

/** As much of an `XMLHttpRequest` as is read while it is loading. */
export interface LoadingRequest {
  readonly status: number
  readonly responseText: string
  readonly responseURL?: string
  getAllResponseHeaders(): string
  addEventListener(type: 'progress', listener: () => void): void
  removeEventListener(type: 'progress', listener: () => void): void
}

export interface GrowingText {
  /** Reads the request at each of its own progress events, and once now. */
  follow(request: LoadingRequest): void
  /** Takes the whole text so far; only what is new is passed on. */
  offer(textSoFar: string): void
  end(): void
  /** The chunks that came before stay; then `error` is thrown. */
  fail(error: unknown): void
  readonly chunks: AsyncIterableIterator<TextChunk>
}

export interface GrowingTextOptions {
  readonly signal: AbortSignal
  /** Most text altogether, in UTF-16 units. */
  readonly maxLength: number
  /** Called once, when the sender must stop or has stopped. */
  readonly onClose: () => void
}

const encoder = new TextEncoder()

/** Turns a text that only ever grows into its new pieces. */
export function createGrowingText({ signal, maxLength, onClose }: GrowingTextOptions): GrowingText {
  let taken = 0
  let unfollow: (() => void) | undefined
  const queue = createChunkQueue({
    signal,
    onClose() {
      unfollow?.()
      onClose()
    },
  })

  const offer = (textSoFar: string): void => {
    // A request that fails empties its text; what had come by then has been taken, and the offset stays.
    if (textSoFar.length <= taken) return
    const text = textSoFar.slice(taken, maxLength)
    taken = textSoFar.length
    if (text !== '') queue.push({ text, bytes: encoder.encode(text).byteLength })
    if (textSoFar.length > maxLength) {
      const sentence = `The response grew beyond ${maxLength} characters, which is as much as is held in one text`
      queue.fail(new StreamError('limit', sentence))
    }
  }

  return {
    follow(request) {
      const read = (): void => offer(request.responseText)
      unfollow?.()
      unfollow = () => request.removeEventListener('progress', read)
      request.addEventListener('progress', read)
      read()
    },
    offer,
    end: () => queue.end(),
    fail: (error) => queue.fail(error),
    chunks: queue.chunks,
  }
}

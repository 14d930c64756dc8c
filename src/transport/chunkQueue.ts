import type { TextChunk } from './transport.ts'

/** Holds what a sender pushes until somebody pulls it. */
export interface ChunkQueue {
  /** How much text waits to be pulled, in UTF-16 units. */
  readonly waitingLength: number
  push(chunk: TextChunk): void
  /** No more comes; what waits is still given. */
  end(): void
  /** As `end`, but the pull after the last chunk throws `error`. */
  fail(error: unknown): void
  readonly chunks: AsyncIterableIterator<TextChunk>
}

export interface ChunkQueueOptions {
  /** Aborting it throws away what waits; the next pull throws the signal's reason. */
  readonly signal: AbortSignal
  /** Called once, when nothing more is wanted or nothing more can come. The sender lets go of everything then. */
  readonly onClose: () => void
}

/** A sender that cannot be made to wait becomes an iterable that can be pulled from. */
export function createChunkQueue({ signal, onClose }: ChunkQueueOptions): ChunkQueue {
  let waiting: TextChunk[] = []
  let next = 0
  let waitingLength = 0
  let ending: { readonly error?: unknown } | undefined
  let isClosed = false
  let wakers: (() => void)[] = []

  const wake = (): void => {
    const called = wakers
    wakers = []
    for (const waker of called) waker()
  }
  const close = (how: { readonly error?: unknown }): void => {
    ending ??= how
    wake()
    if (isClosed) return
    isClosed = true
    onClose()
  }
  const clear = (): void => {
    waiting = []
    next = 0
    waitingLength = 0
  }
  const drop = (how: { readonly error?: unknown }): void => {
    signal.removeEventListener('abort', onAbort)
    clear()
    ending = how
    close(how)
  }
  const onAbort = (): void => drop({ error: signal.reason })
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)

  const take = (): TextChunk | undefined => {
    const chunk = waiting[next]
    if (chunk === undefined) return undefined
    next += 1
    waitingLength -= chunk.text.length
    // Shifting the array for each of many waiting messages would be quadratic.
    if (next === waiting.length) clear()
    return chunk
  }

  return {
    get waitingLength() {
      return waitingLength
    },
    push(chunk) {
      if (ending !== undefined) return
      waiting.push(chunk)
      waitingLength += chunk.text.length
      wake()
    },
    end: () => close({}),
    fail: (error) => close({ error }),
    chunks: {
      [Symbol.asyncIterator]() {
        return this
      },
      async next() {
        for (;;) {
          const chunk = take()
          if (chunk !== undefined) return { done: false, value: chunk }
          if (ending !== undefined) {
            const { error } = ending
            drop({})
            if (error !== undefined) throw error
            return { done: true, value: undefined }
          }
          await new Promise<void>((resolve) => wakers.push(resolve))
        }
      },
      async return() {
        drop({})
        return { done: true, value: undefined }
      },
    },
  }
}

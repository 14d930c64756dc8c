import type { TextChunk } from './transport.ts'

/** Who listens to a body that somebody else reads. */
export interface ChunkListener {
  readonly received: (chunk: TextChunk) => void
  /** The body ended by itself. */
  readonly end: () => void
  /** It broke: throws what the reader gets to see. Default: the same error. */
  readonly fail?: (error: unknown) => never
  /** The reader let go of it. */
  readonly letGo?: () => void
}

/** Gives the same chunks in their own time, and tells a listener of each. */
export function followChunks(
  chunks: AsyncIterable<TextChunk>,
  { received, end, fail, letGo }: ChunkListener,
): AsyncIterableIterator<TextChunk> {
  const iterator = chunks[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = await iterator.next().catch(fail)
      if (result.done === true) end()
      else received(result.value)
      return result
    },
    async return() {
      letGo?.()
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

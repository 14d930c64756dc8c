import { StreamError } from '../errors/streamError.ts'
import { fetchTransport } from '../transport/fetchTransport.ts'
import type { TextChunk, Transport } from '../transport/transport.ts'

/** The real transport over the `fetch` of a test: only what a browser would know of being offline is said for it. */
export function createTestTransport(fetch: typeof globalThis.fetch): Transport {
  const real = fetchTransport({ fetch })
  return {
    ...real,
    name: 'test',
    async open(request, context) {
      const response = await real.open(request, context).catch(tellTruth)
      return { ...response, chunks: tellTruthOf(response.chunks) }
    },
  }
}

function tellTruthOf(chunks: AsyncIterable<TextChunk>): AsyncIterable<TextChunk> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = chunks[Symbol.asyncIterator]()
      return {
        next: () => iterator.next().catch(tellTruth),
        return: () => iterator.return?.() ?? Promise.resolve({ done: true, value: undefined }),
      }
    },
  }
}

/** A cause that says which kind of error it is knows better than whoever found it. */
function tellTruth(error: unknown): never {
  const isTold = error instanceof StreamError && error.cause instanceof StreamError
  throw isTold ? error.cause : error
}

import { StreamError, type TextChunk, type Transport, type TransportResponse } from 'vue-rill/core'

/** What a tap reports, in the order in which it happens. */
export interface TapListener {
  /** A request goes out. */
  opened(): void
  /** The head of the response is there. */
  responded(response: TransportResponse): void
  /** There is no response to read: what kind of error, and the status if there was one. */
  refused?(kind: string, status: number | undefined): void
  chunk(chunk: TextChunk): void
  /** The body ended, cleanly or not. */
  closed(): void
}

/** A transport that does what `transport` does and lets `listener` watch. */
export function tapTransport(transport: Transport, listener: TapListener): Transport {
  return {
    ...transport,
    async open(request, context) {
      listener.opened()
      try {
        const response = await transport.open(request, context)
        listener.responded(response)
        return { ...response, chunks: watchChunks(response.chunks, listener) }
      } catch (error) {
        const isKnown = error instanceof StreamError
        if (isKnown) listener.refused?.(error.kind, error.status)
        throw error
      }
    },
  }
}

async function* watchChunks(
  chunks: AsyncIterable<TextChunk>,
  listener: TapListener,
): AsyncGenerator<TextChunk> {
  try {
    for await (const chunk of chunks) {
      listener.chunk(chunk)
      yield chunk
    }
  } finally {
    listener.closed()
  }
}

import type { TextChunk, Transport, TransportResponse } from 'vue-rill/core'

/** What a tap reports, in the order in which it happens. */
export interface TapListener {
  /** A request goes out. */
  opened(): void
  /** The head of the response is there. */
  responded(response: TransportResponse): void
  chunk(chunk: TextChunk): void
  /** The body ended, cleanly or not. */
  closed(): void
}

/** A transport that does what `transport` does and lets `listener` watch. */
export function tapTransport(transport: Transport, listener: TapListener): Transport {
  return {
    name: transport.name,
    canPause: transport.canPause,
    async open(request, context) {
      listener.opened()
      const response = await transport.open(request, context)
      listener.responded(response)
      return { ...response, chunks: watchChunks(response.chunks, listener) }
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

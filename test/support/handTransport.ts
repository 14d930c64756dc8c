import type { TextChunk, Transport, TransportRequest } from '../../src/transport/transport.ts'

/** One exchange of a hand transport: the test is the server. */
export interface HandExchange {
  readonly request: TransportRequest
  readonly signal: AbortSignal
  send(text: string): void
  close(): void
  fail(error: unknown): void
}

/** A transport whose server is the test. Its exchanges stand in the order in which they were opened. */
export interface HandTransport extends Transport {
  readonly exchanges: readonly HandExchange[]
  /** Settles with the next exchange that is opened. */
  next(): Promise<HandExchange>
}

export function createHandTransport(contentType = 'text/event-stream'): HandTransport {
  const exchanges: HandExchange[] = []
  const waiting: ((exchange: HandExchange) => void)[] = []

  return {
    name: 'hand',
    canPause: true,
    exchanges,
    next: () => new Promise((resolve) => void waiting.push(resolve)),
    async open(request, { signal }) {
      const body = new TransformStream<TextChunk, TextChunk>(
        {},
        { highWaterMark: Number.POSITIVE_INFINITY },
        { highWaterMark: Number.POSITIVE_INFINITY },
      )
      const writer = body.writable.getWriter()
      const exchange: HandExchange = {
        request,
        signal,
        send: (text) => void writer.write({ text, bytes: text.length }).catch(() => undefined),
        close: () => void writer.close().catch(() => undefined),
        fail: (error) => void writer.abort(error).catch(() => undefined),
      }
      exchanges.push(exchange)
      waiting.shift()?.(exchange)
      return {
        status: 200,
        headers: new Headers({ 'content-type': contentType }),
        url: request.url,
        chunks: body.readable,
      }
    },
  }
}

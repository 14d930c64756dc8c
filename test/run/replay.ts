import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import type { Transport } from '../../src/transport/transport.ts'

/** The real transport over an answer that is at hand: these pieces of bytes, one per read. */
export function replay(pieces: Iterable<Uint8Array>): Transport {
  return fetchTransport({
    fetch: async () => {
      const iterator = pieces[Symbol.iterator]()
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const { done, value } = iterator.next()
            if (done === true) controller.close()
            else controller.enqueue(value)
          },
        },
        { highWaterMark: 0 },
      )
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    },
  })
}

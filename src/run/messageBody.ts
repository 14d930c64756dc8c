import { createMessageJoiner } from '../framing/messageJoiner.ts'
import type { TextChunk, TransportResponse } from '../transport/transport.ts'

const CONTENT_TYPES = {
  sse: 'text/event-stream',
  ndjson: 'application/x-ndjson',
  text: 'text/plain',
} as const

/**
 * Makes a response whose chunks are whole messages readable like every other one: its messages become parts of one body,
 * and the first of them says the content type, which a WebSocket does not. Any other response is given back as it is.
 *
 * Waits for the first message that is not blank. The chunks' errors are thrown as they come.
 */
export async function readMessageBody(
  response: TransportResponse,
  framing: 'auto' | 'sse' | 'ndjson' | 'text' = 'auto',
): Promise<TransportResponse> {
  if (response.boundaries !== 'message') return response
  const joiner = createMessageJoiner(framing)
  const messages = response.chunks[Symbol.asyncIterator]()

  const pull = async (): Promise<IteratorResult<TextChunk, undefined>> => {
    const { done, value } = await messages.next()
    if (done === true) return { done, value: undefined }
    return { done: false, value: { ...value, text: joiner.join(value.text) } }
  }

  let first = await pull()
  while (joiner.framing === undefined && first.done !== true) first = await pull()

  const headers = new Headers(response.headers)
  if (joiner.framing !== undefined && !headers.has('content-type')) {
    headers.set('content-type', CONTENT_TYPES[joiner.framing])
  }
  let unread: IteratorResult<TextChunk, undefined> | undefined = first
  const chunks: AsyncIterableIterator<TextChunk, undefined> = {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = unread ?? (await pull())
      unread = undefined
      return result
    },
    async return() {
      unread = undefined
      await messages.return?.()
      return { done: true, value: undefined }
    },
  }
  return { ...response, headers, chunks, boundaries: 'stream' }
}

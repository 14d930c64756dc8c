import { StreamError } from '../errors/streamError.ts'
import { isReadableType, readMediaType } from './contentType.ts'
import { readErrorDetail } from './errorDetail.ts'
import { describeRequest } from './requestLine.ts'
import { readRetryAfter } from './retryAfter.ts'
import type {
  TextChunk,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from './transport.ts'

/** How long the body of a response that is refused may take, in milliseconds: a slow error page hides no error. */
const ERROR_BODY_PATIENCE = 1000

/** Answers that have no body: RFC 9110, 15.3.5 and 15.3.6. */
const EMPTY_STATUSES: ReadonlySet<number> = new Set([204, 205])

/** Answers beside 5xx after which the same request may succeed. */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])

/** The server errors that stay: 501 does not implement what was asked, 505 not even the protocol. */
const LASTING_STATUSES: ReadonlySet<number> = new Set([501, 505])

/**
 * Gives the response back if its body can be read as a stream; one without content gets a body that ends at once.
 * Every transport passes its responses through here, so that they all refuse the same things in the same words.
 *
 * @throws {StreamError} `http` for a status outside 200–299, `content-type` for what cannot be a stream. Both carry the
 * start of the body, and the connection is let go.
 */
export async function acceptResponse(
  request: TransportRequest,
  response: TransportResponse,
  context: TransportContext,
): Promise<TransportResponse> {
  const { status, headers } = response
  const requestLine = describeRequest(request)
  const mediaType = readMediaType(headers)

  if (status < 200 || status > 299) {
    const body = await readStart(response.chunks, context)
    const { message, code } = readErrorDetail(body, mediaType)
    const sentence = `${requestLine} failed with status ${status}`
    throw new StreamError('http', message === undefined ? sentence : `${sentence}: ${message}`, {
      status,
      body,
      retryable: isRetryableStatus(status),
      ...(code !== undefined && { code }),
      ...readRetry(headers),
    })
  }
  if (EMPTY_STATUSES.has(status)) {
    await response.chunks[Symbol.asyncIterator]().return?.()
    return { ...response, chunks: noChunks() }
  }
  if (!isReadableType(mediaType)) {
    const body = await readStart(response.chunks, context)
    throw new StreamError(
      'content-type',
      `${requestLine} answered with ${mediaType}, which cannot be a stream`,
      { status, body },
    )
  }
  return response
}

/** Whether sending the same request again may succeed after this status. */
export function isRetryableStatus(status: number): boolean {
  return RETRYABLE_STATUSES.has(status) || (status >= 500 && !LASTING_STATUSES.has(status))
}

/** A body without content. */
export async function* noChunks(): AsyncGenerator<TextChunk> {
  // Nothing to give.
}

function readRetry(headers: Headers): { readonly retryAfter?: number } {
  const retryAfter = readRetryAfter(headers, Date.now())
  return retryAfter === undefined ? {} : { retryAfter }
}

/** The first bytes of a body as text. Whatever goes wrong on the way, what was read by then counts. */
async function readStart(
  chunks: AsyncIterable<TextChunk>,
  { maxErrorBytes, signal }: TransportContext,
): Promise<string> {
  const iterator = chunks[Symbol.asyncIterator]()
  let text = ''
  let bytes = 0
  const close = (): void => void iterator.return?.()
  const timer = setTimeout(close, ERROR_BODY_PATIENCE)
  try {
    while (bytes < maxErrorBytes) {
      const result = await iterator.next()
      if (result.done === true) break
      text += result.value.text
      bytes += result.value.bytes
    }
  } catch {
    signal.throwIfAborted()
  } finally {
    clearTimeout(timer)
    close()
  }
  return cutToBytes(text.replace(/^\uFEFF/, ''), maxErrorBytes)
}

function cutToBytes(text: string, maxBytes: number): string {
  // A UTF-16 unit takes at most three bytes.
  if (text.length * 3 <= maxBytes) return text
  const room = new Uint8Array(Math.min(maxBytes, text.length * 3))
  return text.slice(0, new TextEncoder().encodeInto(text, room).read)
}

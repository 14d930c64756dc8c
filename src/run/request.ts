import { StreamError } from '../errors/streamError.ts'
import type { TransportRequest } from '../transport/transport.ts'
import type { AttemptContext, StreamRequest } from './streamRun.ts'

/** Backends that speak several formats choose by this one; those that speak one ignore it. */
const ACCEPT = 'text/event-stream, application/x-ndjson, */*;q=0.1'

const ONLY_ONCE = 'its body is a stream, which can be read only once'
const SENT_BEFORE =
  'its body is a stream that was sent before; a function can make a new one each time'

/**
 * Makes what is sent for one attempt: calls the functions in the request, and turns a plain body into JSON.
 * @throws {StreamError} of kind `network` when a function fails or gives something that cannot be sent. Asking a function
 * again may help; sending the same unfit headers again will not.
 */
export async function resolveRequest(
  request: StreamRequest,
  context: AttemptContext,
): Promise<TransportRequest> {
  const [url, headers, body] = await Promise.all([
    resolvePart(request.url, context),
    resolvePart(request.headers, context),
    resolvePart(request.body, context),
  ]).catch((cause: unknown) => {
    throw cause instanceof StreamError ? cause : createRequestError(cause, true)
  })
  try {
    return assemble(request.method, url, new Headers(headers), body)
  } catch (cause) {
    throw createRequestError(cause, false)
  }
}

/** A body that is a stream can be sent only once; a function makes a new one each time. */
export function isSpent({ body }: Pick<StreamRequest, 'body'>): boolean {
  return body instanceof ReadableStream
}

/** The same failure, of a request that cannot be sent once more for that reason. */
export function explainSpent(error: StreamError): StreamError {
  const { kind, message, status, body, code, cause } = error
  const details = { retryable: false, status, body, code, cause }
  return new StreamError(kind, `${message}; the request is not sent again: ${ONLY_ONCE}`, details)
}

type Maker<Value> = (context: AttemptContext) => Value | Promise<Value>

/** Gives a part of a request as it is for one attempt. Rejects with what its function throws. */
export async function resolvePart<Value>(
  part: Value | Maker<Value>,
  context: AttemptContext,
): Promise<Value> {
  return isMaker(part) ? part(context) : part
}

function isMaker<Value>(part: Value | Maker<Value>): part is Maker<Value> {
  return typeof part === 'function'
}

function assemble(
  method: string | undefined,
  url: string | URL,
  headers: Headers,
  body: unknown,
): TransportRequest {
  if (body instanceof ReadableStream && body.locked) throw new TypeError(SENT_BEFORE)
  const isReady = isBodyInit(body)
  const ready = isReady ? body : toJson(body)
  if (!headers.has('accept')) headers.set('accept', ACCEPT)
  if (!isReady && ready !== undefined && !headers.has('content-type')) {
    headers.set('content-type', 'application/json')
  }
  return {
    url: String(url),
    method: method ?? (ready === undefined ? 'GET' : 'POST'),
    headers,
    body: ready,
  }
}

function isBodyInit(body: unknown): body is BodyInit {
  return (
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ReadableStream ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  )
}

function toJson(body: unknown): string | undefined {
  return body === undefined || body === null ? undefined : JSON.stringify(body)
}

function createRequestError(cause: unknown, retryable: boolean): StreamError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StreamError('network', `The request could not be made: ${reason}`, {
    cause,
    retryable,
  })
}

import { createNetworkError, describeCause } from './networkError.ts'
import { refuseRedirect } from './redirect.ts'
import type { RedirectPolicy } from './redirect.ts'
import { describeRequest } from './requestLine.ts'
import { acceptResponse, noChunks } from './responseHead.ts'
import { readTextChunks } from './textChunks.ts'
import type { Transport, TransportRequest } from './transport.ts'

/** Everything that `fetch` itself takes and the request does not say. */
export interface FetchTransportOptions extends Omit<
  RequestInit,
  'method' | 'headers' | 'body' | 'signal' | 'redirect' | 'window'
> {
  /** Default: the global `fetch`, looked up at each request, so that patches of it count. */
  readonly fetch?: typeof globalThis.fetch
  /** Default: `'error'`. */
  readonly redirect?: RedirectPolicy
}

/** Cookies for the own origin only, no cache, and no path of the page in the referrer of foreign requests. */
const DEFAULTS = {
  credentials: 'same-origin',
  cache: 'no-store',
  referrerPolicy: 'strict-origin-when-cross-origin',
} as const satisfies RequestInit

/** Reads a response through `fetch`, one chunk at a time: not reading makes the server wait. */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  const { fetch: givenFetch, redirect = 'error', ...init } = options
  return {
    name: 'fetch',
    canPause: true,
    async open(request, context) {
      const { signal } = context
      const send = givenFetch ?? globalThis.fetch
      const sent = send(request.url, {
        ...DEFAULTS,
        ...init,
        redirect: redirect === 'error' ? 'manual' : redirect,
        method: request.method,
        headers: request.headers,
        signal,
        ...bodyInit(request.body),
      })
      const response = await awaitUnlessAborted(sent, signal).catch((cause: unknown) => {
        signal.throwIfAborted()
        throw createConnectError(request, cause)
      })
      const { status, headers, body, redirected } = response
      const url = response.url || request.url
      const requestLine = describeRequest(request)
      const chunks = body === null ? noChunks() : readTextChunks(body, { signal, requestLine })
      try {
        refuseRedirect(request, { status, headers, url, redirected }, redirect)
      } catch (refusal) {
        void chunks.return?.(undefined)
        throw refusal
      }
      return acceptResponse(request, { status, headers, url, chunks }, context)
    },
  }
}

function bodyInit(body: BodyInit | undefined): RequestInit & { duplex?: 'half' } {
  if (body === undefined) return {}
  // Fetch standard: a request whose body is a stream must say that it is half duplex.
  return body instanceof ReadableStream ? { body, duplex: 'half' } : { body }
}

/** Ends the wait at an abort even where a custom `fetch` overlooks its signal; a late response is then thrown away. */
function awaitUnlessAborted(sent: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason)
      sent.then((response) => response.body?.cancel()).catch(() => undefined)
    }
    if (signal.aborted) return onAbort()
    signal.addEventListener('abort', onAbort)
    sent.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

function createConnectError(request: TransportRequest, cause: unknown): Error {
  const requestLine = describeRequest(request)
  if (isMistake(cause)) {
    return createNetworkError(`${requestLine} cannot be sent: ${describeCause(cause)}`, {
      cause,
      retryable: false,
    })
  }
  return createNetworkError(
    `${requestLine} reached no server, or one that does not allow this origin (CORS): ${describeCause(cause)}`,
    { cause },
  )
}

/** `fetch` throws a TypeError for an unusable url, method or body too; no second try will mend that. */
function isMistake(cause: unknown): boolean {
  return (
    cause instanceof TypeError &&
    /parse url|invalid url|cannot have body|invalid method|is not a valid/i.test(cause.message)
  )
}

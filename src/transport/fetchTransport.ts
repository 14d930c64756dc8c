import { untilAborted } from './abortSignals.ts'
import { type AuthHook, createAuthRefresh } from './authRefresh.ts'
import {
  createConnectError,
  createNetworkError,
  describeCause,
  explainBreak,
} from './networkError.ts'
import { refuseRedirect } from './redirect.ts'
import type { RedirectPolicy } from './redirect.ts'
import { describeRequest } from './requestLine.ts'
import { acceptResponse, noChunks } from './responseHead.ts'
import { readTextChunks } from './textChunks.ts'
import type {
  Transport,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from './transport.ts'

/** Everything that `fetch` itself takes and the request does not say. */
export interface FetchTransportOptions extends Omit<
  RequestInit,
  'method' | 'headers' | 'body' | 'signal' | 'redirect' | 'window'
> {
  /** Default: the global `fetch`, looked up at each request, so that patches of it count. */
  readonly fetch?: typeof globalThis.fetch
  /**
   * `'error'`: a redirect is refused, and nothing goes to its target. `'follow'`: it is followed, and an answer from
   * another origin is not read. By then the request **has gone there**, with its body and every header but
   * `Authorization`: a page cannot look at a redirect before it follows it. Ask for it only where the server, and
   * whatever it redirects to, may know what is sent. Default: `'error'`.
   */
  readonly redirect?: RedirectPolicy
  /**
   * Gets fresh credentials after a 401 or 403; the request is then sent once more, and no third time. Streams that are
   * refused together share one call.
   *
   * @example
   * fetchTransport({ onAuth: async () => ({ authorization: `Bearer ${await refreshToken()}` }) })
   */
  readonly onAuth?: AuthHook
}

/** Cookies for the own origin only, no cache, and no path of the page in the referrer of foreign requests. */
export const FETCH_DEFAULTS = {
  credentials: 'same-origin',
  cache: 'no-store',
  referrerPolicy: 'strict-origin-when-cross-origin',
} as const satisfies RequestInit

/** Reads a response through `fetch`, one chunk at a time: not reading makes the server wait. */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  const { fetch: givenFetch, redirect = 'error', onAuth, ...init } = options
  const auth = createAuthRefresh(onAuth)

  async function send(
    request: TransportRequest,
    { signal }: TransportContext,
  ): Promise<TransportResponse> {
    const sent = new Promise<Response>((resolve) => {
      const { method, headers } = request
      const policy = redirect === 'error' ? 'manual' : redirect
      const fixed: RequestInit = { method, headers, signal, redirect: policy }
      const call = givenFetch ?? globalThis.fetch
      resolve(
        call(request.url, { ...FETCH_DEFAULTS, ...init, ...fixed, ...bodyInit(request.body) }),
      )
    })
    // Not every `fetch` that is handed in looks at its signal.
    const response = await untilAborted(sent, signal, (late) => late.body?.cancel()).catch(
      (cause: unknown) => {
        signal.throwIfAborted()
        throw explainFailure(request, cause)
      },
    )
    const { body, redirected } = response
    const received: TransportResponse = {
      status: response.status,
      headers: response.headers,
      url: response.url || request.url,
      chunks:
        body === null ? noChunks() : readTextChunks(body, { signal, fail: explainBreak(request) }),
    }
    refuseRedirect(request, received, { policy: redirect, redirected })
    return received
  }

  return {
    name: 'fetch',
    canPause: true,
    async open(request, context) {
      const renew = auth.begin()
      const received = await send(request, context)
      const { status } = received
      const renewed = await untilAborted(renew({ request, status }), context.signal)
      if (renewed === undefined) return acceptResponse(request, received, context)
      await received.chunks[Symbol.asyncIterator]().return?.()
      return acceptResponse(renewed, await send(renewed, context), context)
    },
  }
}

function bodyInit(body: BodyInit | undefined): RequestInit & { duplex?: 'half' } {
  if (body === undefined) return {}
  // Fetch standard: a request whose body is a stream must say that it is half duplex.
  return body instanceof ReadableStream ? { body, duplex: 'half' } : { body }
}

function explainFailure(request: TransportRequest, cause: unknown): Error {
  const requestLine = describeRequest(request)
  if (!isMistake(cause)) return createConnectError(requestLine, cause)
  const sentence = `${requestLine} cannot be sent: ${describeCause(cause)}`
  return createNetworkError(sentence, { cause, retryable: false })
}

/** `fetch` throws a TypeError for an unusable url, method or body too; no second try will mend that. */
function isMistake(cause: unknown): boolean {
  return (
    cause instanceof TypeError &&
    /parse url|invalid url|cannot have body|invalid method|is not a valid/i.test(cause.message)
  )
}

import { StreamError } from '../errors/streamError.ts'
import { describeRequest, withoutUrlSecrets } from './requestLine.ts'
import type { TransportRequest } from './transport.ts'

/**
 * A connection that could not be made or that broke: kind `offline` when the browser says that it has no connection at
 * all, else `network`. Sending the same request again could succeed, unless the caller knows better.
 */
export function createNetworkError(
  message: string,
  options: { readonly cause?: unknown; readonly code?: string; readonly retryable?: boolean } = {},
): StreamError {
  // Read at the moment of the failure: the answer changes while a page lives, and Node has none.
  const { navigator }: { readonly navigator?: { readonly onLine?: boolean } } = globalThis
  const kind = navigator?.onLine === false ? 'offline' : 'network'
  return new StreamError(kind, message, { retryable: true, ...options })
}

/** Makes the error for a request that got no answer; a browser does not tell the two reasons apart. */
export function createConnectError(requestLine: string, cause: unknown): StreamError {
  const sentence = `${requestLine} reached no server, or one that does not allow this origin (CORS)`
  return createNetworkError(`${sentence}: ${describeCause(cause)}`, { cause })
}

/** Makes the error for a body that breaks off in the middle. */
export function explainBreak(request: TransportRequest): (cause: unknown) => StreamError {
  return (cause) =>
    createNetworkError(
      `The connection broke while reading ${describeRequest(request)}: ${describeCause(cause)}`,
      { cause },
    )
}

/** What went wrong underneath, in words: `fetch failed (ECONNREFUSED)`. */
export function describeCause(cause: unknown): string {
  if (!(cause instanceof Error)) return withoutUrlSecrets(String(cause))
  const inner = cause.cause
  // Node hides the reason one level down, as in `TypeError: fetch failed` with a cause of code ECONNREFUSED.
  const reason = inner instanceof Error ? (readCode(inner) ?? inner.message) : undefined
  return withoutUrlSecrets(reason === undefined ? cause.message : `${cause.message} (${reason})`)
}

function readCode(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

import { StreamError } from '../../errors/streamError.ts'
import type { AxiosLikeError, AxiosLikeResponse } from './axiosLike.ts'
import { createConnectError, createNetworkError, describeCause } from '../networkError.ts'

/**
 * Why an adapter gave no response. Whoever calls this has looked at its own abort signal before: axios reports every
 * abort as a cancellation, timeouts and own reasons included.
 */
export function classifyFailure(failure: unknown, requestLine: string): StreamError {
  if (failure instanceof StreamError) return failure
  const { code, message } = readError(failure)
  if (code === 'ERR_CANCELED') return createForeignAbort(failure, requestLine)
  if (code === 'ETIMEDOUT') {
    const sentence = `${requestLine} took longer than an axios timeout allows`
    return new StreamError('timeout', sentence, { retryable: true, cause: failure })
  }
  // Safari's words are not known to every version of axios, and an adapter of the app may let those of fetch through.
  const isConnection =
    code === 'ERR_NETWORK' ||
    code === 'ECONNABORTED' ||
    failure instanceof TypeError ||
    /load failed/i.test(String(message))
  return isConnection
    ? createConnectError(requestLine, failure)
    : createUnsentError(failure, requestLine)
}

/** Nothing has left the app: an interceptor or the settings are in the way, and will be at the next try. */
export function createUnsentError(failure: unknown, requestLine: string): StreamError {
  if (failure instanceof StreamError) return failure
  const sentence = `${requestLine} could not be sent: ${describeCause(failure)}`
  return createNetworkError(sentence, { cause: failure, retryable: false })
}

/** The app ended the request itself, through a signal or cancel token that its own code had put into the settings. */
export function createForeignAbort(reason: unknown, requestLine: string): StreamError {
  const isTimeout = reason instanceof Error && reason.name === 'TimeoutError'
  return isTimeout
    ? new StreamError('timeout', `${requestLine} took longer than the app's own signal allows`, {
        retryable: true,
        cause: reason,
      })
    : createNetworkError(`${requestLine} was cancelled by a signal of the app's axios settings`, {
        retryable: false,
        cause: reason,
      })
}

/**
 * A response that axios fails to wrap: a `Response` of status 204 or 205 must have no body and one of status 0, which a
 * redirect shows that was not followed, cannot be made. Every other failure is thrown on.
 *
 * Axios 1.21 still fails so in Chromium, which gives a 204 an empty body; 1.7 fails everywhere.
 */
export function recoverEmptyResponse(failure: unknown): AxiosLikeResponse {
  const { message, response } = readError(failure)
  const row = UNWRAPPABLE.find(({ complaint }) => complaint.test(String(message)))
  if (response !== undefined || row === undefined) throw failure
  return { data: '', status: row.status, headers: {} }
}

/** What browsers and Node say when they refuse to make such a `Response`. */
const UNWRAPPABLE: readonly { readonly complaint: RegExp; readonly status: number }[] = [
  {
    complaint: /null body status|status code 20[45]|have a body with the given status/i,
    status: 204,
  },
  { complaint: /status provided \(0\)|response status code 0\b/i, status: 0 },
]

/** The fields of whatever was thrown that axios puts on its errors. */
export function readError(failure: unknown): AxiosLikeError {
  return failure !== null && typeof failure === 'object' ? failure : {}
}

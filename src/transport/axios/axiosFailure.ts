import { StreamError } from '../../errors/streamError.ts'
import type { AxiosLikeError } from './axiosLike.ts'
import { createNetworkError, describeCause } from '../networkError.ts'

/**
 * Why a request got no response, from what axios rejected with. Whoever calls this has looked at its own abort signal
 * before: axios reports every abort as a cancellation, timeouts and own reasons included.
 */
export function classifyFailure(failure: unknown, requestLine: string): StreamError {
  if (failure instanceof StreamError) return failure
  const { code } = readError(failure)
  if (code === 'ERR_CANCELED') {
    return createForeignAbort(failure, requestLine)
  }
  if (code === 'ETIMEDOUT') {
    const sentence = `${requestLine} took longer than an axios timeout allows`
    return new StreamError('timeout', sentence, { retryable: true, cause: failure })
  }
  // A body that breaks off comes as the TypeError of fetch, not as an error of axios.
  const isConnection =
    code === 'ERR_NETWORK' || code === 'ECONNABORTED' || failure instanceof TypeError
  return isConnection
    ? createNetworkError(
        `${requestLine} reached no server, or one that does not allow this origin (CORS): ${describeCause(failure)}`,
        { cause: failure },
      )
    : createNetworkError(`${requestLine} could not be sent: ${describeCause(failure)}`, {
        cause: failure,
        retryable: false,
      })
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

/** The fields of whatever was thrown that axios puts on its errors. */
export function readError(failure: unknown): AxiosLikeError {
  return failure !== null && typeof failure === 'object' ? failure : {}
}

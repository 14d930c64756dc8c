import type { StreamError } from '../../errors/streamError.ts'
import { createNetworkError } from '../networkError.ts'
import type { WebSocketLikeEvent } from './webSocketLike.ts'

/** RFC 6455, 7.4.1: 1000 is a normal closure, 1005 says that the other side closed without giving a code. */
const CLEAN_CODES: ReadonlySet<number> = new Set([1000, 1005])

/**
 * What may have passed by the next time: going away, broken connection, server error, restart, try again later, bad
 * gateway. Codes from 3000 are an application's own, and nobody can say what they mean.
 */
const PASSING_CODES: ReadonlySet<number> = new Set([1001, 1006, 1011, 1012, 1013, 1014])

/** The error that a close stands for, with its code; `undefined` when it is the proper end. */
export function readClose(
  { code = 1005, reason = '' }: WebSocketLikeEvent,
  requestLine: string,
): StreamError | undefined {
  if (CLEAN_CODES.has(code)) return undefined
  const sentence = `${requestLine} was closed with code ${code}`
  return createNetworkError(reason === '' ? sentence : `${sentence}: ${reason}`, {
    code: String(code),
    retryable: PASSING_CODES.has(code),
  })
}

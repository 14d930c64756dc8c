import type { AttemptEnd } from './attempt.ts'

/**
 * How a run goes on after an attempt that broke: with the `same` request because that one never left, with the request
 * `again` because nothing of an answer is lost by it, behind the `cursor`, or as the `policy` of the caller says.
 */
export type Continuation = 'same' | 'again' | 'cursor' | 'policy'

export interface ContinuationFacts {
  readonly end: Pick<AttemptEnd, 'phase' | 'status' | 'error'>
  /** GET and HEAD, unless the caller says that they do something. RFC 9110, 9.2.1. */
  readonly isSafe: boolean
  /** The caller says, or a key in the headers, that the backend takes the request twice for once. */
  readonly isIdempotent: boolean
  /** A request has gone out before. */
  readonly wasSent: boolean
  /** Part of the answer was delivered. */
  readonly isPartial: boolean
  /** The stream has ids, and the caller does not forbid to lean on them. */
  readonly hasCursor: boolean
  readonly hasPolicy: boolean
}

/** 204 and 205 say that there is nothing, and nothing to come back for. */
const EMPTY: ReadonlySet<number | undefined> = new Set([204, 205])

/**
 * Says how to go on, or `undefined`: then the run ends here.
 *
 * Nothing that does something is sent twice unless the caller said so or a cursor exists: once a response to such a
 * request has begun, the backend is at work on it.
 */
export function chooseContinuation(facts: ContinuationFacts): Continuation | undefined {
  const { phase, status, error } = facts.end
  if (error?.retryable === false || EMPTY.has(status)) return undefined
  if (phase === 'prepare') return facts.wasSent ? 'same' : undefined
  if (!facts.isPartial) {
    // An id that comes before anything is said is where the server wants to be asked to go on.
    if (facts.isSafe && facts.hasCursor) return facts.hasPolicy ? 'policy' : 'cursor'
    const wasRefused = error?.kind === 'http'
    if (facts.isSafe || (facts.isIdempotent && (phase === 'sent' || wasRefused))) return 'again'
    return facts.hasPolicy && !wasRefused ? 'policy' : undefined
  }
  if (facts.hasPolicy) return 'policy'
  return facts.isSafe && facts.hasCursor ? 'cursor' : undefined
}

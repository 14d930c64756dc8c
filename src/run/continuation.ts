import type { AttemptEnd } from './attempt.ts'
import type { AttemptPlan } from './attemptPlan.ts'

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
  /** The body of the request was a stream, and has gone out. */
  readonly isSpent: boolean
  /** A user who asks for it may have mended what no second try of the `run` itself would: has signed in again. */
  readonly by: 'run' | 'user'
}

/** What a person can do something about: not signed in, not allowed, to the server and to a proxy. */
const MENDABLE: ReadonlySet<number | undefined> = new Set([401, 403, 407])

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
  if (EMPTY.has(status) || isFinal(facts)) return undefined
  if (phase === 'prepare') return facts.wasSent ? 'same' : undefined
  if (!facts.isPartial) {
    // An id that comes before anything is said is where the server wants to be asked to go on.
    if (facts.isSafe && facts.hasCursor) return facts.hasPolicy ? 'policy' : 'cursor'
    const wasRefused = error?.kind === 'http'
    const isRepeatable = facts.isSafe || (facts.isIdempotent && (phase === 'sent' || wasRefused))
    if (isRepeatable && !facts.isSpent) return 'again'
    return facts.hasPolicy && !wasRefused ? 'policy' : undefined
  }
  if (facts.hasPolicy) return 'policy'
  return facts.isSafe && facts.hasCursor ? 'cursor' : undefined
}

function isFinal({ by, end: { error } }: Pick<ContinuationFacts, 'by' | 'end'>): boolean {
  if (error === undefined || error.retryable) return false
  return by === 'run' || !MENDABLE.has(error.status)
}

/** Whether that goes on with an answer, after an attempt that began `from` there, and does not begin anew. */
export function goesOn(how: Continuation | undefined, from: AttemptPlan['from']): boolean {
  return how === 'cursor' || how === 'policy' || (how === 'same' && from !== 'nothing')
}

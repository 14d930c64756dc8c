import type { StreamError } from '../errors/streamError.ts'
import { readDuration } from './timeouts.ts'

/** What is known before a request is sent again. */
export interface RetryContext {
  /** Number of the request that would be sent; the first of the run was 1. */
  readonly attempt: number
  /** Why the last attempt ended; `undefined` when the answer just stopped before its end. */
  readonly error: StreamError | undefined
  /** Id of the last event that was delivered, when the stream has ids. */
  readonly lastEventId: string | undefined
  /** How long would be waited, in milliseconds. */
  readonly delay: number
  /** Part of the answer is there, and would be gone on with. */
  readonly isResume: boolean
}

/** When a request is sent again by itself, and how long that waits. Times are in milliseconds. */
export interface RetryOptions {
  /** Most requests in a row without a healthy stretch between them, the first included. Default: 5. */
  readonly attempts?: number | 'unlimited'
  /** The wait before the second request; it doubles from one to the next. Default: 500. */
  readonly baseDelay?: number
  /** Longest wait, as long as the server does not ask for a longer one. Default: 30,000. */
  readonly maxDelay?: number
  /** Largest random share that is added on top of a wait. Default: 0.5. */
  readonly jitter?: number
  /** Longest time that goes into trying again in a row. Default: 5 min. */
  readonly elapsed?: number | 'unlimited'
  /** The count starts anew after a stream that has brought something new for so long. Default: 10,000. */
  readonly healthyTime?: number
  /** The count starts anew after so many new events, too. Default: 10. */
  readonly healthyEvents?: number
  /** Asked before each further request; `false` ends the run instead. */
  readonly canRetry?: (context: RetryContext) => boolean
}

export type RetryPolicy = Required<
  Omit<RetryOptions, 'attempts' | 'elapsed' | 'canRetry'> & {
    readonly attempts: number
    readonly elapsed: number
    readonly canRetry: (context: RetryContext) => boolean
  }
>

/** Neither `retry: 0` nor `retry: 1e12` is obeyed to the letter. */
const RETRY_FIELD = { least: 250, most: 60_000 }
const MOST_RETRY_AFTER = 120_000

/**
 * Completes the caller's retry options; `false` stands for a single attempt.
 * @throws {RangeError} for a number that cannot be meant.
 */
export function resolveRetry(options: RetryOptions | false = {}): RetryPolicy {
  const given = options === false ? { attempts: 1 } : options
  return {
    attempts: readDuration('retry.attempts', given.attempts ?? 5),
    baseDelay: readDuration('retry.baseDelay', given.baseDelay ?? 500),
    maxDelay: readDuration('retry.maxDelay', given.maxDelay ?? 30_000),
    jitter: readShare(given.jitter ?? 0.5),
    elapsed: readDuration('retry.elapsed', given.elapsed ?? 5 * 60_000),
    healthyTime: readDuration('retry.healthyTime', given.healthyTime ?? 10_000),
    healthyEvents: readDuration('retry.healthyEvents', given.healthyEvents ?? 10),
    canRetry: given.canRetry ?? (() => true),
  }
}

function readShare(value: number): number {
  if (value >= 0 && Number.isFinite(value)) return value
  throw new RangeError(`retry.jitter must be a number from 0 on, not ${value}`)
}

export interface RetryWait {
  /** How long to wait, in milliseconds. */
  readonly delay: number
  /** How long the server asked for at least: nothing pulls the next request forward beyond this. */
  readonly floor: number
}

/**
 * How long to wait before the next request.
 *
 * What the server asks for is a floor that may be stretched and is never shortened; jitter comes on top of everything,
 * so that clients that were cut off together do not come back together.
 */
export function computeWait(
  policy: Pick<RetryPolicy, 'baseDelay' | 'maxDelay' | 'jitter'>,
  {
    failures,
    retryField,
    retryAfter,
    random,
  }: {
    /** Attempts in a row that failed, 1 for the first. */
    readonly failures: number
    /** The `retry:` field of the stream, as it was sent. */
    readonly retryField: number | undefined
    /** The `Retry-After` header of the last response, as it was sent. */
    readonly retryAfter: number | undefined
    /** A number from 0 to 1. */
    readonly random: number
  },
): RetryWait {
  const backOff = Math.min(policy.maxDelay, policy.baseDelay * 2 ** (failures - 1))
  const floor = Math.max(
    retryField === undefined ? 0 : clamp(retryField, RETRY_FIELD.least, RETRY_FIELD.most),
    retryAfter === undefined ? 0 : clamp(retryAfter, 0, MOST_RETRY_AFTER),
  )
  const wait = Math.max(backOff, floor)
  return { delay: wait + random * policy.jitter * Math.min(wait, policy.maxDelay), floor }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}

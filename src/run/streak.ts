import type { Clock } from '../transport/clock.ts'
import type { RetryPolicy } from './retry.ts'

/** Counts the attempts in a row that came to nothing much. */
export interface Streak {
  /** Attempts in a row that broke, the last one included. */
  readonly failures: number
  /** The attempt went out, or would have. */
  begin(): void
  /** So many new events have come. */
  note(events: number): void
  /** The attempt broke. */
  fail(): void
  /** Whether one more attempt, after such a wait, is within what is allowed. */
  allows(delay: number): boolean
}

/**
 * Makes the count for one run. It starts anew only after an attempt that was healthy: that brought enough new events, or
 * new ones over a long enough time. A server that takes each request and hangs up again is not healthy for its 200.
 */
export function createStreak(policy: RetryPolicy, clock: Clock): Streak {
  let failures = 0
  let failingSince: number | undefined
  let events = 0
  let firstAt: number | undefined
  let lastAt = 0

  function isHealthy(): boolean {
    if (events >= policy.healthyEvents) return true
    return firstAt !== undefined && lastAt - firstAt >= policy.healthyTime
  }

  return {
    get failures() {
      return failures
    },
    begin() {
      events = 0
      firstAt = undefined
    },
    note(count) {
      if (count === 0) return
      events += count
      lastAt = clock.now()
      firstAt ??= lastAt
    },
    fail() {
      if (isHealthy()) {
        failures = 0
        failingSince = undefined
      }
      failures++
      failingSince ??= clock.now()
    },
    allows(delay) {
      if (failures >= policy.attempts) return false
      return failingSince === undefined || clock.now() + delay - failingSince <= policy.elapsed
    },
  }
}

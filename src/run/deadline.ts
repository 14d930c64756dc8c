import type { Clock } from '../transport/clock.ts'

/** A time that runs out unless something happens before. */
export interface Deadline {
  /** Something has happened: the whole time starts anew. */
  touch(): void
  /** Gives one whole time more, once per silence, as after a wake from sleep. */
  extend(): void
  /** Time stands still for it, until `release`. */
  hold(): void
  release(): void
  cancel(): void
}

export interface DeadlineOptions {
  readonly clock: Clock
  /** `Infinity`: it never runs out. */
  readonly milliseconds: number
  readonly expire: () => void
}

/** A timer that is late by more than this was asleep: the computer, the page, or the tab that throttles it. */
const LATE = 2_000
/** Most time that is given after a sleep. */
const MOST_GRACE = 45_000
/** HTML standard, timers: a delay is a signed 32-bit number, and a larger one is taken for 0. */
const LONGEST_TIMER = 2 ** 31 - 1

const NEVER: Deadline = {
  touch: () => undefined,
  extend: () => undefined,
  hold: () => undefined,
  release: () => undefined,
  cancel: () => undefined,
}

/**
 * Starts a deadline.
 *
 * A timer is set once and read against the clock when it fires, so touching costs no timer. One that fires much too late
 * proves a sleep and no silence: what arrived meanwhile is yet to be read, so one more interval is given.
 */
export function startDeadline({ clock, milliseconds, expire }: DeadlineOptions): Deadline {
  if (milliseconds === Number.POSITIVE_INFINITY) return NEVER
  let due = clock.now() + milliseconds
  let hasGrace = true
  let isOver = false
  let remaining: number | undefined
  let scheduledFor = due
  let cancelTimer = schedule()

  function schedule(): () => void {
    const wait = Math.min(Math.max(0, due - clock.now()), LONGEST_TIMER)
    scheduledFor = clock.now() + wait
    return clock.schedule(check, wait)
  }

  function check(): void {
    const now = clock.now()
    if (now < due) {
      cancelTimer = schedule()
      return
    }
    if (hasGrace && now - scheduledFor > LATE) {
      giveGrace(now)
      cancelTimer = schedule()
      return
    }
    isOver = true
    expire()
  }

  function giveGrace(now: number): void {
    hasGrace = false
    due = Math.max(due, now + Math.min(milliseconds, MOST_GRACE))
  }

  return {
    touch() {
      due = clock.now() + milliseconds
      hasGrace = true
      if (remaining !== undefined) remaining = milliseconds
    },
    extend() {
      if (hasGrace) giveGrace(clock.now())
    },
    hold() {
      if (isOver || remaining !== undefined) return
      remaining = Math.max(0, due - clock.now())
      cancelTimer()
    },
    release() {
      if (isOver || remaining === undefined) return
      due = clock.now() + remaining
      remaining = undefined
      cancelTimer = schedule()
    },
    cancel() {
      isOver = true
      cancelTimer()
    },
  }
}

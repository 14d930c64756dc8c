import type { Clock } from '../../src/transport/clock.ts'

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Callbacks that have neither been called nor cancelled. */
  readonly pending: number
  /** Moves on, calling back in order, with time for promises to settle between the callbacks. */
  advance(milliseconds: number): Promise<void>
}

export function createManualClock(): ManualClock {
  let time = 0
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>()

  return {
    now: () => time,
    get pending() {
      return timers.size
    },
    schedule(callback, milliseconds) {
      const timer = { due: time + milliseconds, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    async advance(milliseconds) {
      const end = time + milliseconds
      await settle()
      for (;;) {
        const [next] = [...timers].toSorted((one, other) => one.due - other.due)
        if (next === undefined || next.due > end) break
        timers.delete(next)
        time = next.due
        next.callback()
        await settle()
      }
      time = end
    },
  }
}

/** Everything that waits for promises only has had its turn after this. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

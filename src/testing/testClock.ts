import type { Clock } from '../transport/clock.ts'
import { takeTurn } from './turn.ts'

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Callbacks that have neither been called nor cancelled. */
  readonly pending: number
  /** Moves on, calling back in order, with time for promises to settle between the callbacks. */
  advance(milliseconds: number): Promise<void>
}

/** Makes a clock for `openStream` and `useStream`; it starts at 0, and no timer of the platform is involved. */
export function createTestClock(): TestClock {
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
      await takeTurn()
      for (;;) {
        const [next] = [...timers].toSorted((one, other) => one.due - other.due)
        if (next === undefined || next.due > end) break
        timers.delete(next)
        time = next.due
        next.callback()
        await takeTurn()
      }
      time = end
    },
  }
}

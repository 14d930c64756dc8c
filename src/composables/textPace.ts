/** Lets text that came in bursts out evenly. */
export interface TextPace {
  /** So many characters have come by now, in all. */
  arrive(length: number, now: number): void
  /** How many of them are to be shown by now; it never gets fewer. */
  shownAt(now: number): number
  /** All that has come is shown. */
  catchUp(length: number): void
}

interface Arrival {
  readonly length: number
  readonly dueAt: number
}

/**
 * Everything is shown `lagMs` after it came, at the latest. Until then the pace is the slowest one that keeps that
 * promise for each arrival, which is the most even one.
 */
export function createTextPace(lagMs: number): TextPace {
  let arrivals: readonly Arrival[] = []
  let shown = 0
  let lookedAt = Number.NEGATIVE_INFINITY

  return {
    arrive(length, now) {
      // What was waited for while nothing was there is no time to make up for.
      if (arrivals.length === 0) lookedAt = now
      arrivals = [...arrivals, { length, dueAt: now + lagMs }]
    },
    shownAt(now) {
      const passed = Math.max(0, now - lookedAt)
      const rates = arrivals.map(
        ({ length, dueAt }) => (length - shown) / Math.max(1, dueAt - lookedAt),
      )
      const due = arrivals.findLast(({ dueAt }) => dueAt <= now)?.length ?? 0
      const most = arrivals.at(-1)?.length ?? shown
      shown = Math.min(Math.max(shown + Math.max(0, ...rates) * passed, due), most)
      arrivals = arrivals.filter(({ length }) => length > shown)
      lookedAt = now
      return Math.floor(shown)
    },
    catchUp(length) {
      arrivals = []
      shown = length
    },
  }
}

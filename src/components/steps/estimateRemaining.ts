/** What was seen of a run in steps, all times in milliseconds. */
export interface SeenSteps {
  /** How long each of the finished steps took. */
  readonly durations: readonly number[]
  /** How many are over; at least as many as `durations`. */
  readonly finished: number
  /** How many there will be. */
  readonly total: number | undefined
  /** How long the running step has been going. */
  readonly currentMs: number
  /** What was estimated last, and how long ago. */
  readonly before?: { readonly remainingMs: number; readonly ageMs: number }
}

/** One step says nothing of the next: it may be the quick one. */
const FEWEST_FINISHED = 2

/** Less is over before it is read. */
const SHORTEST_MS = 2000

/** An estimate goes two thirds of the way to a new finding in this time. */
const INERTIA_MS = 5000

/**
 * How long a run in steps will go on, in milliseconds, where its backend does not say so; `undefined` while that would be a
 * guess.
 *
 * A step takes as long as the middle one of those that are over: of steps that differ much, the mean would be that of the
 * longest. The estimate runs down with the clock and never leaps: what is newly found out moves it bit by bit, in equal
 * measure however often it is asked for.
 */
export function estimateRemaining(seen: SeenSteps): number | undefined {
  const { durations, finished, total, currentMs, before } = seen
  if (total === undefined || finished >= total || durations.length < FEWEST_FINISHED)
    return undefined
  const usual = medianOf(durations)
  const found = Math.max(0, usual - currentMs) + (total - finished - 1) * usual
  const remaining = before === undefined ? found : approach(found, before)
  return remaining < SHORTEST_MS ? undefined : remaining
}

/** Figures that nobody takes for more exact than they are: whole seconds, then five, then fifteen of them. */
export function roundRemaining(remainingMs: number): number {
  const grain = remainingMs < 10_000 ? 1000 : remainingMs < 60_000 ? 5000 : 15_000
  return Math.ceil(remainingMs / grain) * grain
}

function approach(
  found: number,
  { remainingMs, ageMs }: { readonly remainingMs: number; readonly ageMs: number },
): number {
  const expected = Math.max(0, remainingMs - ageMs)
  return expected + (found - expected) * (1 - Math.exp(-ageMs / INERTIA_MS))
}

function medianOf(durations: readonly number[]): number {
  const sorted = durations.toSorted((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? upper
  return (lower + upper) / 2
}

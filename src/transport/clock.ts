/** Where time comes from. Tests hand in one of their own. */
export interface Clock {
  /** Milliseconds since any fixed moment; never jumps when the clock of the computer is set. */
  now(): number
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  schedule(callback: () => void, milliseconds: number): () => void
}

/** The longest that `setTimeout` can wait, 24 days; of anything longer it would make no wait at all. */
const LONGEST_TIMER = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(callback, milliseconds) {
    const timer = setTimeout(callback, Math.min(milliseconds, LONGEST_TIMER))
    return () => clearTimeout(timer)
  },
}

/** Waits so long, or until the signal is aborted if that comes first. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || milliseconds <= 0) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = (): void => {
      cancel()
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const cancel = clock.schedule(finish, milliseconds)
    signal.addEventListener('abort', finish)
  })
}

/** Keeps readings that take long from taking all of the time there is. */
export interface ReadingPace {
  /** Runs a reading, unless the last one took so long that a pause is due; then `onReady` is called once it is over. */
  run<Result>(read: () => Result): Result | undefined
  /** Forgets the pause that is running. */
  stop(): void
}

/** A reading up to this long, in milliseconds, fits into a frame beside everything else. */
const BUDGET = 8

/** A pause is this many times as long as the reading before it: slow readings get a quarter of the time. */
const PAUSE = 3

export function createReadingPace(
  onReady: () => void,
  now: () => number = () => performance.now(),
): ReadingPace {
  let readyAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  return {
    run(read) {
      const start = now()
      if (start < readyAt) {
        timer ??= setTimeout(() => {
          timer = undefined
          onReady()
        }, readyAt - start)
        return undefined
      }
      const result = read()
      const cost = now() - start
      readyAt = cost > BUDGET ? start + cost * (1 + PAUSE) : 0
      return result
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

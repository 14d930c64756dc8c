export interface WriteQueueOptions {
  /** At least so many milliseconds lie between two writes of one talk. */
  readonly everyMs: number
  /** Writes what the talk is by now. It does not reject. */
  readonly write: (id: string) => Promise<void>
}

/** Writes of many talks: those of one talk one after another, and never more often than they are worth. */
export interface WriteQueue {
  /** Has the talk written, soon. */
  schedule(id: string): void
  /** Whether something of the talk is not written yet. */
  isWaiting(id: string): boolean
  /** Runs a task when no write of this talk is on its way, and none begins until it is done. */
  runAlone<Result>(id: string, task: () => Promise<Result>): Promise<Result>
  /** Forgets what waits of the talk; a write that is on its way ends. */
  cancel(id: string): void
  /** Writes what waits at once, and settles when it is written. */
  flush(): Promise<void>
}

export function createWriteQueue({ everyMs, write }: WriteQueueOptions): WriteQueue {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Map<string, Promise<unknown>>()
  const writing = new Set<string>()
  const lastAt = new Map<string, number>()

  async function runAlone<Result>(id: string, task: () => Promise<Result>): Promise<Result> {
    const before = running.get(id) ?? Promise.resolve()
    const mine = before.then(task, task)
    running.set(id, mine)
    try {
      return await mine
    } finally {
      if (running.get(id) === mine) running.delete(id)
    }
  }

  function begin(id: string): Promise<void> {
    clearTimeout(timers.get(id))
    timers.delete(id)
    writing.add(id)
    return runAlone(id, async () => {
      lastAt.set(id, Date.now())
      try {
        await write(id)
      } finally {
        writing.delete(id)
      }
    })
  }

  return {
    schedule(id) {
      if (timers.has(id)) return
      const since = Date.now() - (lastAt.get(id) ?? 0)
      timers.set(
        id,
        setTimeout(() => void begin(id), Math.max(0, Math.min(everyMs, everyMs - since))),
      )
    },
    isWaiting: (id) => timers.has(id) || writing.has(id),
    runAlone,
    cancel(id) {
      clearTimeout(timers.get(id))
      timers.delete(id)
    },
    async flush() {
      // A write may find that its talk has to be written under another id: that is the second round.
      for (let round = 0; round < 2; round++) {
        for (const id of timers.keys()) void begin(id)
        await Promise.allSettled(running.values())
      }
    },
  }
}

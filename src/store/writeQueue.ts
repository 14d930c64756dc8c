export interface WriteQueueOptions {
  /** At least so many milliseconds lie between two writes of one talk, and more where one takes long. */
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

/** Writing takes at most one part in so many of the time: a talk of 5,000 turns takes 150 ms. */
const SHARE = 20

export function createWriteQueue({ everyMs, write }: WriteQueueOptions): WriteQueue {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Map<string, Promise<unknown>>()
  /** How many writes of a talk have begun, those that stand behind others included. */
  const begun = new Map<string, number>()
  const nextAt = new Map<string, number>()
  /** Talks that changed while they were written. */
  const again = new Set<string>()

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
    forget(id)
    begun.set(id, countBegun(id) + 1)
    return runAlone(id, async () => {
      const startedAt = Date.now()
      try {
        await write(id)
      } finally {
        begun.set(id, countBegun(id) - 1)
        nextAt.set(id, startedAt + Math.max(everyMs, (Date.now() - startedAt) * SHARE))
        if (again.delete(id)) schedule(id)
      }
    })
  }

  const countBegun = (id: string): number => begun.get(id) ?? 0

  function forget(id: string): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
    again.delete(id)
  }

  function schedule(id: string): void {
    if (timers.has(id)) return
    // Only when it is written is it known how long that takes.
    if (countBegun(id) > 0) {
      again.add(id)
      return
    }
    const pause = Math.max(0, (nextAt.get(id) ?? 0) - Date.now())
    timers.set(
      id,
      setTimeout(() => void begin(id), pause),
    )
  }

  return {
    schedule,
    isWaiting: (id) => timers.has(id) || countBegun(id) > 0,
    runAlone,
    cancel: forget,
    async flush() {
      // A write may find that its talk has to be written under another id: that is the second round.
      for (let round = 0; round < 2; round++) {
        for (const id of [...timers.keys(), ...again]) void begin(id)
        await Promise.allSettled(running.values())
      }
    },
  }
}

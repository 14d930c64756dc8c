/** Stands before everything that a run reads and delivers. */
export interface PauseGate {
  readonly isClosed: boolean
  close(): void
  open(): void
  /** Settles as soon as the gate is open and stays so. */
  pass(): Promise<void>
}

export function createPauseGate(): PauseGate {
  let isClosed = false
  let waiting: (() => void)[] = []

  // Whoever is let through may find the gate closed once more before it is its turn to run.
  async function pass(): Promise<void> {
    if (!isClosed) return
    await new Promise<void>((resolve) => waiting.push(resolve))
    return pass()
  }

  return {
    get isClosed() {
      return isClosed
    },
    close() {
      isClosed = true
    },
    open() {
      isClosed = false
      const released = waiting
      waiting = []
      for (const release of released) release()
    },
    pass,
  }
}

/** Lets a recording go on one thing at a time: the head of the response, each chunk, its end. */
export interface ReplayStepper {
  /** Lets so many more things happen; those that nobody waits for yet happen as soon as they can. Default: 1. */
  step(count?: number): void
  /** Whether the replay waits for a step. */
  readonly isWaiting: boolean
  /** For the transport: settles with the next step, or with an abort. */
  wait(signal: AbortSignal): Promise<void>
}

/**
 * Makes the stepper for `replayTransport(recording, { step })`.
 *
 * @example
 * const step = createReplayStepper()
 * const run = openStream({ url: '/' }, { transport: replayTransport(recording, { step }) })
 * button.onclick = () => step.step()
 */
export function createReplayStepper(): ReplayStepper {
  let allowed = 0
  const waiting = new Set<() => void>()

  return {
    step(count = 1) {
      allowed += count
      for (const goOn of waiting) {
        if (allowed === 0) break
        allowed--
        goOn()
      }
    },
    get isWaiting() {
      return waiting.size > 0
    },
    wait(signal) {
      if (signal.aborted) return Promise.resolve()
      if (allowed > 0) {
        allowed--
        return Promise.resolve()
      }
      return new Promise((resolve) => {
        const goOn = (): void => {
          waiting.delete(goOn)
          signal.removeEventListener('abort', goOn)
          resolve()
        }
        waiting.add(goOn)
        signal.addEventListener('abort', goOn)
      })
    },
  }
}

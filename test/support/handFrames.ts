import type { FrameHost } from '../../src/composables/frameBatcher.ts'

/** Animation frames that come when the test says so. */
export interface HandFrames extends Required<FrameHost> {
  /** Runs everything that waits for a frame. */
  step(): void
  readonly pending: number
}

export function createHandFrames(): HandFrames {
  const waiting = new Map<number, () => void>()
  let last = 0
  return {
    requestAnimationFrame: (callback) => {
      last += 1
      waiting.set(last, callback)
      return last
    },
    cancelAnimationFrame: (handle) => void waiting.delete(handle),
    step: () => {
      const due = [...waiting.values()]
      waiting.clear()
      for (const callback of due) callback()
    },
    get pending() {
      return waiting.size
    },
  }
}

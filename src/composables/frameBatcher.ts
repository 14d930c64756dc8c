/** Where animation frames come from: the browser by default, something a test steps by hand otherwise. */
export interface FrameHost {
  readonly requestAnimationFrame?: (callback: () => void) => number
  readonly cancelAnimationFrame?: (handle: number) => void
}

export interface FrameBatcher {
  /** Asks for one delivery with the next frame; further calls before it do nothing. */
  schedule(): void
  /** Delivers now and takes back what was scheduled. */
  flush(): void
  /** Takes back what was scheduled. */
  cancel(): void
}

/**
 * A hidden tab gets no animation frames, and neither does a server. A timer that is always set beside the frame gets
 * the delivery through there; in a visible tab the frame comes first and takes the timer back.
 */
const WITHOUT_FRAMES_MS = 250

/**
 * Calls `deliver` at most once per animation frame, however often it is asked to.
 *
 * `host` is read when a delivery is scheduled, not before: creating a batcher touches no browser global.
 */
export function createFrameBatcher(
  deliver: () => void,
  host: FrameHost = globalThis,
): FrameBatcher {
  let takeBack: (() => void) | undefined

  function cancel(): void {
    takeBack?.()
    takeBack = undefined
  }

  function flush(): void {
    cancel()
    deliver()
  }

  function schedule(): void {
    if (takeBack) return
    const timer = setTimeout(flush, WITHOUT_FRAMES_MS)
    const frame = host.requestAnimationFrame?.(flush)
    takeBack = () => {
      clearTimeout(timer)
      if (frame !== undefined) host.cancelAnimationFrame?.(frame)
    }
  }

  return { schedule, flush, cancel }
}

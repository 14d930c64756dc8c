import type { Clock } from '../transport/clock.ts'
import type { StreamEnvironment } from './environment.ts'
import type { RetryWait } from './retry.ts'

export interface BackOffOptions extends RetryWait {
  readonly clock: Clock
  readonly environment: StreamEnvironment
  readonly random: () => number
  /** Ends the wait at once. */
  readonly signal: AbortSignal
  /** Longest time to wait for a connection on top, when the browser says that there is none. */
  readonly patience: number
  /** Tells when the wait will be over, each time that changes. */
  readonly onSchedule: (at: number) => void
}

/** Pages that wake together do not come back together. */
const WAKE_JITTER = 2_000

export interface BackOff {
  /** Settles when the wait is over. */
  readonly over: Promise<void>
  /** Ends the wait at once, or as soon as the server allows. Does nothing after its end. */
  hurry(): void
}

/**
 * Waits before a request. A browser that comes back online, or a page that is looked at again, pulls it forward, but
 * never before what the server asked for.
 */
export function startBackOff(options: BackOffOptions): BackOff {
  const { clock, environment, signal, onSchedule } = options
  const earliest = clock.now() + options.floor
  const latest = clock.now() + options.delay + options.patience
  let due = 0
  let isOver = false
  let cancelTimer: (() => void) | undefined
  let resolve: () => void
  const over = new Promise<void>((settle) => {
    resolve = settle
  })
  const unlisten = environment.listen((heard) => {
    if (heard !== 'offline') pullForward(clock.now() + options.random() * WAKE_JITTER)
  })

  function finish(): void {
    isOver = true
    cancelTimer?.()
    unlisten()
    signal.removeEventListener('abort', finish)
    resolve()
  }

  function waitUntil(at: number): void {
    cancelTimer?.()
    due = at
    onSchedule(at)
    cancelTimer = clock.schedule(fire, Math.max(0, at - clock.now()))
  }

  function fire(): void {
    // Being offline is only a guess of the browser, so it holds nothing up for ever.
    if (!environment.isOnline() && clock.now() < latest) waitUntil(latest)
    else finish()
  }

  function pullForward(wanted: number): void {
    const at = Math.max(earliest, wanted)
    if (at < due) waitUntil(at)
  }

  signal.addEventListener('abort', finish)
  if (signal.aborted) finish()
  else waitUntil(clock.now() + options.delay)

  return {
    over,
    hurry() {
      if (isOver) return
      // Whoever asks for it knows better than the browser whether there is a connection.
      if (clock.now() >= earliest) finish()
      else pullForward(earliest)
    },
  }
}

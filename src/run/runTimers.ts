import { StreamError } from '../errors/streamError.ts'
import type { Clock } from '../transport/clock.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { StreamTimeouts } from './timeouts.ts'

/** Every timer of one run but the one of the back-off. */
export interface RunTimers {
  /** A request is being made; the caller's functions in it have as long as a connection has. */
  prepare(): void
  /** A request goes out, and may wait for its head from now on. */
  connect(): void
  /** The head of the response is there. */
  open(): void
  /** Something has arrived, whatever it may mean. */
  hear(): void
  /** The attempt is over; only the time of the run goes on. */
  rest(): void
  /** The page or computer woke up: silence is given one more interval. */
  wake(): void
  /** The run is paused: nothing is read, so silence means nothing. */
  hold(): void
  release(): void
  /** The run is over. */
  close(): void
}

export interface RunTimersOptions {
  readonly clock: Clock
  readonly timeouts: StreamTimeouts
  /** Tells since when nothing has come; `undefined`: something has come. */
  readonly onStalled: (since: number | undefined) => void
  /** The attempt has to end. */
  readonly onTimeout: (error: StreamError) => void
  /** The run has to end. */
  readonly onTimeUp: (error: StreamError) => void
}

/** Starts the time of a run; the timers of each attempt follow. */
export function startRunTimers(options: RunTimersOptions): RunTimers {
  const { clock, timeouts } = options
  const total = start('total', () =>
    options.onTimeUp(createTimeout('The run took', timeouts.total)),
  )
  let attempt: Deadline[] = []
  let heardAt = clock.now()
  let isStalled = false
  let isHeld = false

  function start(name: keyof StreamTimeouts, expire: () => void): Deadline {
    return startDeadline({ clock, milliseconds: timeouts[name], expire })
  }

  function startTimeout(name: 'connect' | 'idle', what: string): Deadline {
    return start(name, () => options.onTimeout(createTimeout(what, timeouts[name])))
  }

  function watchSilence(): Deadline {
    return start('stalled', () => {
      isStalled = true
      options.onStalled(heardAt)
    })
  }

  function rest(): void {
    for (const deadline of attempt) deadline.cancel()
    attempt = []
    wakeFromStall()
  }

  function wakeFromStall(): void {
    if (!isStalled) return
    isStalled = false
    options.onStalled(undefined)
  }

  function watch(...deadlines: Deadline[]): void {
    rest()
    heardAt = clock.now()
    attempt = deadlines
    if (isHeld) for (const deadline of attempt) deadline.hold()
  }

  return {
    prepare() {
      watch(startTimeout('connect', 'The request was not made within'))
    },
    connect() {
      watch(startTimeout('connect', 'No response came within'), watchSilence())
    },
    open() {
      watch(startTimeout('idle', 'Nothing has come for'), watchSilence())
    },
    hear() {
      heardAt = clock.now()
      if (!isStalled) {
        for (const deadline of attempt) deadline.touch()
        return
      }
      wakeFromStall()
      const [idle, stalled] = attempt
      idle?.touch()
      stalled?.cancel()
      attempt = idle ? [idle, watchSilence()] : []
    },
    rest,
    wake() {
      for (const deadline of attempt) deadline.extend()
    },
    hold() {
      isHeld = true
      for (const deadline of [total, ...attempt]) deadline.hold()
    },
    release() {
      isHeld = false
      for (const deadline of [total, ...attempt]) deadline.release()
    },
    close() {
      rest()
      total.cancel()
    },
  }
}

function createTimeout(what: string, milliseconds: number): StreamError {
  return new StreamError('timeout', `${what} ${milliseconds / 1000} s`, { retryable: true })
}

import {
  computed,
  getCurrentScope,
  markRaw,
  onScopeDispose,
  shallowRef,
  toValue,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
import type { StreamError } from '../errors/streamError.ts'
import { createStreamConnection, type StreamConnection } from '../run/connection.ts'
import type { StreamOutcome } from '../run/outcome.ts'
import { resolveSettings } from '../run/runSettings.ts'
import type { StreamOptions, StreamRequest, StreamRun } from '../run/streamRun.ts'
import { createStreamState, type StreamStatus } from '../state/streamState.ts'
import { systemClock } from '../transport/clock.ts'
import { createFrameBatcher, type FrameHost } from './frameBatcher.ts'
import { type StateRefs, viewState } from './stateRefs.ts'
import { useStreamDefaults } from './streamDefaults.ts'
import { watchedOptions } from './streamWatchers.ts'
import { whenMounted } from './whenMounted.ts'

export interface UseStreamOptions extends StreamOptions {
  /** Starts by itself: in a component once it is mounted (never on a server), elsewhere at once. Default: `false`. */
  readonly immediate?: boolean
  /** Where animation frames come from. Default: the browser. */
  readonly frames?: FrameHost
}

/** What a component reads of a stream and does with it. The refs are read-only; what they hold is immutable. */
export interface UseStreamReturn extends StateRefs {
  /** Where the connection stands: which attempt, what is waited for and since when. */
  readonly connection: Readonly<ShallowRef<StreamConnection>>
  /** Why the last run failed or was interrupted; `undefined` while it runs and when it went well. */
  readonly error: Readonly<ShallowRef<StreamError | undefined>>
  /** How the last run ended, and whether `resume` can go on with it; `undefined` before the first end and during a run. */
  readonly outcome: Readonly<ShallowRef<StreamOutcome | undefined>>
  /** The time on the clock of the run, in milliseconds: what the times of `connection` are to be held against. */
  readonly now: () => number
  /** A run is on its way: connecting, streaming, paused or reconnecting. */
  readonly isActive: Readonly<ShallowRef<boolean>>
  /** The base that relative urls of result images were resolved with, if one was configured. */
  readonly baseUrl: string | undefined
  /**
   * Sends the request, with `override` laid over it, and settles with the outcome; never rejects. A getter of the request
   * that throws is a request that could not be made: the outcome is `failed`, and says why.
   *
   * A run that is still on its way is cancelled and outdated: its promise settles as `cancelled` and nothing of it
   * reaches the refs any more. Once the scope is disposed no request goes out: it settles as `cancelled` at once.
   */
  start(override?: Partial<StreamRequest>): Promise<StreamOutcome>
  /** Stops the run at once; the partial answer stays. Does nothing when none is on its way. */
  cancel(reason?: unknown): void
  /** Sends the last request once more, with the same override. */
  retry(): Promise<StreamOutcome>
  /** Stops reading, so that the sender waits where the transport allows it. */
  pause(): void
  /**
   * Goes on: with a run that is paused, or with one that broke off and whose `outcome` is `resumable`. Then the answer
   * grows on where it ended, the status is `reconnecting` at first, and there will be a new outcome. Settles with the
   * outcome of the run that is on its way then, if there is one; never rejects.
   */
  resume(): Promise<StreamOutcome | undefined>
  /**
   * Sends the next request of this run at once, while `connection.retryAt` says that one is waited for; no sooner than
   * the server allows. Does nothing otherwise: a run that is over is sent again by `retry`.
   */
  retryNow(): void
  /** Cancels what is on its way and goes back to `idle` with nothing shown. */
  reset(): void
}

/** How a run ends that was not allowed to begin. */
const NEVER_SENT: StreamOutcome = { status: 'cancelled', attempts: 0, events: 0, bytes: 0 }

const ACTIVE: ReadonlySet<StreamStatus> = new Set<StreamStatus>([
  'connecting',
  'streaming',
  'paused',
  'reconnecting',
])

/** Opens the run that a `start` is for; it decides which dialects there are. */
export type OpenRun = (request: StreamRequest, options: StreamOptions) => StreamRun

/**
 * What `useStream` and `useStreamIn` are: runs, one at a time, that are shown in refs. It names no dialect, so that an app
 * which hands its own in brings no other.
 */
export function useRuns(
  open: OpenRun,
  request: MaybeRefOrGetter<StreamRequest>,
  options: UseStreamOptions,
): UseStreamReturn {
  const { immediate = false, frames, ...ownOptions } = options
  const streamOptions = useStreamDefaults(ownOptions)
  resolveSettings(streamOptions)

  const state = shallowRef(createStreamState())
  const connection = shallowRef(createStreamConnection())
  const outcome = shallowRef<StreamOutcome>()
  let run: StreamRun | undefined
  let unsubscribe: (() => void) | undefined
  let lastOverride: Partial<StreamRequest> | undefined
  let isDisposed = false

  const batcher = createFrameBatcher(() => {
    if (!run) return
    state.value = run.state
    connection.value = run.connection
  }, frames)

  /** Cuts the refs loose from the current run before cancelling it, so that not even its end reaches them. */
  function leave(reason: string): void {
    const left = run
    run = undefined
    unsubscribe?.()
    batcher.cancel()
    left?.cancel(reason)
  }

  async function start(override?: Partial<StreamRequest>): Promise<StreamOutcome> {
    // Whoever has waited for something else meanwhile may come too late: nobody would stop this run any more.
    if (isDisposed) return NEVER_SENT
    leave('a newer run has started')
    lastOverride = override
    return follow(open({ ...readRequest(), ...override }, watchedOptions(stream, streamOptions)))
  }

  function readRequest(): StreamRequest {
    try {
      return toValue(request)
    } catch (cause) {
      return { url: () => Promise.reject(cause) }
    }
  }

  async function resume(): Promise<StreamOutcome | undefined> {
    const continued = run?.continue()
    if (continued !== undefined) {
      unsubscribe?.()
      return follow(continued)
    }
    run?.resume()
    return run?.outcome
  }

  /** Makes a run the one that the refs show. */
  async function follow(started: StreamRun): Promise<StreamOutcome> {
    const stops = [
      started.subscribe(() => batcher.schedule()),
      started.followConnection(() => batcher.schedule()),
    ]
    const stopListening = (): void => stops.forEach((stop) => stop())
    run = started
    unsubscribe = stopListening
    outcome.value = undefined
    batcher.flush()

    const ended = await started.outcome
    if (run === started) {
      // Outcome and last state in one go: no render ever sees a run that has failed without its error.
      outcome.value = ended
      batcher.flush()
      stopListening()
    }
    return ended
  }

  function reset(): void {
    leave('the stream was reset')
    outcome.value = undefined
    state.value = createStreamState()
    connection.value = createStreamConnection()
  }

  if (getCurrentScope()) {
    onScopeDispose(() => {
      isDisposed = true
      run?.cancel('the scope was disposed')
      batcher.flush()
      leave('the scope was disposed')
    })
  }

  // Raw, so that a stream kept inside reactive data still has refs and not their unwrapped values.
  const stream: UseStreamReturn = markRaw({
    ...viewState(state),
    connection,
    outcome,
    error: computed(() => outcome.value?.error),
    now: () => (streamOptions.clock ?? systemClock).now(),
    isActive: computed(() => ACTIVE.has(state.value.status)),
    baseUrl: streamOptions.baseUrl,
    start,
    cancel: (reason) => run?.cancel(reason),
    retry: () => start(lastOverride),
    pause: () => run?.pause(),
    resume,
    retryNow: () => run?.retryNow(),
    reset,
  })

  if (immediate) whenMounted(() => void start())
  return stream
}

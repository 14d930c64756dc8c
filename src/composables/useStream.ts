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
import type { ResultItem } from '../dialects/events.ts'
import type { StreamError } from '../errors/streamError.ts'
import { createStreamConnection, type StreamConnection } from '../run/connection.ts'
import { openStream } from '../run/openStream.ts'
import type { StreamOutcome } from '../run/outcome.ts'
import type { StreamOptions, StreamRequest, StreamRun } from '../run/streamRun.ts'
import {
  createStreamState,
  type Progress,
  type Step,
  type StreamState,
  type StreamStatus,
  type ToolCall,
  type Usage,
} from '../state/streamState.ts'
import { systemClock } from '../transport/clock.ts'
import { createFrameBatcher, type FrameHost } from './frameBatcher.ts'
import { useStreamDefaults } from './streamDefaults.ts'
import { whenMounted } from './whenMounted.ts'

export interface UseStreamOptions extends StreamOptions {
  /** Starts by itself: in a component once it is mounted (never on a server), elsewhere at once. Default: `false`. */
  readonly immediate?: boolean
  /** Where animation frames come from. Default: the browser. */
  readonly frames?: FrameHost
}

/** What a component reads of a stream and does with it. The refs are read-only; what they hold is immutable. */
export interface UseStreamReturn {
  /** The whole snapshot; the other refs are views of it that change only when their part does. */
  readonly state: Readonly<ShallowRef<StreamState>>
  readonly status: Readonly<ShallowRef<StreamStatus>>
  readonly answer: Readonly<ShallowRef<string>>
  readonly reasoning: Readonly<ShallowRef<string>>
  readonly steps: Readonly<ShallowRef<readonly Step[]>>
  readonly tools: Readonly<ShallowRef<readonly ToolCall[]>>
  readonly results: Readonly<ShallowRef<readonly ResultItem[]>>
  readonly references: Readonly<ShallowRef<readonly ResultItem[]>>
  readonly progress: Readonly<ShallowRef<Progress | undefined>>
  readonly usage: Readonly<ShallowRef<Usage | undefined>>
  /** Where the connection stands: which attempt, what is waited for and since when. */
  readonly connection: Readonly<ShallowRef<StreamConnection>>
  /** Why the last run failed or was interrupted; `undefined` while it runs and when it went well. */
  readonly error: Readonly<ShallowRef<StreamError | undefined>>
  /** How the last run ended; `undefined` before the first end and while a run is on its way. */
  readonly outcome: Readonly<ShallowRef<StreamOutcome | undefined>>
  /** The time on the clock of the run, in milliseconds: what the times of `connection` are to be held against. */
  readonly now: () => number
  /** A run is on its way: connecting, streaming, paused or reconnecting. */
  readonly isActive: Readonly<ShallowRef<boolean>>
  /** The base that relative urls of result images were resolved with, if one was configured. */
  readonly baseUrl: string | undefined
  /**
   * Sends the request, with `override` laid over it, and settles with the outcome; never rejects.
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
  resume(): void
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

/**
 * One request whose answer streams into refs.
 *
 * The refs change at most once per animation frame, and at once when the run ends. The run is cancelled when the scope
 * it was made in is disposed; outside of any scope that is the caller's to do. `request` is read at each start.
 *
 * @example
 * const stream = useStream({ url: '/api/search' }, { baseUrl: 'https://api.example.com/' })
 * await stream.start({ body: { query: 'E-204' } })
 */
export function useStream(
  request: MaybeRefOrGetter<StreamRequest>,
  options: UseStreamOptions = {},
): UseStreamReturn {
  const { immediate = false, frames, ...ownOptions } = options
  const streamOptions = useStreamDefaults(ownOptions)

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
    const started = openStream({ ...toValue(request), ...override }, streamOptions)
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
  if (immediate) whenMounted(() => void start())

  // Raw, so that a stream kept inside reactive data still has refs and not their unwrapped values.
  return markRaw({
    state,
    connection,
    outcome,
    status: computed(() => state.value.status),
    answer: computed(() => state.value.answer),
    reasoning: computed(() => state.value.reasoning),
    steps: computed(() => state.value.steps),
    tools: computed(() => state.value.tools),
    results: computed(() => state.value.results),
    references: computed(() => state.value.references),
    progress: computed(() => state.value.progress),
    usage: computed(() => state.value.usage),
    error: computed(() => outcome.value?.error),
    now: () => (streamOptions.clock ?? systemClock).now(),
    isActive: computed(() => ACTIVE.has(state.value.status)),
    baseUrl: streamOptions.baseUrl,
    start,
    cancel: (reason) => run?.cancel(reason),
    retry: () => start(lastOverride),
    pause: () => run?.pause(),
    resume: () => run?.resume(),
    retryNow: () => run?.retryNow(),
    reset,
  })
}

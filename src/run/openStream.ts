import type { StreamEvent } from '../dialects/events.ts'
import type { StreamError } from '../errors/streamError.ts'
import { cancelState } from '../state/reduce.ts'
import { isOver, withStatus } from '../state/status.ts'
import { createStreamState, type StreamState, type StreamStatus } from '../state/streamState.ts'
import { systemClock } from '../transport/clock.ts'
import { toStreamError } from './attempt.ts'
import { createAttemptLoop } from './attemptLoop.ts'
import { createAudience } from './audience.ts'
import { type Conclusion, concludeAtLimit, concludeRun, describeTextLimit } from './conclusion.ts'
import { createConnectionLog } from './connection.ts'
import { browserEnvironment, type EnvironmentSignal } from './environment.ts'
import { toEnding } from './ending.ts'
import { resolveLimits } from './limits.ts'
import type { StreamOutcome } from './outcome.ts'
import { createPauseGate } from './pauseGate.ts'
import { resolveRetry } from './retry.ts'
import { type RunTimers, startRunTimers } from './runTimers.ts'
import type { StreamOptions, StreamRequest, StreamRun } from './streamRun.ts'
import { reduceWithin } from './textLimit.ts'
import { resolveTimeouts } from './timeouts.ts'

/**
 * Sends a request and reads its answer as a stream. The run starts by itself as soon as the caller's code has come to
 * its end, so whoever subscribes right away misses nothing.
 *
 * Nothing that happens on the way is thrown: a request that cannot be made, a refused or broken connection, a backend's
 * error all end in the `outcome` and stand in `state.errors`, with the partial answer kept.
 *
 * A request that may be sent twice is sent again when it got no answer, and an answer that breaks off is gone on with
 * where the backend numbers its events or `resume` says how; see {@link StreamOptions}.
 *
 * @throws {RangeError} for a limit or time that is not a positive number.
 *
 * @example
 * const run = openStream({ url: '/api/search', body: { query: 'E-204' } })
 * run.subscribe((state) => console.log(state.answer))
 * const { status } = await run.outcome
 */
export function openStream(request: StreamRequest, options: StreamOptions = {}): StreamRun {
  const { signal, clock = systemClock, environment = browserEnvironment } = options
  const limits = resolveLimits(options.limits)
  const timeouts = resolveTimeouts(options.timeouts)
  const retry = resolveRetry(options.transport?.repeatsItself ? false : options.retry)
  const abort = new AbortController()
  const gate = createPauseGate()
  const connection = createConnectionLog()
  const audience = createAudience(() => state, options.onEvents)

  let state = withStatus(createStreamState(), 'connecting')
  let statusBeforePause = state.status
  let events = 0
  let bytes = 0
  let lastEventId = options.lastEventId || undefined
  let timers: RunTimers | undefined
  let unlisten: (() => void) | undefined
  let retryNow: (() => void) | undefined
  let settle: (outcome: StreamOutcome) => void
  const outcome = new Promise<StreamOutcome>((resolve) => {
    settle = resolve
  })

  async function start(): Promise<void> {
    if (isOver(state.status)) return
    connection.note({
      startedAt: clock.now(),
      isOffline: !environment.isOnline(),
      canPause: options.transport?.canPause ?? true,
    })
    unlisten = environment.listen(hear)
    timers = startRunTimers({
      clock,
      timeouts,
      onStalled: (stalledSince) => connection.note({ stalledSince }),
      onTimeout: (error) => loop.breakOff(error),
      onTimeUp: (error) => loop.stop(error),
    })
    if (gate.isClosed) timers.hold()
    const loop = createAttemptLoop({
      request,
      options,
      limits,
      retry,
      timers,
      gate,
      connection,
      signal: abort.signal,
      readState: () => state,
      onBytes: (count) => void (bytes += count),
      onReconnect: () => enter('reconnecting'),
      deliver,
    })
    retryNow = () => loop.retryNow()
    const ended = await loop.run()
    if (ended === undefined || isOver(state.status)) return
    lastEventId = loop.lastEventId
    try {
      end(concludeRun(state, ended, limits.textLength))
    } catch (cause) {
      // The last events of somebody's own dialect are such that no state can take them in.
      end(concludeRun(state, toEnding(breakBy(cause), undefined, true), limits.textLength))
    }
  }

  function hear(heard: EnvironmentSignal): void {
    if (heard !== 'visible') connection.note({ isOffline: heard === 'offline' })
    if (heard !== 'offline') timers?.wake()
  }

  function deliver(news: readonly StreamEvent[], id: string | undefined): void {
    if (isOver(state.status)) return
    const batch = reduceWithin(state, news, limits.textLength)
    lastEventId = id
    if (batch.isOverLimit) end(concludeAtLimit(batch, describeTextLimit(limits.textLength)))
    else change(batch.state, news)
    if (events > limits.events) {
      end(concludeAtLimit({ state, events: [] }, `More than ${limits.events} events have come`))
    }
  }

  function change(next: StreamState, news: readonly StreamEvent[] = []): void {
    const before = state
    state = next
    events += news.length
    noteFirstToken()
    audience.tell(news, before)
  }

  function noteFirstToken(): void {
    if (connection.current.firstTokenAt !== undefined) return
    if (state.answer || state.reasoning) connection.note({ firstTokenAt: clock.now() })
  }

  /** Enters a status, which is seen only once a pause is over. */
  function enter(status: StreamStatus): void {
    if (gate.isClosed) statusBeforePause = status
    else change(withStatus(state, status))
  }

  function end({ status, error, ...last }: Conclusion, reason?: unknown): void {
    if (isOver(state.status)) return
    const before = state
    state = last.state
    events += last.events.length
    // Everything is let go before anybody hears that the run is over.
    signal?.removeEventListener('abort', onAbort)
    unlisten?.()
    timers?.close()
    abort.abort(reason)
    gate.open()
    noteFirstToken()
    connection.close(clock.now())
    audience.tell(last.events, before)
    audience.dismiss()
    settle({
      status,
      ...(error && { error }),
      attempts: connection.current.attempt,
      events,
      bytes,
      ...(lastEventId !== undefined && { lastEventId }),
    })
  }

  function cancel(reason?: unknown): void {
    end({ status: 'cancelled', events: [], state: cancelState(state) }, reason)
  }

  function onAbort(): void {
    cancel(signal?.reason)
  }

  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  queueMicrotask(() => void start())

  return {
    get state() {
      return state
    },
    get connection() {
      return connection.current
    },
    outcome,
    subscribe: (listener) => audience.subscribe(listener),
    followConnection: (listener) => connection.follow(listener),
    cancel,
    pause() {
      if (gate.isClosed || isOver(state.status)) return
      gate.close()
      timers?.hold()
      statusBeforePause = state.status
      change(withStatus(state, 'paused'))
    },
    resume() {
      if (!gate.isClosed) return
      gate.open()
      timers?.release()
      change(withStatus(state, statusBeforePause))
    },
    retryNow: () => retryNow?.(),
    [Symbol.asyncIterator]: () => audience.iterate(),
  }
}

/** An attempt that came to nothing by events that no state can take in. */
function breakBy(cause: unknown): { readonly error: StreamError; readonly ending: undefined } {
  return { error: toStreamError(cause, 'protocol', 'The answer cannot be read'), ending: undefined }
}

import type { StreamEvent } from '../dialects/events.ts'
import { isOver } from '../state/status.ts'
import type { StreamStatus } from '../state/streamState.ts'
import type { AnswerSoFar } from './answerSoFar.ts'
import { createAttemptLoop, type LoopEnd } from './attemptLoop.ts'
import { toStreamError } from './attempt.ts'
import type { Conclusion } from './conclusion.ts'
import { createConnectionLog } from './connection.ts'
import { toEnding } from './ending.ts'
import type { EnvironmentSignal } from './environment.ts'
import type { StreamOutcome } from './outcome.ts'
import { createPauseGate } from './pauseGate.ts'
import type { RunSettings } from './runSettings.ts'
import { createRunState, type LeftState } from './runState.ts'
import { type RunTimers, startRunTimers } from './runTimers.ts'
import type { StreamOptions, StreamRequest, StreamRun } from './streamRun.ts'
import type { ResumePoint } from './succession.ts'

export interface RunStart {
  readonly request: StreamRequest
  readonly options: StreamOptions
  readonly settings: RunSettings
  readonly answer: AnswerSoFar
  /** There for a run that goes on with another one. */
  readonly left?: LeftState & { readonly resumeFrom: ResumePoint }
}

/** Starts a run: its timers, its listeners and its attempts, of which nothing is left at its end. */
export function startRun(given: RunStart): StreamRun {
  const { request, options, settings, answer, left } = given
  const { clock, environment, timeouts, limits } = settings
  const { signal } = options
  const abort = new AbortController()
  const gate = createPauseGate()
  const connection = createConnectionLog()
  const state = createRunState(limits, options.onEvents, left)

  let statusBeforePause = state.current.status
  let bytes = 0
  let timers: RunTimers | undefined
  let unlisten: (() => void) | undefined
  let retryNow: (() => void) | undefined
  let next: RunStart | undefined
  let settle: (outcome: StreamOutcome) => void
  const outcome = new Promise<StreamOutcome>((resolve) => {
    settle = resolve
  })

  async function start(): Promise<void> {
    if (isOver(state.current.status)) return
    connection.note({
      startedAt: clock.now(),
      isOffline: !environment.isOnline(),
      canPause: settings.transport.canPause,
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
      settings,
      answer,
      timers,
      gate,
      connection,
      signal: abort.signal,
      resumeFrom: left?.resumeFrom,
      readState: () => state.base,
      onBytes: (count) => void (bytes += count),
      onReconnect: () => enter('reconnecting'),
      preview: (held) => state.preview(held),
      deliver,
    })
    retryNow = () => loop.retryNow()
    const ended = await loop.run()
    if (ended !== undefined && !isOver(state.current.status)) finish(ended)
  }

  function finish(ended: LoopEnd): void {
    const { resumeFrom } = ended
    const { base } = state
    const last = conclude(ended)
    // The backend may have given up with its last breath.
    const isOpen = last.status !== 'complete' && last.error?.kind !== 'server'
    if (resumeFrom !== undefined && isOpen)
      next = { ...given, left: { base, shown: last.open, resumeFrom } }
    end(last)
  }

  function conclude(ended: LoopEnd): Conclusion {
    try {
      return state.conclude(ended)
    } catch (cause) {
      // The last events of somebody's own dialect are such that no state can take them in.
      const error = toStreamError(cause, 'protocol', 'The answer cannot be read')
      const ending = toEnding({ error, ending: undefined }, undefined, true)
      return state.conclude({ ...ending, resumeFrom: undefined })
    }
  }

  function hear(heard: EnvironmentSignal): void {
    if (heard !== 'visible') connection.note({ isOffline: heard === 'offline' })
    if (heard !== 'offline') timers?.wake()
  }

  function deliver(news: readonly StreamEvent[]): void {
    if (isOver(state.current.status)) return
    const last = state.take(news)
    noteFirstToken()
    if (last !== undefined) end(last)
  }

  function noteFirstToken(): void {
    if (connection.current.firstTokenAt !== undefined || !state.hasText) return
    connection.note({ firstTokenAt: clock.now() })
  }

  /** Enters a status, which is seen only once a pause is over. */
  function enter(status: StreamStatus): void {
    if (gate.isClosed) statusBeforePause = status
    else state.enter(status)
  }

  function end(last: Conclusion, reason?: unknown): void {
    if (isOver(state.current.status)) return
    state.close(last)
    // Everything is let go before anybody hears that the run is over.
    signal?.removeEventListener('abort', onAbort)
    unlisten?.()
    timers?.close()
    abort.abort(reason)
    gate.open()
    noteFirstToken()
    connection.close(clock.now())
    state.dismiss()
    const isBroken = last.status === 'interrupted' || last.status === 'failed'
    settle({
      status: last.status,
      ...(last.error && { error: last.error }),
      ...(isBroken && { resumable: next !== undefined }),
      attempts: connection.current.attempt,
      events: state.events,
      bytes,
      ...(answer.lastEventId !== undefined && { lastEventId: answer.lastEventId }),
    })
  }

  function cancel(reason?: unknown): void {
    if (!isOver(state.current.status)) end(state.cancel(), reason)
  }

  function onAbort(): void {
    cancel(signal?.reason)
  }

  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  queueMicrotask(() => void start())

  return {
    get state() {
      return state.current
    },
    get connection() {
      return connection.current
    },
    outcome,
    subscribe: (listener) => state.subscribe(listener),
    followConnection: (listener) => connection.follow(listener),
    cancel,
    pause() {
      if (gate.isClosed || isOver(state.current.status)) return
      gate.close()
      timers?.hold()
      statusBeforePause = state.current.status
      state.enter('paused')
    },
    resume() {
      if (!gate.isClosed) return
      gate.open()
      timers?.release()
      state.enter(statusBeforePause)
    },
    continue() {
      const from = next
      next = undefined
      return from && startRun(from)
    },
    retryNow: () => retryNow?.(),
    [Symbol.asyncIterator]: () => state.iterate(),
  }
}

import type { StreamEvent } from '../dialects/events.ts'
import type { StreamError } from '../errors/streamError.ts'
import { followAbort, untilAborted } from '../transport/abortSignals.ts'
import { type AttemptEnd, type Ending, toStreamError } from './attempt.ts'
import type { AttemptPlan } from './attemptPlan.ts'
import { type AttemptRunnerOptions, createAttemptRunner } from './attemptRunner.ts'
import { type BackOff, startBackOff } from './backOff.ts'
import { BUFFERING_WARNING } from './bufferingWatch.ts'
import { nothingBehind } from './ending.ts'
import { encodeLastEventId } from './lastEventId.ts'
import { explainSpent, isSpent } from './request.ts'
import type { RetryWait } from './retry.ts'
import type { StreamOptions, StreamRequest } from './streamRun.ts'
import { createSuccession, type ResumePoint } from './succession.ts'

export interface AttemptLoopOptions extends Omit<AttemptRunnerOptions, 'framing'> {
  readonly request: StreamRequest
  readonly options: StreamOptions
  /** Aborted when the run is over. */
  readonly signal: AbortSignal
  readonly onReconnect: () => void
  /** Shows what is held back until the next attempt has come further. */
  readonly preview: (held: readonly StreamEvent[]) => void
  /** There for a run that goes on with another one. */
  readonly resumeFrom: ResumePoint | undefined
}

/** How the last attempt of a run ended. */
export interface LoopEnd extends Ending {
  /** There when the user can have the run gone on with. */
  readonly resumeFrom: ResumePoint | undefined
}

export interface AttemptLoop {
  /** Sends requests until one of them brings the end. Gives nothing when the run was over before. */
  run(): Promise<LoopEnd | undefined>
  /** Ends the attempt that is under way; the run may go on with another one. */
  breakOff(error: StreamError): void
  /** Ends the wait for the next request, as far as the server allows. Does nothing while none is waited for. */
  retryNow(): void
  /** Ends what is under way with this error, for good. */
  stop(error: StreamError): void
}

/** Makes the loop of one run. Each attempt has an abort controller of its own, so nothing of one is left for the next. */
export function createAttemptLoop(loop: AttemptLoopOptions): AttemptLoop {
  const { request, options, settings, answer, connection, timers, signal } = loop
  const { retry, clock, environment, random } = settings
  const runner = createAttemptRunner({ ...loop, framing: options.framing })
  const succession = createSuccession({ ...loop, resume: options.resume, runner })

  let phase = new AbortController()
  let waiting: BackOff | undefined
  let stopError: StreamError | undefined
  let last = loop.resumeFrom

  /** Does something that a time-out or the end of the run breaks off. */
  async function inPhase<Result>(act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const current = new AbortController()
    phase = current
    const unfollow = followAbort(signal, current)
    try {
      return await act(current.signal)
    } finally {
      unfollow()
      // The transport lets go of the connection, whatever is left of it.
      current.abort()
    }
  }

  /** Nobody knows whether a resume function comes to its end; it has as long as a connection has. */
  function inTime<Plan>(ask: () => Promise<Plan>): Promise<Plan> {
    return inPhase(async (current) => {
      timers.prepare()
      try {
        return await untilAborted(ask(), current)
      } finally {
        timers.rest()
      }
    })
  }

  async function backOff(wait: RetryWait): Promise<void> {
    if (wait.delay === 0) return
    await inPhase(async (current) => {
      waiting = startBackOff({
        ...wait,
        clock,
        environment,
        random,
        signal: current,
        patience: retry.maxDelay,
        onSchedule: (at) => connection.note({ retryAt: at }),
      })
      await waiting.over
      waiting = undefined
    })
    await loop.gate.pass()
  }

  function noteResuming(plan: AttemptPlan): void {
    connection.note({ resumingAt: asksBehind(plan) ? answer.lastEventId : undefined })
  }

  /** An id that no header can carry is not sent. */
  function asksBehind({ from, sendsCursor }: AttemptPlan): boolean {
    const { lastEventId } = answer
    if (from !== 'cursor' || lastEventId === undefined) return false
    return !sendsCursor || encodeLastEventId(lastEventId) !== undefined
  }

  function conclude(end: Pick<AttemptEnd, 'ending' | 'error' | 'status'>): LoopEnd {
    const resumeFrom = succession.isOpen(last) ? last : undefined
    if (resumeFrom !== undefined) runner.deliver(answer.takeWhole())
    const ending = answer.conclude(explain(end), resumeFrom === undefined ? 'final' : 'kept')
    runner.noteReading(true)
    const { done, events } = ending
    if (!done.clean || !runner.suspectsBuffering(events.length)) return { ...ending, resumeFrom }
    connection.note({ isBufferingSuspected: true })
    return { ...ending, events: [...events, BUFFERING_WARNING], resumeFrom }
  }

  /** Says why a request that could be sent again otherwise was not. */
  function explain<End extends Pick<AttemptEnd, 'error'>>(end: End): End {
    const { error } = end
    const isBound = isSpent(request) && answer.sent?.body === request.body && !answer.isPartial
    return error?.retryable && isBound ? { ...end, error: explainSpent(error) } : end
  }

  async function attempt(current: AttemptPlan): Promise<ResumePoint | undefined> {
    const end = await inPhase((phaseSignal) => runner.run(current, phaseSignal))
    if (end === undefined || signal.aborted) return undefined
    if (end.ending !== undefined) answer.hold(end.ending.events)
    last = { end, plan: current, endedAt: clock.now() }
    return last
  }

  async function run(): Promise<LoopEnd | undefined> {
    let next = await inTime(() => succession.planFirst())
    let end: AttemptEnd | undefined
    while (next !== undefined) {
      const current = next.plan
      noteResuming(current)
      await backOff(next)
      if (signal.aborted) return undefined
      if (stopError !== undefined) break
      const latest = await attempt(current)
      if (latest === undefined) return undefined
      // Nothing was there to go on with: what went wrong before is what went wrong.
      if (latest.end.status !== 204 || answer.isPartial || current.from === 'nothing' || !end) {
        end = latest.end
      }
      if (stopError !== undefined) break
      next = await inTime(() => succession.planNext(latest))
      if (signal.aborted) return undefined
      if (next === undefined || stopError !== undefined) break
      if (next.plan.from === 'nothing') answer.drop()
      else {
        runner.deliver(answer.takeWhole())
        loop.preview(answer.held)
      }
      end = { ...latest.end, ending: undefined }
      loop.onReconnect()
    }
    if (end === undefined) return conclude(broken(stopError ?? nothingBehind(answer.lastEventId)))
    return conclude(stopError === undefined ? end : { ...end, ending: undefined, error: stopError })
  }

  return {
    async run() {
      try {
        return await run()
      } catch (cause) {
        if (signal.aborted) return undefined
        return conclude(
          broken(toStreamError(cause, 'protocol', 'The answer cannot be gone on with')),
        )
      }
    },
    breakOff: (error) => phase.abort(error),
    retryNow: () => waiting?.hurry(),
    stop(error) {
      stopError = error
      phase.abort(error)
    },
  }
}

/** The end of a run for which nothing was sent. */
function broken(error: StreamError): Pick<AttemptEnd, 'ending' | 'error' | 'status'> {
  return { status: undefined, ending: undefined, error }
}

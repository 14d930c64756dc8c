import type { StreamEvent } from '../dialects/events.ts'
import type { StreamError } from '../errors/streamError.ts'
import type { StreamState } from '../state/streamState.ts'
import { followAbort, untilAborted } from '../transport/abortSignals.ts'
import { systemClock } from '../transport/clock.ts'
import { fetchTransport } from '../transport/fetchTransport.ts'
import type { TransportRequest } from '../transport/transport.ts'
import { createAnswerReader } from './answerReader.ts'
import { type AttemptEnd, type Ending, runAttempt, toStreamError } from './attempt.ts'
import { type AttemptPlan, createPlanner, type PlanFacts, prepareRequest } from './attemptPlan.ts'
import { type BackOff, startBackOff } from './backOff.ts'
import { BUFFERING_WARNING, createBufferingWatch } from './bufferingWatch.ts'
import type { ConnectionLog } from './connection.ts'
import { type ConnectionSlot, takeConnection } from './connectionSlots.ts'
import { hasFailed, isLastWord, nothingBehind, toEnding } from './ending.ts'
import { browserEnvironment } from './environment.ts'
import type { StreamLimits } from './limits.ts'
import type { PauseGate } from './pauseGate.ts'
import { computeWait, type RetryPolicy, type RetryWait } from './retry.ts'
import type { RunTimers } from './runTimers.ts'
import { createStreak } from './streak.ts'
import type { StreamOptions, StreamRequest } from './streamRun.ts'

/** What the attempts of one run need from it. */
export interface AttemptLoopOptions {
  readonly request: StreamRequest
  readonly options: StreamOptions
  readonly limits: StreamLimits
  readonly retry: RetryPolicy
  readonly timers: RunTimers
  readonly gate: PauseGate
  readonly connection: ConnectionLog
  /** Aborted when the run is over. */
  readonly signal: AbortSignal
  readonly readState: () => StreamState
  readonly onBytes: (count: number) => void
  readonly onReconnect: () => void
  /** Takes the new events of one chunk, which may be none, and the cursor behind them. */
  readonly deliver: (events: readonly StreamEvent[], lastEventId: string | undefined) => void
}

export interface AttemptLoop {
  /** Sends requests until one of them brings the end. Gives nothing when the run was over before. */
  run(): Promise<Ending | undefined>
  /** Ends the attempt that is under way; the run may go on with another one. */
  breakOff(error: StreamError): void
  /** Ends the wait for the next request, as far as the server allows. Does nothing while none is waited for. */
  retryNow(): void
  /** Ends what is under way with this error, for good. */
  stop(error: StreamError): void
  /** The cursor: behind this event a later request goes on. */
  readonly lastEventId: string | undefined
}

const NOTHING_SENT = { status: undefined, ending: undefined } as const

/** Makes the loop of one run. Each attempt has an abort controller of its own, so nothing of one is left for the next. */
export function createAttemptLoop(loop: AttemptLoopOptions): AttemptLoop {
  const { request, options, retry, timers, connection, signal } = loop
  const { transport = fetchTransport(), random = Math.random } = options
  const { clock = systemClock, environment = browserEnvironment } = options
  const planner = createPlanner(request, options.resume, transport)
  const answer = createAnswerReader(options, loop.limits)
  const streak = createStreak(retry, clock)
  const buffering = createBufferingWatch()

  /** Nobody knows whether a resume function comes to its end. */
  const stopping = new AbortController()
  let phase = new AbortController()
  let waiting: BackOff | undefined
  let stopError: StreamError | undefined
  let lastEventId = options.lastEventId || undefined
  let attempt = 0
  let isPartial = false
  let sent: TransportRequest | undefined
  let responseHeaders = new Headers()
  let retryField: number | undefined
  let fresh = 0
  /** Came with the end of the last attempt and is not delivered: it is said yet if no other response begins. */
  let unsaid: readonly StreamEvent[] = []

  function facts(): PlanFacts {
    const state = loop.readState()
    const context = { attempt: attempt + 1, lastEventId, sent, request, responseHeaders }
    return { ...context, ids: state.ids, state, isPartial }
  }

  function deliver(events: readonly StreamEvent[], id: string | undefined): void {
    lastEventId = id ?? lastEventId
    retryField = answer.reader?.retry ?? retryField
    const news = answer.sift(events)
    fresh += news.length
    streak.note(news.length)
    isPartial ||= news.some(({ type }) => type !== 'start')
    noteReading(news.length > 0)
    loop.deliver(news, lastEventId)
  }

  /** HTML standard: an event that the end of the stream cuts off is dropped. It will come again. */
  function deliverWhole(events: readonly StreamEvent[]): void {
    unsaid = events.filter((event) => answer.reader?.halves.has(event))
    deliver(
      events.filter((event) => !unsaid.includes(event)),
      readCursor(),
    )
  }

  function noteReading(hasNews: boolean): void {
    const { resumingAt, missingEvents } = connection.current
    const missing = answer.reader?.missingEvents ?? 0
    if (hasNews && resumingAt !== undefined) connection.note({ resumingAt: undefined })
    if (missing > missingEvents) connection.note({ missingEvents: missing })
  }

  /** Waiting for a free connection is not the server's fault, so its time begins after that. */
  function startConnecting(): void {
    connection.note({ isQueued: false })
    timers.connect()
  }

  function readCursor(): string | undefined {
    return answer.reader?.lastEventId ?? lastEventId
  }

  async function attemptOnce(plan: AttemptPlan): Promise<AttemptEnd | undefined> {
    const current = new AbortController()
    phase = current
    const unfollow = followAbort(signal, current)
    let slot: ConnectionSlot | undefined
    fresh = 0
    streak.begin()
    answer.begin(plan.from)
    try {
      return await runAttempt({
        transport,
        context: { signal: current.signal, maxErrorBytes: loop.limits.errorBodyBytes },
        gate: loop.gate,
        framing: options.framing,
        prepare: () => prepareRequest(plan, { attempt: attempt + 1, lastEventId }),
        openReader(response) {
          unsaid = []
          return answer.open(response, loop.readState())
        },
        onSend(outgoing) {
          attempt += 1
          sent = outgoing
          buffering.send(clock.now())
          slot = takeConnection(outgoing.url, startConnecting)
          connection.note({ attempt, retryAt: undefined, isQueued: slot.isQueued })
          if (!slot.isQueued) timers.connect()
        },
        onHead({ headers }) {
          responseHeaders = headers
          slot?.settle()
          connection.note({ isQueued: false })
          timers.open()
        },
        onBytes(count) {
          buffering.hear(clock.now())
          timers.hear()
          loop.onBytes(count)
        },
        deliver(events, id) {
          if (!current.signal.aborted) deliver(events, id)
        },
      })
    } finally {
      timers.rest()
      slot?.release()
      unfollow()
      // The transport lets go of the connection, whatever is left of it.
      current.abort()
    }
  }

  /** The plan for one more attempt, and how long it has to wait; nothing when this was the last. */
  async function planNext(
    end: AttemptEnd,
    plan: AttemptPlan,
  ): Promise<(RetryWait & { readonly plan: AttemptPlan }) | undefined> {
    if (stopError !== undefined || isLastWord(end) || hasFailed(loop.readState())) return undefined
    streak.fail()
    const wait = computeWait(retry, {
      failures: streak.failures,
      retryField: answer.reader?.retry ?? retryField,
      retryAfter: end.error?.retryAfter,
      random: random(),
    })
    if (!streak.allows(wait.delay)) return undefined
    const next = await planner.next(end, plan, facts())
    if (next === undefined || !isAllowed(end, next, wait)) return undefined
    return { ...wait, plan: next }
  }

  function isAllowed({ error }: AttemptEnd, next: AttemptPlan, { delay }: RetryWait): boolean {
    const isResume = next.from !== 'nothing'
    return retry.canRetry({ attempt: attempt + 1, error, lastEventId, delay, isResume })
  }

  async function backOff(wait: RetryWait): Promise<void> {
    const current = new AbortController()
    phase = current
    const unfollow = followAbort(signal, current)
    waiting = startBackOff({
      ...wait,
      clock,
      environment,
      random,
      signal: current.signal,
      patience: retry.maxDelay,
      onSchedule: (at) => connection.note({ retryAt: at }),
    })
    await waiting.over
    waiting = undefined
    unfollow()
  }

  /** The end of the run, made of the end of an attempt. */
  function conclude(end: Pick<AttemptEnd, 'ending' | 'error' | 'status'>): Ending {
    const before = end.ending === undefined ? unsaid : []
    const last = toEnding(
      end,
      answer.reader,
      isPartial || before.some(({ type }) => type !== 'start'),
    )
    const ending = answer.siftEnding({ ...last, events: [...before, ...last.events] })
    lastEventId = readCursor()
    noteReading(true)
    const { done, events } = ending
    const isResumed = options.lastEventId !== undefined || (attempt > 1 && isPartial)
    if (end.status === 204 && isResumed && done.reason === 'eof')
      return { ...ending, done: { ...done, clean: true } }
    if (!done.clean || !buffering.suspects(fresh + events.length)) return ending
    connection.note({ isBufferingSuspected: true })
    return { ...ending, events: [...events, BUFFERING_WARNING] }
  }

  async function run(): Promise<Ending | undefined> {
    let plan = await untilAborted(planner.first(facts()), stopping.signal)
    let end: AttemptEnd | undefined
    while (plan !== undefined) {
      const latest = await attemptOnce(plan)
      if (latest === undefined || signal.aborted) return undefined
      // Nothing was there to go on with: what went wrong before is what went wrong.
      if (latest.status !== 204 || isPartial || end === undefined) end = latest
      unsaid = latest.ending?.events ?? unsaid
      const next = await untilAborted(planNext(latest, plan), stopping.signal)
      if (signal.aborted) return undefined
      if (next === undefined || stopError !== undefined) break
      if (next.plan.from === 'nothing') unsaid = []
      else deliverWhole(unsaid)
      end = { ...latest, ending: undefined }
      plan = next.plan
      connection.note({ resumingAt: plan.from === 'cursor' ? lastEventId : undefined })
      loop.onReconnect()
      await backOff(next)
      await loop.gate.pass()
      if (signal.aborted) return undefined
      if (stopError !== undefined) break
    }
    if (end === undefined)
      return conclude({ ...NOTHING_SENT, error: stopError ?? nothingBehind(lastEventId) })
    return conclude(stopError === undefined ? end : { ...end, ending: undefined, error: stopError })
  }

  return {
    async run() {
      try {
        return await run()
      } catch (cause) {
        if (signal.aborted) return undefined
        const error = toStreamError(cause, 'protocol', 'The answer cannot be gone on with')
        return conclude({ ...NOTHING_SENT, error })
      }
    },
    breakOff: (error) => phase.abort(error),
    retryNow: () => waiting?.hurry(),
    stop(error) {
      stopError = error
      stopping.abort(error)
      phase.abort(error)
    },
    get lastEventId() {
      return lastEventId
    },
  }
}

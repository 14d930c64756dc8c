import type { StreamEvent } from '../dialects/events.ts'
import type { StreamState } from '../state/streamState.ts'
import type { AnswerSoFar } from './answerSoFar.ts'
import { type AttemptEnd, runAttempt } from './attempt.ts'
import { type AttemptPlan, prepareRequest } from './attemptPlan.ts'
import { createBufferingWatch } from './bufferingWatch.ts'
import type { ConnectionLog } from './connection.ts'
import { type ConnectionSlot, takeConnection } from './connectionSlots.ts'
import type { PauseGate } from './pauseGate.ts'
import type { RunSettings } from './runSettings.ts'
import type { RunTimers } from './runTimers.ts'
import { createStreak, type Streak } from './streak.ts'
import type { StreamOptions } from './streamRun.ts'

/** What the attempts of one run need from it. */
export interface AttemptRunnerOptions {
  readonly settings: RunSettings
  readonly framing: StreamOptions['framing']
  readonly answer: AnswerSoFar
  readonly timers: RunTimers
  readonly gate: PauseGate
  readonly connection: ConnectionLog
  readonly readState: () => StreamState
  readonly onBytes: (count: number) => void
  /** Takes the new events of one chunk, which may be none. */
  readonly deliver: (news: readonly StreamEvent[]) => void
}

/** Sends the requests of one run one after the other, and keeps timers and connection in step with each. */
export interface AttemptRunner {
  /** Sends one request and reads its answer to the end. Gives nothing when nobody waits for it any more. */
  run(plan: AttemptPlan, signal: AbortSignal): Promise<AttemptEnd | undefined>
  /** Hands out news, whatever of the answer they were found in. */
  deliver(news: readonly StreamEvent[]): void
  /** Whether the last response, with so many more events at its end, came as behind a proxy that holds it back. */
  suspectsBuffering(more: number): boolean
  /** Tells of numbered events that never came, and that what was waited for is there. */
  noteReading(hasNews: boolean): void
  readonly streak: Streak
  /** Requests sent so far. */
  readonly attempts: number
}

/** Makes the runner of one run. */
export function createAttemptRunner(options: AttemptRunnerOptions): AttemptRunner {
  const { settings, answer, timers, connection } = options
  const { transport, clock, limits } = settings
  const streak = createStreak(settings.retry, clock)
  const buffering = createBufferingWatch()
  let attempts = 0
  /** New events of the attempt that is under way. */
  let fresh = 0

  function noteReading(hasNews: boolean): void {
    const { resumingAt, missingEvents } = connection.current
    if (hasNews && resumingAt !== undefined) connection.note({ resumingAt: undefined })
    if (answer.missingEvents !== missingEvents) {
      connection.note({ missingEvents: answer.missingEvents })
    }
  }

  function deliver(news: readonly StreamEvent[]): void {
    fresh += news.length
    streak.note(news.length)
    noteReading(news.length > 0)
    options.deliver(news)
  }

  /** Waiting for a free connection is not the server's fault, so its time begins after that. */
  function startConnecting(): void {
    connection.note({ isQueued: false })
    timers.connect()
  }

  return {
    async run(plan, signal) {
      let slot: ConnectionSlot | undefined
      fresh = 0
      streak.begin()
      answer.begin(plan.from)
      timers.prepare()
      try {
        return await runAttempt({
          transport,
          context: { signal, maxErrorBytes: limits.errorBodyBytes },
          gate: options.gate,
          clock,
          framing: options.framing,
          prepare: () =>
            prepareRequest(plan, { attempt: attempts + 1, lastEventId: answer.lastEventId }),
          openReader: (response) => answer.open(response, options.readState()),
          onSend(outgoing) {
            attempts += 1
            answer.noteSent(outgoing)
            buffering.send(clock.now())
            slot = takeConnection(outgoing.url, startConnecting)
            connection.note({ attempt: attempts, retryAt: undefined, isQueued: slot.isQueued })
            if (slot.isQueued) timers.rest()
            else timers.connect()
          },
          onHead({ headers }) {
            answer.noteHead(headers)
            slot?.settle()
            connection.note({ isQueued: false })
            timers.open()
          },
          onBytes(count) {
            buffering.hear(clock.now())
            timers.hear()
            options.onBytes(count)
          },
          deliver(events, lastEventId) {
            if (!signal.aborted) deliver(answer.take(events, lastEventId))
          },
        })
      } finally {
        timers.rest()
        slot?.release()
      }
    },
    deliver,
    suspectsBuffering: (more) => buffering.suspects(fresh + more),
    noteReading,
    streak,
    get attempts() {
      return attempts
    },
  }
}

import type { StreamState } from '../state/streamState.ts'
import type { AnswerSoFar } from './answerSoFar.ts'
import type { AttemptEnd } from './attempt.ts'
import { type AttemptPlan, createPlanner, type PlanFacts } from './attemptPlan.ts'
import type { AttemptRunner } from './attemptRunner.ts'
import { goesOn } from './continuation.ts'
import { hasFailed, isLastWord } from './ending.ts'
import { computeWait, type RetryWait } from './retry.ts'
import type { RunSettings } from './runSettings.ts'
import type { StreamOptions, StreamRequest } from './streamRun.ts'

/** Where a run broke off; with what there is of its answer, all that another one needs to go on. */
export interface ResumePoint {
  readonly end: AttemptEnd
  readonly plan: AttemptPlan
  /** By the clock of the run. */
  readonly endedAt: number
}

/** A plan, and how long its request has to wait. */
export type NextAttempt = RetryWait & { readonly plan: AttemptPlan }

/** Decides what follows each attempt of a run, and whether anything can follow the last. */
export interface Succession {
  /** The first attempt, which waits only for what a server asked for; `undefined`: whoever was asked knows none. */
  planFirst(): Promise<NextAttempt | undefined>
  /** The attempt that the run makes by itself after another; `undefined` when that was the last. */
  planNext(point: ResumePoint): Promise<NextAttempt | undefined>
  /** Whether the user can have the run gone on with from there. */
  isOpen(point: ResumePoint | undefined): point is ResumePoint
}

export interface SuccessionOptions {
  readonly request: StreamRequest
  readonly resume: StreamOptions['resume']
  readonly settings: RunSettings
  readonly answer: AnswerSoFar
  readonly runner: Pick<AttemptRunner, 'attempts' | 'streak'>
  readonly readState: () => StreamState
  /** Where the run goes on that this one carries on. */
  readonly resumeFrom: ResumePoint | undefined
}

/** Makes the succession of one run. What a resume function throws comes out as a `StreamError`. */
export function createSuccession(options: SuccessionOptions): Succession {
  const { request, settings, answer, runner, readState, resumeFrom } = options
  const { retry, random, transport, clock } = settings
  const planner = createPlanner(request, options.resume, transport)
  /** Whoever knows how to go on has said that there is no way. */
  let isRefused = false

  function facts(by: PlanFacts['by']): PlanFacts {
    const state = readState()
    const { lastEventId, sent, responseHeaders, isPartial } = answer
    const context = { attempt: runner.attempts + 1, lastEventId, sent, request, responseHeaders }
    return { ...context, ids: state.ids, state, isPartial, by }
  }

  async function planFrom(
    { end, plan }: ResumePoint,
    by: PlanFacts['by'],
  ): Promise<AttemptPlan | undefined> {
    const how = planner.choose(end, plan, facts(by))
    isRefused = false
    if (how === undefined) return undefined
    const next = await planner.carryOut(how, plan, facts(by))
    isRefused = next === undefined
    return next
  }

  /** The last word is spoken: by the backend, and about more than one event. */
  function isSpoken(end: AttemptEnd): boolean {
    return isLastWord(end) || hasFailed(readState())
  }

  function waitAfter({ error }: AttemptEnd): RetryWait {
    return computeWait(retry, {
      failures: runner.streak.failures,
      retryField: answer.retryField,
      retryAfter: error?.retryAfter,
      random: random(),
    })
  }

  function isAllowed({ error }: AttemptEnd, next: AttemptPlan, { delay }: RetryWait): boolean {
    const isResume = next.from !== 'nothing'
    const { lastEventId } = answer
    return retry.canRetry({ attempt: runner.attempts + 1, error, lastEventId, delay, isResume })
  }

  return {
    async planFirst() {
      if (resumeFrom === undefined) {
        const plan = await planner.first(facts('run'))
        return plan && { delay: 0, floor: 0, plan }
      }
      const plan = await planFrom(resumeFrom, 'user')
      const left = Math.max(0, resumeFrom.endedAt + waitAfter(resumeFrom.end).floor - clock.now())
      return plan && { delay: left, floor: left, plan }
    },
    async planNext(point) {
      const { end } = point
      if (isSpoken(end)) return undefined
      runner.streak.fail()
      const wait = waitAfter(end)
      if (!runner.streak.allows(wait.delay)) {
        // Not to send it, but to know whether the user can be offered to.
        await planFrom(point, 'run').catch(() => undefined)
        return undefined
      }
      const next = await planFrom(point, 'run')
      return next && isAllowed(end, next, wait) ? { ...wait, plan: next } : undefined
    },
    isOpen(point): point is ResumePoint {
      if (point === undefined || isRefused || isSpoken(point.end)) return false
      if (transport.repeatsItself || !answer.hasBegun) return false
      return goesOn(planner.choose(point.end, point.plan, facts('user')), point.plan.from)
    },
  }
}

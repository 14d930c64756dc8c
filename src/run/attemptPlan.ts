import type { Transport, TransportRequest } from '../transport/transport.ts'
import { type AttemptEnd, toStreamError } from './attempt.ts'
import { chooseContinuation, type Continuation, type ContinuationFacts } from './continuation.ts'
import { encodeLastEventId } from './lastEventId.ts'
import { isSpent, resolveRequest } from './request.ts'
import {
  type ResumeContext,
  type ResumeOption,
  type ResumeRequest,
  toResumePolicy,
} from './resume/resumeRequest.ts'
import type { AttemptContext, StreamRequest } from './streamRun.ts'

/** What the next attempt sends, and what its answer has to do with what is there. */
export interface AttemptPlan {
  readonly request: StreamRequest
  /** Where its answer begins: it is all there is, it goes on, or it says again from the start what is known. */
  readonly from: 'nothing' | 'cursor' | 'start'
  /** The cursor goes into a `Last-Event-ID` header, unless the request has one. */
  readonly sendsCursor: boolean
}

export interface PlanFacts extends ResumeContext {
  /** Part of the answer was delivered. */
  readonly isPartial: boolean
  /** Who wants the next request. */
  readonly by: ContinuationFacts['by']
}

export interface Planner {
  /** The first attempt; `undefined` when a seeded run cannot be gone on with. */
  first(facts: PlanFacts): Promise<AttemptPlan | undefined>
  /** How to go on after an attempt that broke; `undefined`: not at all. */
  choose(end: AttemptEnd, plan: AttemptPlan, facts: PlanFacts): Continuation | undefined
  /** The attempt after that one; `undefined`: whoever was asked knows none. */
  carryOut(how: Continuation, plan: AttemptPlan, facts: PlanFacts): Promise<AttemptPlan | undefined>
}

/** RFC 9110, 9.2.1: methods that ask for nothing but an answer. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Makes the planner of one run. What a resume function throws comes out as a `StreamError`. */
export function createPlanner(
  request: StreamRequest,
  resume: ResumeOption | undefined,
  transport: Pick<Transport, 'hasActed'>,
): Planner {
  const policy = toResumePolicy(resume)

  async function ask(context: ResumeContext): Promise<ResumeRequest | null | undefined> {
    try {
      return await policy?.request(context)
    } catch (cause) {
      throw toStreamError(cause, 'network', 'The request to go on with could not be made')
    }
  }

  async function askPolicy(context: ResumeContext): Promise<AttemptPlan | undefined> {
    const asked = await ask(context)
    if (!asked) return undefined
    const from = asked.from ?? (context.lastEventId === undefined ? 'start' : 'cursor')
    return { request: asked, from, sendsCursor: false }
  }

  /** What the caller says of the request of the run does not hold for the one that the policy made. */
  function isSafe(sent: ResumeContext['sent'], { idempotent }: StreamRequest): boolean {
    if (sent === undefined || idempotent === false) return false
    if (idempotent !== true && transport.hasActed?.(sent) === true) return false
    return SAFE_METHODS.has(sent.method.toUpperCase())
  }

  async function carryOut(
    how: Continuation,
    plan: AttemptPlan,
    facts: PlanFacts,
  ): Promise<AttemptPlan | undefined> {
    switch (how) {
      case 'same':
        return plan
      case 'again':
        // What broke may be what the policy made: the request of the run may do something, and is not sent twice.
        if (plan.request !== request) return askPolicy(facts)
        return { request, from: 'nothing', sendsCursor: plan.sendsCursor }
      case 'cursor':
        return { request, from: 'cursor', sendsCursor: true }
      case 'policy':
        return askPolicy(facts)
      default: {
        const unknown: never = how
        return unknown
      }
    }
  }

  return {
    async first(facts) {
      if (facts.lastEventId === undefined) return { request, from: 'nothing', sendsCursor: false }
      if (policy !== undefined) return askPolicy(facts)
      return { request, from: 'nothing', sendsCursor: true }
    },
    choose(end, plan, facts) {
      const { sent, isPartial, lastEventId, by } = facts
      return chooseContinuation({
        end,
        by,
        isSafe: isSafe(sent, plan.request),
        isIdempotent: request.idempotent === true || sent?.headers.has('idempotency-key') === true,
        wasSent: sent !== undefined,
        isPartial,
        hasCursor: lastEventId !== undefined && resume !== false,
        hasPolicy: policy !== undefined,
        isSpent: isSpent(plan.request),
      })
    },
    carryOut,
  }
}

/** Makes what is sent for a plan. @throws as `resolveRequest` */
export async function prepareRequest(
  { request, sendsCursor }: AttemptPlan,
  context: AttemptContext,
): Promise<TransportRequest> {
  const prepared = await resolveRequest(request, context)
  const { lastEventId } = context
  const cursor = lastEventId === undefined ? undefined : encodeLastEventId(lastEventId)
  if (sendsCursor && cursor !== undefined && !prepared.headers.has('last-event-id')) {
    prepared.headers.set('last-event-id', cursor)
  }
  return prepared
}

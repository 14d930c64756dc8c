import { describeFault } from './describeFault.ts'
import type { EventOf, StreamEvent } from '../dialects/events.ts'
import { StreamError } from '../errors/streamError.ts'
import { reduceBatch } from '../state/reduce.ts'
import { statusAfter } from '../state/status.ts'
import type { StreamState } from '../state/streamState.ts'
import type { Ending } from './attempt.ts'
import { hasFailed } from './ending.ts'
import type { StreamOutcome } from './outcome.ts'
import { type BoundedBatch, reduceWithin } from './textLimit.ts'

const FAILED = { type: 'done', reason: 'error', clean: false } as const

/** The last word about a run. */
export interface Conclusion {
  readonly status: StreamOutcome['status']
  readonly error?: StreamError
  /** The last events of the run, `done` included, and the state after them. */
  readonly events: readonly StreamEvent[]
  readonly state: StreamState
  /** The state before the end was written into it: nothing is closed in it, and the run says nothing of its own. */
  readonly open: StreamState
}

/**
 * Ends a run as its last attempt ended.
 *
 * A fault that only the run knows of, such as a broken connection, is added to the events, so that whoever looks at the
 * state alone sees why it ended.
 */
export function concludeRun(before: StreamState, end: Ending, textLimit: number): Conclusion {
  const last = reduceWithin(before, end.events, textLimit)
  if (last.isOverLimit) return concludeAtLimit(last, describeTextLimit(textLimit))
  const isCutOff = end.done.reason === 'eof' && !end.done.clean
  // What broke after the backend had given up broke nothing.
  if (isCutOff && hasFailed(last.state)) return conclude(last, FAILED, findFailure(last.state))
  const isFailure = statusAfter(end.done) === 'failed'
  return conclude(last, end.done, end.error ?? (isFailure ? findFailure(last.state) : undefined))
}

/** Ends a run that has reached one of its limits; what fits is kept. */
export function concludeAtLimit(
  last: Pick<BoundedBatch, 'state' | 'events'>,
  message: string,
): Conclusion {
  return conclude(last, FAILED, new StreamError('limit', message))
}

export function describeTextLimit(limit: number): string {
  return `More than ${limit} characters of text have come, the limit of textLength`
}

// A backend that fails says so in an event of its own before the end.
function findFailure({ errors }: StreamState): StreamError {
  const faults = errors.filter(({ scope }) => scope === 'stream')
  const fault = faults.findLast(({ recoverable }) => !recoverable) ?? faults.at(-1)
  if (fault === undefined) return new StreamError('server', 'The backend reported a failure')
  const { message, code } = fault
  return new StreamError('server', message, code === undefined ? {} : { code })
}

function conclude(
  { state, events }: Pick<BoundedBatch, 'state' | 'events'>,
  done: EventOf<'done'>,
  error: StreamError | undefined,
): Conclusion {
  const isTold =
    error === undefined ||
    state.errors.some((fault) => fault.scope === 'stream' && fault.message === error.message)
  const closing = isTold ? [done] : [describeFault(error), done]
  return {
    status: statusAfter(done),
    ...(error && { error }),
    events: [...events, ...closing],
    state: reduceBatch(state, closing),
    open: state,
  }
}

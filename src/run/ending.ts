import type { StreamEvent } from '../dialects/events.ts'
import { StreamError, type StreamErrorKind } from '../errors/streamError.ts'
import type { StreamState } from '../state/streamState.ts'
import { type AttemptEnd, type Ending, splitEnd } from './attempt.ts'
import type { StreamReader } from './streamReader.ts'

const BROKEN_BEFORE_ANSWER = { type: 'done', reason: 'error', clean: false } as const
const BROKEN_IN_ANSWER = { type: 'done', reason: 'eof', clean: false } as const

/** Faults that say nothing against the part of the answer that is there. */
const ON_THE_WAY: ReadonlySet<StreamErrorKind> = new Set([
  'network',
  'offline',
  'timeout',
  'http',
  'content-type',
])

/**
 * Makes the end of a run out of the end of its last attempt.
 *
 * What the reader still holds of a body that broke off is kept, but not what it makes of the break itself: an event that
 * was cut in two is not the backend's mistake.
 */
export function toEnding(
  { ending, error }: Pick<AttemptEnd, 'ending' | 'error'>,
  reader: StreamReader | undefined,
  isPartial: boolean,
): Ending {
  if (ending !== undefined) return ending
  if (error !== undefined && !ON_THE_WAY.has(error.kind)) {
    return { events: [], done: BROKEN_BEFORE_ANSWER, error }
  }
  const [held, done] = splitEnd(reader?.end() ?? [])
  const failure = reader?.failure
  const events = failure === undefined ? held.filter((event) => !isAboutOneEvent(event)) : []
  // The backend had said that it failed before it closed the door.
  if (failure === undefined && done?.reason === 'error') return { events, done, error: undefined }
  const hasAnswer = isPartial || events.some((event) => event.type !== 'start')
  return { events, done: hasAnswer ? BROKEN_IN_ANSWER : BROKEN_BEFORE_ANSWER, error }
}

function isAboutOneEvent(event: StreamEvent): boolean {
  return event.type === 'error' && event.scope === 'item'
}

/** The backend has ended the stream itself, well or badly. */
export function isLastWord({ ending }: Pick<AttemptEnd, 'ending'>): boolean {
  if (ending === undefined) return false
  return ending.error !== undefined || ending.done.clean || ending.done.reason !== 'eof'
}

/** The backend has said that it gave up, however the connection ended after that. */
export function hasFailed({ errors }: Pick<StreamState, 'errors'>): boolean {
  return errors.some(({ scope, recoverable }) => scope === 'stream' && !recoverable)
}

/** A run that is to go on with what an earlier one has, where the caller knows no request for that. */
export function nothingBehind(lastEventId: string | undefined): StreamError {
  const where = lastEventId === undefined ? 'with the answer' : `behind event ${lastEventId}`
  return new StreamError('network', `There is no way to go on ${where}`)
}

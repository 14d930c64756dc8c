import type { StreamEvent } from '../dialects/events.ts'
import type { StreamState } from '../state/streamState.ts'
import type { TransportRequest, TransportResponse } from '../transport/transport.ts'
import { type AnswerOptions, createAnswerReader } from './answerReader.ts'
import { type AttemptEnd, type Ending, splitEnd } from './attempt.ts'
import type { AttemptPlan } from './attemptPlan.ts'
import { toEnding } from './ending.ts'
import type { StreamLimits } from './limits.ts'
import type { ResumeContext } from './resume/resumeRequest.ts'
import type { ResumableReader } from './resumableReader.ts'

/**
 * What there is of one answer, over all the requests that it takes. It outlives its run where another one goes on with
 * it: the reader with its dialect, the ids that were read and the cursor are all still true then.
 */
export interface AnswerSoFar extends Pick<
  ResumeContext,
  'lastEventId' | 'sent' | 'responseHeaders'
> {
  /** The next attempt begins. */
  begin(from: AttemptPlan['from']): void
  /** Its request goes out. */
  noteSent(request: TransportRequest): void
  /** The head of its response is there. */
  noteHead(headers: Headers): void
  /** Its body is about to be read. */
  open(response: TransportResponse, state: StreamState): ResumableReader
  /** Takes the events of one chunk and the cursor behind them; gives those of them that are news. */
  take(events: readonly StreamEvent[], lastEventId: string | undefined): readonly StreamEvent[]
  /** Keeps what came with the end of an attempt: it is said yet if no other response begins. */
  hold(events: readonly StreamEvent[]): void
  /** Forgets what is held. */
  drop(): void
  /** Takes what is held and was received whole. HTML standard: an event that the end cuts off is dropped, for it comes again. */
  takeWhole(): readonly StreamEvent[]
  /** What the dialect holds back over a break, to be shown until it goes on. */
  readonly held: readonly StreamEvent[]
  /** Makes the end of the run out of the end of an attempt. `isKept`: what was received by half may come again whole. */
  conclude(end: Pick<AttemptEnd, 'ending' | 'error' | 'status'>, fate: 'kept' | 'final'): Ending
  /** The reconnection time that the server asked for last, in milliseconds. */
  readonly retryField: number | undefined
  readonly missingEvents: number
  /** Something was delivered that is more than the start of a stream. */
  readonly isPartial: boolean
  /** There is something to go on behind that no new run would begin with. */
  readonly hasBegun: boolean
}

/** 204 and 205: there is nothing, and nothing to come. */
const EMPTY: ReadonlySet<number | undefined> = new Set([204, 205])
const NOTHING: readonly StreamEvent[] = []

/** Begins with an answer. */
export function createAnswerSoFar(options: AnswerOptions, limits: StreamLimits): AnswerSoFar {
  const answer = createAnswerReader(options, limits)
  const seed = options.lastEventId || undefined
  let lastEventId = seed
  let isPartial = false
  let sent: TransportRequest | undefined
  let responseHeaders = new Headers()
  let retryField: number | undefined
  let unsaid = NOTHING

  function take(
    events: readonly StreamEvent[],
    id: string | undefined = answer.reader?.lastEventId,
  ): readonly StreamEvent[] {
    lastEventId = id ?? lastEventId
    retryField = answer.reader?.retry ?? retryField
    const news = answer.sift(events)
    isPartial ||= saysSomething(news)
    return news
  }

  /** A dialect that is told of the end has forgotten what it needs for the rest. One that is not known yet holds it all. */
  function readerFor(fate: 'kept' | 'final'): ResumableReader | undefined {
    return fate === 'kept' && answer.reader?.dialect !== undefined ? undefined : answer.reader
  }

  function readHeld(): readonly StreamEvent[] {
    return answer.reader?.held ?? NOTHING
  }

  /** Nothing goes on any more: a dialect that waited for it gives what it has left. */
  function tellEnd(ending: Ending): Ending {
    const { reader } = answer
    const [events, done] = splitEnd(reader?.end() ?? NOTHING)
    if (done === undefined) return ending
    return { events: [...ending.events, ...events], done, error: reader?.failure }
  }

  return {
    begin: (from) => answer.begin(from),
    noteSent(request) {
      sent = request
    },
    noteHead(headers) {
      responseHeaders = headers
    },
    open(response, state) {
      unsaid = NOTHING
      return answer.open(response, state)
    },
    take,
    hold(events) {
      unsaid = events
    },
    drop() {
      unsaid = NOTHING
    },
    takeWhole() {
      const halves = answer.reader?.halves
      const whole = unsaid.filter((event) => !halves?.has(event))
      unsaid = unsaid.filter((event) => halves?.has(event))
      return [...answer.release(), ...take(whole)]
    },
    conclude(end, fate) {
      const held = fate === 'kept' ? readHeld() : NOTHING
      const told = fate === 'final' && end.ending ? tellEnd(end.ending) : end.ending
      const last = toEnding(
        { ...end, ending: told },
        readerFor(fate),
        isPartial || saysSomething(unsaid),
      )
      const isHeld = fate === 'kept' || end.ending === undefined
      const rest = end.ending === undefined ? last.events : NOTHING
      const events = isHeld ? [...unsaid, ...held, ...rest] : last.events
      const ending = answer.siftEnding({ ...last, events })
      lastEventId = answer.reader?.lastEventId ?? lastEventId
      if (!EMPTY.has(end.status) || ending.done.reason !== 'eof') return ending
      // WHATWG: 204 tells a client to stop asking, which is an end as good as any.
      return { ...ending, done: { ...ending.done, clean: true } }
    },
    get held() {
      return readHeld()
    },
    get lastEventId() {
      return lastEventId
    },
    get sent() {
      return sent
    },
    get responseHeaders() {
      return responseHeaders
    },
    get retryField() {
      return retryField
    },
    get missingEvents() {
      return answer.reader?.missingEvents ?? 0
    },
    get isPartial() {
      return isPartial
    },
    get hasBegun() {
      return isPartial || lastEventId !== seed
    },
  }
}

function saysSomething(events: readonly StreamEvent[]): boolean {
  return events.some(({ type }) => type !== 'start')
}

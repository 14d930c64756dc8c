import type { DialectChoice } from '../dialects/dialect.ts'
import type { StreamEvent } from '../dialects/events.ts'
import type { StreamState } from '../state/streamState.ts'
import type { TransportResponse } from '../transport/transport.ts'
import { type Ending, splitEnd } from './attempt.ts'
import type { AttemptPlan } from './attemptPlan.ts'
import type { StreamLimits } from './limits.ts'
import { createReplayFilter } from './replayFilter.ts'
import { createRestatement, type Restatement } from './restatement.ts'
import { toResumePolicy } from './resume/resumeRequest.ts'
import { createResumableReader, type ResumableReader } from './resumableReader.ts'
import type { StreamOptions } from './streamRun.ts'

/** So many events wait for others that they have overtaken, before these count as missing. */
const MOST_HELD = 64

/** Reads one answer out of as many responses as it takes. */
export interface AnswerReader {
  /** The next attempt begins. */
  begin(from: AttemptPlan['from']): void
  /** Its response is there. */
  open(response: TransportResponse, state: StreamState): ResumableReader
  /** Takes out what an answer that is sent from its start says again. */
  sift(events: readonly StreamEvent[]): readonly StreamEvent[]
  siftEnding(ending: Ending): Ending
  /** Gives what was held back of the last response, because it could have been said before. */
  release(): readonly StreamEvent[]
  /** The reader of the last response that there was. */
  readonly reader: ResumableReader | undefined
}

export interface AnswerOptions extends Omit<StreamOptions, 'dialect'> {
  /**
   * Asked for the dialect with the first response.
   * @throws {TypeError} when there is none of the given name.
   */
  readonly chooseDialect: () => DialectChoice
}

/** Makes the reader of one run. */
export function createAnswerReader(options: AnswerOptions, limits: StreamLimits): AnswerReader {
  const policy = toResumePolicy(options.resume)
  /** What was delivered beside text; only an answer that may be sent again from its start needs to be known by it. */
  const others: StreamEvent[] = []
  let reader: ResumableReader | undefined
  let from: AttemptPlan['from'] = 'nothing'
  let filter: ((events: readonly StreamEvent[]) => readonly StreamEvent[]) | undefined
  let restatement: Restatement | undefined

  function createReader({ headers }: TransportResponse): ResumableReader {
    const { framing, chooseDialect, baseUrl, resultFields, lastEventId } = options
    const { eventBytes, events, jsonDepth, jsonKeys } = limits
    return createResumableReader({
      framing,
      dialect: chooseDialect(),
      headers,
      baseUrl,
      resultFields,
      ...(from !== 'start' && { lastEventId }),
      ...(policy?.cursorOf && { cursorOf: policy.cursorOf }),
      maxEventBytes: eventBytes,
      maxFrames: events,
      maxHeld: MOST_HELD,
      json: { maxDepth: jsonDepth, maxKeys: jsonKeys },
    })
  }

  function sift(events: readonly StreamEvent[]): readonly StreamEvent[] {
    const news = filter === undefined ? events : filter(events)
    if (policy !== undefined) for (const event of news) if (isNoText(event)) others.push(event)
    return news
  }

  return {
    begin(where) {
      from = where
      filter = undefined
      restatement = undefined
      // What is half read of an answer that is sent anew is none of the next one's business.
      if (from === 'nothing') reader = undefined
    },
    open(response, { answer, reasoning }) {
      const texts = { answer, reasoning }
      if (from === 'start') {
        filter = createReplayFilter({ texts, others: [...others] })
        reader = undefined
      }
      if (from === 'cursor') {
        const opened = createRestatement(texts)
        restatement = opened
        filter = (events) => opened.sift(events)
      }
      if (reader === undefined) reader = createReader(response)
      else reader.continueWith(response.headers)
      return reader
    },
    sift,
    siftEnding({ events, done, error }) {
      const [news, last = done] = splitEnd(sift([...events, done]))
      return { events: news, done: last, error }
    },
    release: () => restatement?.release() ?? [],
    get reader() {
      return reader
    },
  }
}

function isNoText({ type }: StreamEvent): boolean {
  return type !== 'text' && type !== 'text-full' && type !== 'done'
}

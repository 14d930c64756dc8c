import type { DialectContext, DialectReader } from '../dialect.ts'
import { createEventBatch } from '../eventBatch.ts'
import type { DoneReason, StreamEvent } from '../events.ts'
import type { Frame } from '../../framing/frame.ts'
import type { Writable } from '../writable.ts'
import { isEndMark } from './endMark.ts'
import { isFault, readErrorData } from './errorRecord.ts'
import type { JsonProblem } from './json.ts'
import { isRecord, type JsonRecord } from './jsonFields.ts'
import { malformedFrame } from './malformedFrame.ts'
import { createPayloadParser } from './payloadParser.ts'
import { skimJson } from './skimJson.ts'

/** Where a dialect puts the events of the frame it reads. */
export interface EventOutput {
  write(event: StreamEvent): void
  /** Writes the `done`; nothing is written after it. */
  finish(reason: DoneReason, clean: boolean, rawReason?: string): void
  /** Writes what no rule of the dialect knows; a whole payload that tells of a failure becomes an `error`. */
  writeUnknown(data: unknown): void
  /** The body broke off within an event: the connection was lost, also where a dialect has no terminal to miss. */
  readonly isCut: boolean
}

/** What a dialect does with each payload of a stream whose payloads are JSON objects. */
export interface RecordHandler {
  read(record: JsonRecord, frame: Frame): void
  /** Reads what is JSON and no object. Default: it becomes `data` named `unknown`. */
  readOther?(payload: unknown, frame: Frame): void
  /** Reads an event that has a name and no data, or none but an empty line. Default: it says nothing. */
  readBare?(frame: Frame): void
  /** The mark `[DONE]` came, bare or in quotes. */
  readEndMark(): void
  /** The stream is over and no `done` was written yet. */
  end(): void
  /**
   * Whether the answer goes on, as far as is known: a body that ends now was cut off, and the rest may come with another.
   * Default: it does not, or {@link end} holds back what cannot wait.
   */
  isOpen?(): boolean
  /**
   * Reads what is left of a payload that was too large, behind the error that says so: fields may be missing, lists may
   * have lost their first items. For what must not get lost, such as the end. Default: nothing of it is read.
   */
  readRest?(record: JsonRecord, frame: Frame): void
  /** Takes out of a payload that was too large what nobody needs; gives `undefined` when there is nothing of the kind. */
  lighten?(data: string): string | undefined
}

const NOTHING: readonly StreamEvent[] = []

const JSON_START = /^\s*[[{"]/

/**
 * Makes the reader of a dialect whose payloads are JSON objects: parses them, skips what is malformed, and gives nothing
 * after the `done`. What is JSON and no object becomes `data` named `unknown`, unless the dialect knows better.
 *
 * Whatever stands between a backend and the kit fails in words of its own. Behind those, a stream that stops short of its
 * end has failed, and waits for nothing more.
 */
export function createRecordReader(
  context: DialectContext,
  createHandler: (output: EventOutput) => RecordHandler,
): DialectReader {
  const events = createEventBatch()
  const parse = createPayloadParser(context.json)
  let isOver = false
  let hasForeignFault = false
  /** What is read just now, and what it came in. */
  let payload: unknown
  let carrier: Frame | undefined

  function failBy({ data }: Frame): void {
    hasForeignFault = true
    events.add(readErrorData(data, context.json))
  }

  const output: Writable<EventOutput> = {
    isCut: false,
    write(event) {
      if (!isOver) events.add(event)
    },
    finish(reason, clean, rawReason) {
      if (isOver) return
      isOver = true
      if (hasForeignFault && reason === 'eof') {
        events.add({ type: 'done', reason: 'error', clean: false })
      } else events.add({ type: 'done', reason, rawReason, clean })
    },
    writeUnknown(data) {
      if (isOver) return
      if (carrier !== undefined && data === payload && isFault(data, carrier.event)) failBy(carrier)
      else events.add({ type: 'data', name: 'unknown', data })
    },
  }
  const handler = createHandler(output)

  function readData(data: string, frame: Frame): void {
    let parsed = parse(data)
    if (!parsed.ok && parsed.problem === 'too-many-keys') {
      const lighter = handler.lighten?.(data)
      if (lighter !== undefined) parsed = parse(lighter)
    }
    if (!parsed.ok && parsed.problem === 'syntax' && frame.truncated) output.isCut = true
    if (parsed.ok) {
      payload = parsed.value
      carrier = frame
    }
    if (!parsed.ok) readMalformed(frame, parsed.problem)
    else if (isRecord(parsed.value)) handler.read(parsed.value, frame)
    else if (handler.readOther !== undefined) handler.readOther(parsed.value, frame)
    else output.writeUnknown(parsed.value)
    if (!parsed.ok && parsed.problem !== 'syntax') readRest(data, frame)
  }

  /** Words under the name of a failure are one; those of a JSON that was cut off are not worth telling. */
  function readMalformed(frame: Frame, problem: JsonProblem): void {
    const isCutJson = frame.truncated && JSON_START.test(frame.data ?? '')
    if (frame.event === 'error' && problem === 'syntax' && !isCutJson) failBy(frame)
    else malformedFrame(frame, problem).forEach((event) => events.add(event))
  }

  function readRest(data: string, frame: Frame): void {
    const rest = handler.readRest && skimJson(data)
    if (rest !== undefined) handler.readRest?.(rest, frame)
  }

  function readBare(frame: Frame): readonly StreamEvent[] {
    if (frame.truncated) output.isCut = true
    if (frame.event === '' || handler.readBare === undefined) return NOTHING
    handler.readBare(frame)
    return events.take()
  }

  function isGoingOn(): boolean {
    return !isOver && !hasForeignFault && handler.isOpen?.() === true
  }

  return {
    read(frame) {
      const { data } = frame
      if (isOver) return NOTHING
      if (!data) return readBare(frame)
      // The longest spelling of the mark; most payloads are longer, and need no look at their letters.
      if (isEndMark(data)) handler.readEndMark()
      else readData(data, frame)
      return events.take()
    },
    end() {
      if (isOver) return NOTHING
      handler.end()
      return events.take()
    },
    suspend: () => (isGoingOn() ? NOTHING : undefined),
  }
}

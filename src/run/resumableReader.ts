import { detectByHeaders, findByOption, type Finding } from '../dialects/detect.ts'
import { type DialectChoice, isDialectList } from '../dialects/dialect.ts'
import type { StreamEvent } from '../dialects/events.ts'
import { StreamError } from '../errors/streamError.ts'
import { DEFAULT_MAX_EVENT_BYTES, type Frame } from '../framing/frame.ts'
import { type BodyReader, createBodyReader } from './bodyReader.ts'
import { createDialectRun, type DialectRun } from './dialectRun.ts'
import { describeFault } from './describeFault.ts'
import { createEventGate } from './eventGate.ts'
import { createFrameLedger, type FrameLedgerOptions } from './frameLedger.ts'
import type { StreamReader, StreamReaderOptions } from './streamReader.ts'

/** A reader whose stream may be spread over several responses. */
export interface ResumableReader extends StreamReader {
  /**
   * The body is over, and the answer may go on with another response: as {@link end}, but a dialect that can wait for it
   * is not told of the end, until `end` is called.
   */
  close(): readonly StreamEvent[]
  /** What the dialect holds back while it may go on, to be shown until it does. */
  readonly held: readonly StreamEvent[]
  /** Those of the last events that were received by half: they come again whole where another response goes on. */
  readonly halves: ReadonlySet<StreamEvent>
  /** What is pushed from now on is the text of another response, which goes on behind `lastEventId` or starts over. */
  continueWith(headers: HeadersInit): void
  /** How many numbered events never came. */
  readonly missingEvents: number
  /** Events wait for earlier ones that they have overtaken. */
  readonly isHolding: boolean
  /** Gives the events that wait, behind a warning that something is missing. */
  giveUp(): readonly StreamEvent[]
}

export interface ResumableReaderOptions
  extends Omit<StreamReaderOptions, 'dialect'>, Pick<FrameLedgerOptions, 'cursorOf' | 'maxHeld'> {
  readonly dialect: DialectChoice
  /** Most frames of one stream, whether or not any event comes of them. Default: unlimited. */
  readonly maxFrames?: number
}

const NOTHING: readonly StreamEvent[] = []

/**
 * Makes the reader for one stream. The dialect lives on from one response to the next: what it remembers of the events
 * before the break, and holds back of them, is still true behind it.
 */
export function createResumableReader(options: ResumableReaderOptions): ResumableReader {
  const { framing = 'auto', maxEventBytes = DEFAULT_MAX_EVENT_BYTES, json } = options
  const { maxFrames = Number.POSITIVE_INFINITY } = options
  const gate = createEventGate()
  const ledger = createFrameLedger(options)
  const { dialect } = options
  const dialects = isDialectList(dialect) ? dialect : [dialect]
  let known = isDialectList(dialect) ? undefined : findByOption(dialect)
  let body = openBody(options.headers)
  let run: DialectRun | undefined
  let hasEnded = false
  let isBodyOver = false
  /** The event that the end of the body cut off, as long as nobody has read it. */
  let half: Frame | undefined
  let count = 0
  let halves = new Set<StreamEvent>()
  let failure: StreamError | undefined

  function openBody(init: HeadersInit | undefined): BodyReader {
    const headers = init === undefined ? undefined : new Headers(init)
    known ??= detectByHeaders({ headers, dialects })
    if (known) gate.open(known.dialect.name)
    return createBodyReader({
      framing,
      finding: known,
      dialects,
      headers,
      maxEventBytes,
      json,
      take,
    })
  }

  function take(frames: readonly Frame[]): void {
    run ??= openRun()
    // Only the last frame of a body can be cut off.
    const last = frames.at(-1)
    if (last?.truncated) half = last
    run?.read(half === undefined ? frames : frames.slice(0, -1))
    count += frames.length
    if (count <= maxFrames || gate.isOver) return
    throw new StreamError('limit', `More than ${maxFrames} events have come`)
  }

  function keepHalves(read: () => void): void {
    const before = gate.waiting().length
    read()
    for (const event of gate.waiting().slice(before)) if (event.type !== 'start') halves.add(event)
  }

  function openRun(): DialectRun | undefined {
    const { finding, framing: cut } = body.source ?? {}
    if (finding === undefined) return undefined
    const { baseUrl, resultFields } = options
    const context = { baseUrl, resultFields, json, framing: cut }
    return createDialectRun({ finding, context, gate, ledger })
  }

  /** To the id in force: its block may have had nothing else in it, and so no frame. */
  function moveCursor(): void {
    const id = body.source?.lastEventId
    if (id !== undefined && !gate.isOver) ledger.pass(id)
  }

  /** A dialect may be known by a body that had no event for it. */
  function nameDialect(): void {
    const finding = currentFinding()
    if (finding !== undefined) gate.open(finding.dialect.name)
  }

  function endBody(): void {
    if (isBodyOver) return
    isBodyOver = true
    body.end()
    moveCursor()
  }

  function finish(): void {
    endBody()
    readHalf()
    readRest()
    run?.end()
    nameDialect()
    gate.admit([CUT_OFF])
  }

  function readHalf(): void {
    if (half === undefined || gate.isOver) return
    const frame = half
    keepHalves(() => run?.read([frame]))
    half = undefined
  }

  function readRest(): void {
    if (gate.isOver) return
    keepHalves(() => run?.readRest())
  }

  function fail(cause: unknown): void {
    failure =
      cause instanceof StreamError ? cause : new StreamError('protocol', UNREADABLE, { cause })
    // What was complete before a limit goes out before the news of it.
    if (failure.kind === 'limit') run?.release()
    nameDialect()
    gate.admit([describeFault(failure), { type: 'done', reason: 'error', clean: false }])
  }

  function end(): readonly StreamEvent[] {
    if (hasEnded) return NOTHING
    hasEnded = true
    try {
      if (!gate.isOver) finish()
    } catch (cause) {
      fail(cause)
    }
    return gate.take()
  }

  function suspend(): readonly StreamEvent[] | undefined {
    return hasEnded || gate.isOver ? undefined : run?.suspend(half)
  }

  function close(): readonly StreamEvent[] {
    try {
      if (!hasEnded && !gate.isOver) endBody()
      if (suspend() === undefined) return end()
    } catch (cause) {
      hasEnded = true
      fail(cause)
      return gate.take()
    }
    return [...gate.take(), CUT_OFF]
  }

  /** The finding of the body comes with its first frames; one that was known before holds from the start. */
  function currentFinding(): Finding | undefined {
    return known ?? body.source?.finding
  }

  return {
    push(text) {
      if (hasEnded || gate.isOver || text === '') return NOTHING
      try {
        body.push(text)
        moveCursor()
      } catch (cause) {
        fail(cause)
      }
      return gate.take()
    },
    end,
    close,
    giveUp() {
      if (hasEnded || gate.isOver) return NOTHING
      try {
        run?.giveUp()
        moveCursor()
      } catch (cause) {
        fail(cause)
      }
      return gate.take()
    },
    continueWith(headers) {
      if (run !== undefined) known = currentFinding()
      if (hasEnded) {
        run = undefined
        gate.reopen()
      }
      hasEnded = false
      isBodyOver = false
      half = undefined
      halves = new Set()
      ledger.resume()
      body = openBody(headers)
    },
    get dialect() {
      return currentFinding()?.dialect.name
    },
    get detection() {
      const finding = currentFinding()
      return finding && { ...finding, dialect: finding.dialect.name }
    },
    get failure() {
      return failure
    },
    get lastEventId() {
      return ledger.lastEventId
    },
    get held() {
      try {
        return suspend() ?? NOTHING
      } catch {
        // The break is what is told of.
        return NOTHING
      }
    },
    get halves() {
      return halves
    },
    get missingEvents() {
      return ledger.missing
    },
    get isHolding() {
      return ledger.isHolding
    },
    get retry() {
      return body.source?.retry
    },
  }
}

const CUT_OFF = { type: 'done', reason: 'eof', clean: false } as const
const UNREADABLE = 'The stream could not be read'

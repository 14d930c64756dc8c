import type { Finding } from '../dialects/detect.ts'
import type { DialectContext } from '../dialects/dialect.ts'
import type { StreamEvent } from '../dialects/events.ts'
import { StreamError } from '../errors/streamError.ts'
import type { Frame } from '../framing/frame.ts'
import type { EventGate } from './eventGate.ts'
import type { FrameLedger, Verdict } from './frameLedger.ts'
import { bringsEnd } from './bringsEnd.ts'
import { createMalformedWatch } from './malformedWatch.ts'

/** The `phase` of the status event that stands in the place of events that never came. */
export const GAP_PHASE = 'gap'

/** Sends the frames of one stream through a dialect. */
export interface DialectRun {
  /** @throws {StreamError} of kind `protocol` when the dialect fails, or understands nothing. */
  read(frames: readonly Frame[]): void
  /** What was overtaken is waited for no longer. @throws {StreamError} as `read` */
  giveUp(): void
  /** The response is over: gives what is held, which counts as read by half. @throws {StreamError} as `read` */
  readRest(): void
  /** The stream is over. @throws {StreamError} as `read` */
  end(): void
  /**
   * The response is over, cut off in `half` if that is given, and the dialect may go on with another: gives what it holds
   * back, to be shown. `undefined`: the answer is over, or this dialect has no way to go on. @throws {StreamError} as `read`
   */
  suspend(half?: Frame): readonly StreamEvent[] | undefined
  /** The stream ends before its end: gives what the dialect has held back. */
  release(): void
}

export interface DialectRunOptions {
  readonly finding: Finding
  readonly context: DialectContext
  readonly gate: EventGate
  readonly ledger: FrameLedger
}

/**
 * Opens the gate for a dialect and makes its reader. A dialect may be anybody's code, so whatever it throws, or gives
 * that is no event, becomes an error that names it.
 */
export function createDialectRun(options: DialectRunOptions): DialectRun {
  const { finding, context, gate, ledger } = options
  const { dialect } = finding
  const { judges, commit } = ledger
  const watchMalformed = createMalformedWatch()
  gate.open(dialect.name)
  const reader = guard(() => dialect.create(context))

  function readFrame(frame: Frame): void {
    if (!judges(frame)) readNew(frame)
    else for (const sifted of ledger.sift(frame)) readSifted(sifted)
  }

  function readSifted(frame: Frame): void {
    const verdict = ledger.judge(frame)
    if (verdict === 'repeated') return
    gate.admit(warnOf(verdict))
    if (verdict !== 'altered') readNew(frame, ledger.idOf(frame))
  }

  function readNew(frame: Frame, id?: string): void {
    const events = reader.read(frame)
    commit(frame)
    gate.admit(events, id)
    watchMalformed(frame, events)
  }

  /** Another response may bring it again, in its place: the ledger hears nothing of it. */
  function readRest(): void {
    for (const { frame, verdict } of ledger.rest()) {
      gate.admit(warnOf(verdict))
      readBy(() => gate.admit(reader.read(frame), ledger.idOf(frame)), frame)
    }
  }

  function suspend(half: Frame | undefined): readonly StreamEvent[] | undefined {
    // What waits for its turn has to be read to be shown, and would be read once more in its place.
    if (reader.suspend === undefined || ledger.isHolding) return undefined
    return half && bringsEnd(dialect, context, half) ? undefined : reader.suspend()
  }

  function guard<Result>(act: () => Result): Result {
    try {
      return act()
    } catch (cause) {
      throw dialectError(cause)
    }
  }

  function dialectError(cause: unknown): StreamError {
    if (cause instanceof StreamError) return cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new StreamError('protocol', `The dialect "${dialect.name}" failed: ${reason}`, { cause })
  }

  return {
    read(frames) {
      // Written out instead of guarded: a closure per chunk would be felt where every token is one.
      try {
        for (const frame of frames) {
          if (gate.isOver) return
          if (frame.truncated) readBy(readFrame, frame)
          else readFrame(frame)
        }
      } catch (cause) {
        throw dialectError(cause)
      }
    },
    giveUp() {
      guard(() => ledger.giveUp().forEach(readSifted))
    },
    readRest: () => guard(readRest),
    end() {
      guard(() => gate.admit(reader.end()))
    },
    suspend: (half) => guard(() => suspend(half)),
    release() {
      try {
        readRest()
        gate.admit(reader.end().filter((event) => event.type !== 'done'))
      } catch {
        // The stream has failed already; a dialect that fails on top of it is no news.
      }
    },
  }
}

/** What a dialect cannot make of half an event is the fault of whoever hung up. */
function readBy(read: (frame: Frame) => void, frame: Frame): void {
  try {
    read(frame)
  } catch (cause) {
    if (!frame.truncated) throw cause
    // The missing end of the stream tells of it.
  }
}

/** What the reader of an answer has to know about the frame that comes now. */
function warnOf(verdict: Verdict): readonly StreamEvent[] {
  if (verdict === 0 || verdict === 'repeated') return NOTHING
  const message = typeof verdict === 'number' ? describeGap(verdict) : WARNINGS[verdict]
  return [{ type: 'status', level: 'warning', phase: GAP_PHASE, message }]
}

const NOTHING: readonly StreamEvent[] = []

const WARNINGS = {
  late: 'What follows came late: it belongs further up',
  altered: 'What came before was sent once more and differs; what is shown has been kept',
  other: 'The answer began anew here: what follows does not go on with the text before',
} as const

/** Part of an answer that never came is no secret: whoever reads on should know. */
function describeGap(missing: number): string {
  return missing === 1 ? '1 event is missing here' : `${missing} events are missing here`
}

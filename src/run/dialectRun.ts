import type { Finding } from '../dialects/detect.ts'
import type { DialectContext } from '../dialects/dialect.ts'
import { StreamError } from '../errors/streamError.ts'
import type { Frame } from '../framing/frame.ts'
import type { EventGate } from './eventGate.ts'
import { createMalformedWatch } from './malformedWatch.ts'
import { createRepeatFilter } from './repeatFilter.ts'

/** Sends the frames of one stream through a dialect. */
export interface DialectRun {
  /** @throws {StreamError} of kind `protocol` when the dialect fails, or understands nothing. */
  read(frames: readonly Frame[]): void
  /** The stream is over. @throws {StreamError} as `read` */
  end(): void
  /** The stream ends before its end: gives what the dialect has held back. */
  release(): void
  /** Id of the last event that was read whole. */
  readonly lastEventId: string | undefined
}

export interface DialectRunOptions {
  readonly finding: Finding
  readonly context: DialectContext
  readonly gate: EventGate
  /** The event behind which the stream is resumed. */
  readonly resumedAfter: string | undefined
}

/**
 * Opens the gate for a dialect and makes its reader. A dialect may be anybody's code, so whatever it throws, or gives
 * that is no event, becomes an error that names it.
 */
export function createDialectRun(options: DialectRunOptions): DialectRun {
  const { finding, context, gate, resumedAfter } = options
  const { dialect } = finding
  const isRepeated = createRepeatFilter(resumedAfter)
  const watchMalformed = createMalformedWatch()
  gate.open(dialect.name)
  const reader = guard(() => dialect.create(context))
  let lastEventId: string | undefined

  function readFrame(frame: Frame): void {
    if (isRepeated(frame)) return
    const id = frame.truncated ? undefined : frame.id || undefined
    const events = reader.read(frame)
    gate.admit(events, id)
    if (!frame.truncated && frame.id !== undefined) lastEventId = id
    watchMalformed(frame, events)
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
          readFrame(frame)
        }
      } catch (cause) {
        throw dialectError(cause)
      }
    },
    end() {
      guard(() => gate.admit(reader.end()))
    },
    release() {
      try {
        gate.admit(reader.end().filter((event) => event.type !== 'done'))
      } catch {
        // The stream has failed already; a dialect that fails on top of it is no news.
      }
    },
    get lastEventId() {
      return lastEventId
    },
  }
}

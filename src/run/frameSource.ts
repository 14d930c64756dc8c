import { createDialectDetector, type Finding } from '../dialects/detect.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Writable } from '../dialects/writable.ts'
import type { JsonLimits } from '../dialects/payload/json.ts'
import { StreamError } from '../errors/streamError.ts'
import type { EventStreamDecoder } from '../framing/eventStream.ts'
import type { Frame, FrameDecoder } from '../framing/frame.ts'
import { createNdjsonDecoder } from '../framing/ndjson.ts'
import { createRawTextDecoder } from '../framing/rawText.ts'
import { createSseDecoder } from '../framing/sse.ts'

export type StreamFraming = 'sse' | 'ndjson' | 'text'

/** Cuts a body into frames, and gives them once it is known which dialect they are in. */
export interface FrameSource {
  /** @throws {StreamError} of kind `limit`; what is complete before the limit is given first. */
  push(text: string): void
  /** The body is over. @throws {StreamError} as `push` */
  end(): void
  /** The dialect of all frames that are given. */
  readonly finding: Finding | undefined
  /** How the frames are cut out of the body. */
  readonly framing: StreamFraming
  /** The reconnection time that the server asked for last, in milliseconds. */
  readonly retry: number | undefined
  /** The event id in force behind all that was given; `undefined` as long as this body has set none. */
  readonly lastEventId: string | undefined
}

export interface FrameSourceOptions {
  readonly framing: StreamFraming
  /** What is known before the body is read. */
  readonly finding: Finding | undefined
  /** Those that it may be in, while that is not known. */
  readonly dialects: readonly Dialect[]
  readonly headers: Headers | undefined
  readonly maxEventBytes: number
  readonly json: JsonLimits | undefined
  /** Takes the next frames; called only once the dialect is known. */
  readonly take: (frames: readonly Frame[]) => void
}

type Decoder = FrameDecoder & Partial<Pick<EventStreamDecoder, 'retry' | 'lastEventId'>>

/** How much is kept, in events of the largest size: nobody sends as much before it is clear what it is. */
const MOST_KEPT_EVENTS = 4

/**
 * Makes the source for one body. As long as the dialect is not known, frames wait and the text is kept: a dialect with
 * a decoder of its own reads it again from the start.
 */
export function createFrameSource(options: FrameSourceOptions): FrameSource {
  const { dialects, headers, maxEventBytes, json, take } = options
  const detector = createDialectDetector({ dialects, headers, json })
  const source: Writable<FrameSource> = {
    finding: options.finding,
    framing: options.framing,
    retry: undefined,
    lastEventId: undefined,
    push(text) {
      read(text)
      noteCursor()
    },
    end() {
      finish()
      noteCursor()
    },
  }
  let decoder = createDecoder()
  let waiting: Frame[] = []
  let kept: string[] = []
  let keptLength = 0
  let hasEnded = false

  function createDecoder(): Decoder {
    const { finding } = source
    // A line of plain text that happens to be JSON makes a body look like records.
    if (source.framing === 'ndjson' && finding?.dialect.readsAnyText) source.framing = 'text'
    const { framing } = source
    if (framing === 'text') return createRawTextDecoder()
    if (framing === 'ndjson') return createNdjsonDecoder({ maxEventBytes })
    return (
      finding?.dialect.createDecoder?.({ maxEventBytes }) ?? createSseDecoder({ maxEventBytes })
    )
  }

  /** Lets go what waits: as it is, or read again by the decoder of the dialect. */
  function settle(found: Finding, rest: readonly Frame[]): void {
    source.finding = found
    const frames = [...waiting, ...rest]
    const text = kept.join('')
    waiting = []
    kept = []
    if (!hasOwnDecoder(found.dialect)) {
      take(frames)
      return
    }
    decoder = createDecoder()
    take(decoder.push(text))
    if (hasEnded) take(decoder.end())
  }

  function hasOwnDecoder(dialect: Dialect): boolean {
    if (source.framing === 'ndjson') return dialect.readsAnyText === true
    return dialect.createDecoder !== undefined
  }

  /** Shows the frames to the detector until it knows. */
  function detect(frames: readonly Frame[]): void {
    for (const [index, frame] of frames.entries()) {
      const found = detector.see(frame)
      if (found) {
        settle(found, frames.slice(index))
        return
      }
      waiting.push(frame)
    }
  }

  function settleForBest(): void {
    const best = source.finding === undefined ? detector.end() : undefined
    if (best !== undefined) settle(best, [])
  }

  function readUndecided(decode: () => readonly Frame[]): void {
    try {
      detect(decode())
    } catch (error) {
      // What was complete before the limit goes first.
      settleForBest()
      throw error
    }
  }

  function read(text: string): void {
    if (source.finding !== undefined) {
      take(decoder.push(text))
      return
    }
    kept.push(text)
    keptLength += text.length
    readUndecided(() => decoder.push(text))
    if (isDecided() || keptLength <= maxEventBytes * MOST_KEPT_EVENTS) return
    settleForBest()
    throw new StreamError('limit', 'The stream does not say what it is')
  }

  function isDecided(): boolean {
    return source.finding !== undefined
  }

  function finish(): void {
    if (source.finding !== undefined) {
      take(decoder.end())
      return
    }
    hasEnded = true
    readUndecided(() => decoder.end())
    settleForBest()
  }

  function noteCursor(): void {
    const { retry, lastEventId } = decoder
    source.retry = retry
    // Going on behind a frame that still waits would lose it, unless there is nothing in it.
    source.lastEventId = holdsData() ? undefined : lastEventId
  }

  /** Written out, for it is asked of every chunk. */
  function holdsData(): boolean {
    for (const { data } of waiting) if (data !== '') return true
    return false
  }

  return source
}

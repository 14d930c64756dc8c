import { StreamError } from '../errors/streamError.ts'
import { DEFAULT_MAX_EVENT_BYTES } from './frame.ts'
import type { Frame, FrameDecoder, FrameDecoderOptions } from './frame.ts'
import { createLineSplitter } from './lines.ts'
import type { LineReader } from './lines.ts'

/** What makes frames of the lines of one format. */
export interface LineFormat {
  readonly readLine: LineReader
  /** The stream is over: reads the last line, if it has no end, and gives what is still open. */
  readonly flush: (lastLine: string | undefined) => void
}

/** What a format leans on. */
export interface LineFormatContext {
  readonly emit: (frame: Frame) => void
  readonly maxEventBytes: number
}

/**
 * The shell that every line-based decoder shares: lines in, frames out, and what happens at a limit.
 * @throws {RangeError} when `maxEventBytes` is not a positive number.
 */
export function createLineDecoder(
  options: FrameDecoderOptions,
  createFormat: (context: LineFormatContext) => LineFormat,
): FrameDecoder {
  const { maxEventBytes = DEFAULT_MAX_EVENT_BYTES } = options
  if (!(maxEventBytes > 0)) {
    throw new RangeError(`maxEventBytes must be a positive number, not ${maxEventBytes}`)
  }

  let frames: Frame[] | undefined
  let failure: StreamError | undefined
  const emit = (frame: Frame): void => {
    // Pushing onto an empty array reserves room for 17; most calls bring one frame.
    if (frames) frames.push(frame)
    else frames = [frame]
  }
  const format = createFormat({ emit, maxEventBytes })
  const lines = createLineSplitter(format.readLine, maxEventBytes)

  const begin = (): void => {
    if (failure) throw failure
    frames = undefined
  }
  const stop = (error: unknown): void => {
    if (!(error instanceof StreamError)) throw error
    failure = error
    // What was complete goes first; the next call throws.
    if (!frames) throw error
  }

  return {
    push(text) {
      begin()
      try {
        lines.push(text)
      } catch (error) {
        stop(error)
      }
      return frames ?? []
    },
    end() {
      begin()
      try {
        format.flush(lines.end())
      } catch (error) {
        stop(error)
      }
      return frames ?? []
    },
  }
}

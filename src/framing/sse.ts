import { createEventStreamDecoder, type EventStreamDecoder } from './eventStream.ts'
import { fieldValueStart, isComment } from './field.ts'
import type { FrameDecoderOptions } from './frame.ts'

export type SseDecoder = EventStreamDecoder

export interface SseDecoderOptions extends FrameDecoderOptions {
  /**
   * What to do with a line that is neither field nor comment: `ignore` it, as the standard says, or take it as the
   * continuation of the data line before it, for backends that write line breaks without a `data:` of their own.
   * Default: `ignore`.
   */
  readonly unknownLines?: 'ignore' | 'continue'
}

/**
 * Reads an event stream to the letter of the standard, with two additions: an event name without data gives a frame
 * whose data is `undefined`, and an event that the end of the stream cuts off is given, marked `truncated`.
 *
 * The limit holds for each line and for the data lines of one event together, each with one line feed.
 * @throws {RangeError} when `maxEventBytes` is not a positive number.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function createSseDecoder(options: SseDecoderOptions = {}): SseDecoder {
  const continues = options.unknownLines === 'continue'

  return createEventStreamDecoder(
    options,
    ({ slice, hasData, addData, readField, close }) =>
      (source, start, end) => {
        if (start === end) {
          close()
          return
        }
        const dataStart = fieldValueStart(source, start, end, 'data')
        if (dataStart !== -1) {
          addData(slice(source, dataStart, end))
          return
        }
        if (isComment(source, start) || readField(source, start, end)) return
        if (continues && hasData()) addData(slice(source, start, end))
      },
  )
}

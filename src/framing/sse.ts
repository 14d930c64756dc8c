import { createBoundedText } from './boundedText.ts'
import { detachedSlice } from './detachedSlice.ts'
import { fieldValueStart, isComment, skipSpace } from './field.ts'
import type { FrameDecoder, FrameDecoderOptions } from './frame.ts'
import { createLineDecoder } from './lineDecoder.ts'
import type { LineReader } from './lines.ts'

export interface SseDecoder extends FrameDecoder {
  /** The reconnection time that the server asked for last, in milliseconds. */
  readonly retry: number | undefined
}

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
  const { unknownLines = 'ignore' } = options
  let retry: number | undefined

  const decoder = createLineDecoder(options, ({ emit, maxEventBytes }) => {
    let id: string | undefined
    let event = ''
    let data: string | undefined
    const dataLines = createBoundedText(maxEventBytes, '\n')

    const addData = (value: string): void => {
      if (data === undefined) {
        data = value
        return
      }
      if (dataLines.isEmpty) dataLines.append(data)
      dataLines.append(value)
    }

    const dispatch = (truncated: boolean): void => {
      if (data !== undefined || event !== '') {
        const text = dataLines.isEmpty ? data : dataLines.take()
        emit(truncated ? { event, data: text, id, truncated } : { event, data: text, id })
      }
      event = ''
      data = undefined
    }

    const readLine: LineReader = (source, start, end) => {
      if (start === end) {
        dispatch(false)
        return
      }
      const dataStart = fieldValueStart(source, start, end, 'data')
      if (dataStart !== -1) {
        addData(detachedSlice(source, skipSpace(source, dataStart, end), end))
        return
      }
      if (isComment(source, start)) return
      const eventStart = fieldValueStart(source, start, end, 'event')
      if (eventStart !== -1) {
        event = detachedSlice(source, skipSpace(source, eventStart, end), end)
        return
      }
      const idStart = fieldValueStart(source, start, end, 'id')
      if (idStart !== -1) {
        const value = detachedSlice(source, skipSpace(source, idStart, end), end)
        if (!value.includes('\0')) id = value
        return
      }
      const retryStart = fieldValueStart(source, start, end, 'retry')
      if (retryStart !== -1) {
        const value = source.slice(skipSpace(source, retryStart, end), end)
        if (/^[0-9]+$/.test(value)) retry = Number(value)
        return
      }
      if (unknownLines === 'continue' && data !== undefined) {
        addData(detachedSlice(source, start, end))
      }
    }

    return {
      readLine,
      flush(lastLine) {
        if (lastLine !== undefined) readLine(lastLine, 0, lastLine.length)
        dispatch(true)
      },
    }
  })

  return {
    ...decoder,
    get retry() {
      return retry
    },
  }
}

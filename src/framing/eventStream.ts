import { noteBareIds } from './bareIds.ts'
import { createBoundedText } from './boundedText.ts'
import { fieldValueStart, isCutFieldName } from './field.ts'
import type { Frame, FrameDecoder, FrameDecoderOptions } from './frame.ts'
import { createLineDecoder, type LineFormatContext } from './lineDecoder.ts'
import type { LineReader } from './lines.ts'
import { createSlicer, type Slicer } from './slicer.ts'

export interface EventStreamDecoder extends FrameDecoder {
  /** The reconnection time that the server asked for last, in milliseconds. */
  readonly retry: number | undefined
  /**
   * The id that is in force behind the last blank line; `undefined` as long as the stream has set none. A block of
   * nothing but an id has no frame, and still says where to go on: HTML standard, "set the last event ID string".
   */
  readonly lastEventId: string | undefined
}

/** The event that is being read; the id that is in force lives on from one to the next. */
export interface OpenEvent {
  /** Cuts text that is to be kept. */
  readonly slice: Slicer
  readonly hasData: () => boolean
  /** Whether this is a message: without a name, or with the one that the standard gives to those. */
  readonly isMessage: () => boolean
  /** Adds a line of data; several are joined by a line feed. */
  readonly addData: (line: string) => void
  /** Reads the line if it is one of the other fields, and says whether it is. */
  readonly readField: (source: string, start: number, end: number) => boolean
  /** Ends the event: gives its frame, unless it has neither data nor a name. */
  readonly close: () => void
}

/**
 * Reads the fields of an event stream, and leaves to `createReader` which lines are data and where an event ends.
 *
 * Two things go beyond the standard: an event name without data gives a frame whose data is `undefined`, and an event
 * that the end of the stream cuts off is given, marked `truncated`.
 * @throws {RangeError} when `maxEventBytes` is not a positive number.
 */
export function createEventStreamDecoder(
  options: FrameDecoderOptions,
  createReader: (event: OpenEvent) => LineReader,
): EventStreamDecoder {
  const createFormat = ({ emit, maxEventBytes }: LineFormatContext) => {
    const slice = createSlicer()
    const dataLines = createBoundedText(maxEventBytes, '\n')
    let name = ''
    let id: string | undefined
    let data: string | undefined
    let hasSeveralLines = false
    let isCutOff = false
    /** Since the last frame. */
    const bareIds: string[] = []

    const event: OpenEvent = {
      slice,
      hasData: () => data !== undefined,
      isMessage: () => name === '' || name === 'message',
      addData(line) {
        if (data === undefined) {
          data = line
          return
        }
        if (!hasSeveralLines) dataLines.append(data)
        hasSeveralLines = true
        dataLines.append(line)
      },
      readField(source, start, end) {
        const nameStart = fieldValueStart(source, start, end, 'event')
        if (nameStart !== -1) {
          name = slice(source, nameStart, end)
          return true
        }
        const idStart = fieldValueStart(source, start, end, 'id')
        if (idStart !== -1) {
          const value = slice(source, idStart, end)
          if (!value.includes('\0')) id = value
          return true
        }
        const retryStart = fieldValueStart(source, start, end, 'retry')
        if (retryStart === -1) return false
        const value = source.slice(retryStart, end)
        if (/^[0-9]+$/.test(value)) decoder.retry = Number(value)
        return true
      },
      close() {
        const isBare = data === undefined && name === ''
        if (isBare && !isCutOff && id !== undefined && id !== decoder.lastEventId) bareIds.push(id)
        if (!isCutOff) decoder.lastEventId = id
        if (isBare) return
        const text = hasSeveralLines ? dataLines.take() : data
        const frame: Frame = isCutOff
          ? { event: name, data: text, id, truncated: true }
          : { event: name, data: text, id }
        if (bareIds.length > 0) noteBareIds(frame, bareIds.splice(0))
        emit(frame)
        name = ''
        data = undefined
        hasSeveralLines = false
      },
    }
    const readLine = createReader(event)

    return {
      readLine,
      flush(lastLine: string | undefined) {
        if (lastLine !== undefined && !isCutFieldName(lastLine)) {
          readLine(lastLine, 0, lastLine.length)
        }
        isCutOff = true
        event.close()
      },
    }
  }

  // Fields and no getters, for each chunk asks for both: to V8 an object with a getter is a hash table.
  const decoder: { -readonly [Name in keyof EventStreamDecoder]: EventStreamDecoder[Name] } = {
    ...createLineDecoder(options, createFormat),
    retry: undefined,
    lastEventId: undefined,
  }
  return decoder
}

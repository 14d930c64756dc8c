import { isCompleteJson } from './completeJson.ts'
import type { FrameDecoder, FrameDecoderOptions } from './frame.ts'
import { createLineDecoder } from './lineDecoder.ts'
import { createSlicer } from './slicer.ts'

/**
 * Reads one record per line. A blank line is none; a last line without its line end is given all the same, marked
 * `truncated` when it is not a whole JSON value. The payload is the line as it is: parsing it is up to the dialect.
 *
 * @throws {RangeError} when `maxEventBytes` is not a positive number.
 * @see https://github.com/ndjson/ndjson-spec
 */
export function createNdjsonDecoder(options: FrameDecoderOptions = {}): FrameDecoder {
  const slice = createSlicer()
  return createLineDecoder(options, ({ emit }) => ({
    readLine(source, start, end) {
      const data = slice(source, start, end)
      if (!isBlank(data)) emit({ event: '', data, id: undefined })
    },
    flush(data) {
      if (data === undefined || isBlank(data)) return
      const frame = { event: '', data, id: undefined }
      emit(isCompleteJson(data) ? frame : { ...frame, truncated: true })
    },
  }))
}

function isBlank(line: string): boolean {
  return line.trim() === ''
}

import { createEventStreamDecoder, type EventStreamDecoder } from './eventStream.ts'
import { fieldValueStart, hasSpaceAt, isComment } from './field.ts'
import type { FrameDecoderOptions } from './frame.ts'

export interface PlainTextDecoderOptions extends FrameDecoderOptions {
  /**
   * Whose the space after `data:` is: the format's (`spec`), the text's (`keep`), or the text's as soon as a data line
   * that is not empty has none (`auto`), since its emitter then writes none of its own. Default: `auto`.
   */
  readonly space?: 'spec' | 'keep' | 'auto'
}

/** Where in the stream the next line stands; text may go on after an event of text, and only there. */
type Place = 'outside' | 'in event' | 'after text' | 'after comment'

/**
 * Reads event streams whose data is plain text that was put on the wire as it is, line breaks and all, as
 * `f"data: {token}\n\n"` does:
 * - a line that is neither field nor comment goes on with the text before it, also across blank lines;
 * - each blank line beyond the one that closes an event of text is a line feed of the text.
 *
 * What is complete is given at once, and what turns out to belong to it as another frame: a token with line breaks may
 * take several frames, whose data add up to it. Named events are read as the standard says, and no text goes on after
 * them. A line of text that looks like a field or a comment cannot be told from one.
 *
 * @throws {RangeError} when `maxEventBytes` is not a positive number.
 */
export function createPlainTextDecoder(options: PlainTextDecoderOptions = {}): EventStreamDecoder {
  const { space = 'auto' } = options

  return createEventStreamDecoder(options, (event) => {
    let place: Place = 'outside'
    let keepsSpace = space === 'keep'

    /** Where the text begins in a data line whose value, by the standard, begins at `valueStart`. */
    const textStart = (source: string, valueStart: number, end: number): number => {
      const hasSpace = hasSpaceAt(source, valueStart - 1)
      if (space === 'auto' && !hasSpace && valueStart < end) keepsSpace = true
      return keepsSpace && hasSpace ? valueStart - 1 : valueStart
    }

    const readBlankLine = (): void => {
      if (place === 'after text') {
        event.addData('\n')
        event.close()
      } else if (place === 'in event') {
        place = event.hasData() && event.isMessage() ? 'after text' : 'outside'
        event.close()
      }
    }

    return (source, start, end) => {
      if (start === end) {
        readBlankLine()
        return
      }
      const dataStart = fieldValueStart(source, start, end, 'data')
      if (dataStart !== -1) {
        event.addData(event.slice(source, textStart(source, dataStart, end), end))
        place = 'in event'
      } else if (isComment(source, start)) {
        // The blank line behind a comment is the comment's.
        if (place === 'after text') place = 'after comment'
      } else if (event.readField(source, start, end)) {
        place = 'in event'
      } else if (place === 'in event') {
        if (event.hasData()) event.addData(event.slice(source, start, end))
      } else if (place !== 'outside') {
        // Two line ends were passed: that of the text, and the blank line that seemed to close it.
        event.addData('\n')
        event.addData(event.slice(source, start, end))
        place = 'in event'
      }
    }
  })
}

import type { StreamEvent } from '../dialects/events.ts'
import type { StreamReader } from './streamReader.ts'

/** Reads a text that is handed over whole each time it has grown, as XHR and axios's progress events do. */
export interface CumulativeReader {
  /** Takes all the text there is so far, and reads what is new in it. */
  feed(wholeTextSoFar: string): readonly StreamEvent[]
  /** The text does not grow any more. */
  end(): readonly StreamEvent[]
  /** How much of the text was read, in UTF-16 units. */
  readonly offset: number
  readonly dialect: string | undefined
}

/**
 * Feeds a reader from a growing text. What is new may begin and end in the middle of a line: the reader keeps the rest.
 *
 * A text that is shorter than what was read says nothing: an XHR that fails sets its text back to nothing.
 */
export function createCumulativeReader(
  reader: Pick<StreamReader, 'push' | 'end' | 'dialect'>,
): CumulativeReader {
  let offset = 0

  return {
    feed(wholeTextSoFar) {
      if (wholeTextSoFar.length <= offset) return []
      const news = wholeTextSoFar.slice(offset)
      offset = wholeTextSoFar.length
      return reader.push(news)
    },
    end: () => reader.end(),
    get offset() {
      return offset
    },
    get dialect() {
      return reader.dialect
    },
  }
}

import { checkSize, createBoundedText } from './boundedText.ts'
import { createSlicer } from './slicer.ts'

/** Takes the line `source.slice(start, end)`, without its end; a range, so that nothing is cut that is not needed. */
export type LineReader = (source: string, start: number, end: number) => void

export interface LineSplitter {
  /**
   * Takes the next piece of text and reads the lines that it completes.
   * @throws {StreamError} of kind `limit` for a line, finished or not, that is longer than the limit.
   */
  push(text: string): void
  /** No more text comes: gives what follows the last line end, `undefined` if that is nothing. */
  end(): string | undefined
}

export const BYTE_ORDER_MARK = 0xfeff
const LINE_FEED = 0x0a

/**
 * Cuts text into lines that end in LF, CR or CRLF, wherever the pieces of text are cut.
 *
 * A CR ends its line at once: whether an LF follows changes nothing for that line, so nobody waits for it. A byte order
 * mark at the very beginning belongs to no line. The time is linear in the text, whatever the lines and pieces are.
 */
export function createLineSplitter(readLine: LineReader, maxLineBytes: number): LineSplitter {
  const open = createBoundedText(maxLineBytes)
  const slice = createSlicer()
  let isFirst = true
  let isOpen = false
  let isAfterCarriageReturn = false

  const finishLine = (text: string, start: number, end: number): void => {
    if (!isOpen) {
      checkSize(text, start, end, maxLineBytes)
      readLine(text, start, end)
      return
    }
    open.append(text.slice(start, end))
    const line = takeOpen()
    readLine(line, 0, line.length)
  }

  const takeOpen = (): string => {
    isOpen = false
    return open.take()
  }

  return {
    push(text) {
      if (text === '') return
      let start = 0
      if (isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK) start = 1
      if (isAfterCarriageReturn && text.charCodeAt(0) === LINE_FEED) start = 1
      isFirst = false
      isAfterCarriageReturn = false

      // Each of the two is searched again only once it has been passed, so no stretch is scanned twice.
      let lineFeed = find(text, '\n', start)
      let carriageReturn = find(text, '\r', start)
      while (lineFeed < text.length || carriageReturn < text.length) {
        if (lineFeed < carriageReturn) {
          finishLine(text, start, lineFeed)
          start = lineFeed + 1
          lineFeed = find(text, '\n', start)
          continue
        }
        finishLine(text, start, carriageReturn)
        start = carriageReturn + 1
        carriageReturn = find(text, '\r', start)
        if (start === text.length) isAfterCarriageReturn = true
        if (lineFeed === start) {
          start++
          lineFeed = find(text, '\n', start)
        }
      }
      if (start >= text.length) return
      open.append(slice(text, start, text.length))
      isOpen = true
    },
    end: () => (isOpen ? takeOpen() : undefined),
  }
}

/** As `indexOf`, but gives the length of the text, not -1, where there is none. */
function find(text: string, character: string, from: number): number {
  // Most chunks end where a line ends, and most lines are followed by an empty one; a search costs more than a look.
  if (from === text.length || text[from] === character) return from
  const index = text.indexOf(character, from)
  return index === -1 ? text.length : index
}

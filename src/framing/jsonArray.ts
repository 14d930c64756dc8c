import { createBoundedText } from './boundedText.ts'
import { DEFAULT_MAX_EVENT_BYTES, type FrameDecoderOptions } from './frame.ts'

/** Takes the items out of a JSON array while it is still being written. */
export interface JsonArraySplitter {
  /**
   * Takes the next piece of text; gives the text of each item that is whole now.
   * @throws {StreamError} of kind `limit` when an item is too large.
   */
  push(text: string): readonly string[]
  /** The array was closed: nothing is missing. */
  readonly isClosed: boolean
}

/** All that can change where an item ends: outside of a string, and inside of one. */
const MARK = /[[\]{},"]/g
const STRING_MARK = /["\\]/g

/**
 * Makes the splitter for one array, from its opening bracket on. It looks at brackets and strings alone: whether an item
 * is JSON, its reader finds out. Every character is looked at once, wherever the text is cut.
 */
export function createJsonArraySplitter(options: FrameDecoderOptions = {}): JsonArraySplitter {
  const item = createBoundedText(options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES)
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isClosed = false
  let items: string[] = []

  function takeItem(rest: string): void {
    item.append(rest)
    const text = item.take().trim()
    if (text !== '') items.push(text)
  }

  /** Reads one mark; says whether what stands before it, and it, are no part of an item. */
  function readMark(mark: string, before: string): boolean {
    if (mark === '"') {
      isInString = !isInString
      return false
    }
    if (mark === '[' || mark === '{') return depth++ === 0
    if (mark === ',') {
      if (depth !== 1) return false
      takeItem(before)
      return true
    }
    depth--
    if (depth > 0) return false
    takeItem(before)
    isClosed = true
    return true
  }

  /** Where the next mark stands, behind an escape that the piece before may have begun. */
  function findMark(text: string, from: number): number {
    const start = isEscaped ? from + 1 : from
    isEscaped = false
    const pattern = isInString ? STRING_MARK : MARK
    pattern.lastIndex = start
    return pattern.exec(text)?.index ?? -1
  }

  return {
    push(text) {
      items = []
      let start = 0
      let next = 0
      while (!isClosed && next < text.length) {
        const index = findMark(text, next)
        if (index === -1) break
        const mark = text.charAt(index)
        next = index + 1
        if (mark === '\\') isEscaped = true
        else if (readMark(mark, text.slice(start, index))) start = next
      }
      if (!isClosed) item.append(text.slice(start))
      return items
    },
    get isClosed() {
      return isClosed
    },
  }
}

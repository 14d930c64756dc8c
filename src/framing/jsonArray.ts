import { createBoundedText } from './boundedText.ts'
import { DEFAULT_MAX_EVENT_BYTES, type FrameDecoderOptions } from './frame.ts'

/** Takes the items out of a JSON array while it is still being written. */
export interface JsonArraySplitter {
  /**
   * Takes the next piece of text; gives the text of each item that is whole now.
   * @throws {StreamError} of kind `limit` when an item is too large. Those that were whole before it are always given
   * first: when one call holds both, the next call throws.
   */
  push(text: string): readonly string[]
  /** The last array was closed: nothing is missing. */
  readonly isClosed: boolean
}

/** All that can change where an item ends: outside of a string, and inside of one. */
const MARK = /[[\]{},"]/g
const STRING_MARK = /["\\]/g

/**
 * Makes the splitter for one array, from its opening bracket on, or for several, one behind the other. It looks at brackets and strings alone: whether an item
 * is JSON, its reader finds out. Every character is looked at once, wherever the text is cut.
 */
export function createJsonArraySplitter(options: FrameDecoderOptions = {}): JsonArraySplitter {
  const item = createBoundedText(options.maxEventBytes ?? DEFAULT_MAX_EVENT_BYTES)
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isClosed = false
  let items: string[] = []
  let failure: unknown

  function takeItem(rest: string): void {
    item.append(rest)
    const text = item.take().trim()
    if (text !== '') items.push(text)
  }

  /** Reads one mark; says whether what stands before it, and it, are no part of an item. */
  function readMark(mark: string, before: string): boolean {
    if (isClosed && mark !== '[') return true
    isClosed = false
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

  function read(text: string): void {
    let start = 0
    let next = 0
    while (next < text.length) {
      const index = findMark(text, next)
      if (index === -1) break
      const mark = text.charAt(index)
      next = index + 1
      if (mark === '\\') isEscaped = true
      else if (readMark(mark, text.slice(start, index))) start = next
    }
    if (!isClosed) item.append(text.slice(start))
  }

  return {
    push(text) {
      if (failure !== undefined) throw failure
      items = []
      try {
        read(text)
      } catch (error) {
        failure = error
        if (items.length === 0) throw error
      }
      return items
    },
    get isClosed() {
      return isClosed
    },
  }
}

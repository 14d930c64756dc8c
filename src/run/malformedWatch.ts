import type { StreamEvent } from '../dialects/events.ts'
import { MALFORMED_CODES } from '../dialects/payload/malformedFrame.ts'
import { StreamError } from '../errors/streamError.ts'
import type { Frame } from '../framing/frame.ts'

/** With so many unreadable events in a row it is not a stray one: this is another format. */
const MOST_IN_A_ROW = 20
const QUOTED_LENGTH = 200

/**
 * Makes a watch over what a dialect made of each frame.
 * @throws {StreamError} of kind `protocol` when too many frames in a row were unreadable; it quotes the first.
 */
export function createMalformedWatch(): (frame: Frame, events: readonly StreamEvent[]) => void {
  let inRow = 0
  let first = ''

  return (frame, events) => {
    if (!hasMalformed(events)) {
      inRow = 0
      return
    }
    if (inRow === 0) first = (frame.data ?? '').slice(0, QUOTED_LENGTH)
    inRow++
    if (inRow < MOST_IN_A_ROW) return
    throw new StreamError(
      'protocol',
      `${inRow} events in a row could not be read; the first of them: ${first}`,
    )
  }
}

/** A loop and no function for each event: it is asked of every token. */
function hasMalformed(events: readonly StreamEvent[]): boolean {
  for (const event of events) if (isMalformed(event)) return true
  return false
}

function isMalformed(event: StreamEvent): boolean {
  return (
    event.type === 'error' &&
    event.scope === 'item' &&
    event.code !== undefined &&
    MALFORMED_CODES.has(event.code)
  )
}

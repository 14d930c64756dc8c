import type { Frame, FrameDecoder } from './frame.ts'
import { BYTE_ORDER_MARK } from './lines.ts'

/**
 * Gives each piece of a plain text body as a frame of its own, as it is.
 *
 * The pieces add up to the body without its byte order mark. The first half of a surrogate pair waits for the other
 * one, so no frame ends in the middle of a character. Nothing is collected, so there is nothing to limit.
 */
export function createRawTextDecoder(): FrameDecoder {
  let isFirst = true
  let heldHalf = ''

  return {
    push(text) {
      if (text === '') return []
      const start = isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
      const end = isHighSurrogate(text.charCodeAt(text.length - 1)) ? text.length - 1 : text.length
      const data = heldHalf + text.slice(start, end)
      isFirst = false
      heldHalf = text.slice(end)
      return toFrames(data)
    },
    end() {
      const rest = heldHalf
      heldHalf = ''
      return toFrames(rest)
    },
  }
}

function toFrames(data: string): readonly Frame[] {
  return data === '' ? [] : [{ event: '', data, id: undefined }]
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

import type { Frame } from '../framing/frame.ts'

/**
 * Says which frames of a resumed stream were delivered before: backends that start over instead of going on send them
 * again.
 *
 * Only numbers tell that, and only as long as all ids are numbers; after the first new one nothing is a repetition.
 */
export function createRepeatFilter(lastEventId: string | undefined): (frame: Frame) => boolean {
  const last = readNumber(lastEventId)
  let mayRepeat = last !== undefined

  return ({ id }) => {
    if (!mayRepeat || last === undefined || id === undefined) return false
    const number = readNumber(id)
    mayRepeat = number !== undefined && number <= last
    return mayRepeat
  }
}

function readNumber(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

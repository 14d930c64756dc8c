/**
 * Counts what is missing between numbered ids. Only ids that run on one by one tell that: numbers with steps in between
 * are somebody's offsets, times, or shared with other streams.
 */
export function createGapCounter() {
  let last: number | undefined
  let steps = 0
  let jumps = 0

  return {
    countBefore(id: string, isResumed: boolean): number {
      const number = readNumber(id)
      const before = last
      if (number === undefined) {
        last = undefined
        steps = 0
        return 0
      }
      // One that comes late is in no place to say anything about the next.
      if (before !== undefined && number < before && isResumed) return 0
      last = number
      if (before === undefined || number === before) return 0
      if (number === before + 1) {
        steps++
        return 0
      }
      const isGap = number > before && steps > jumps
      jumps++
      return isGap ? number - before - 1 : 0
    },
  }
}

/** The number that an id is, if it is one. */
export function readNumber(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

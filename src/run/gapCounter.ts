/** How many numbers that were given up are remembered, for the case that they come after all. */
const MOST_MISSED = 1024

/**
 * Counts what is missing between numbered ids. Only ids that run on one by one tell that: numbers with steps in between
 * are somebody's offsets, times, or shared with other streams.
 */
export interface GapCounter {
  /** The frame of this id is read now. Gives how many numbers are missing before it. */
  countBefore(id: string, isResumed: boolean): number
  /** The number came without an event: if it is the next one, nothing is missing there. */
  pass(number: number): void
  /** Whether the number was given up as missing; from then on it is not. */
  takeLate(number: number): boolean
  /** Whether the number lies between numbers that were read. */
  isWithin(number: number): boolean
  /** Whether numbers between the last one and this one may still be on their way. */
  isAhead(number: number): boolean
  /** So many numbers that wait for others are neighbours: they do run on one by one. */
  trust(neighbours: number): void
  /** The numbers have run on one by one so far. */
  readonly runsOn: boolean
  /** The number that was read last. */
  readonly last: number | undefined
  /** What was missed and has not come since. */
  readonly missing: number
}

/** @param seed the number of the event that the stream goes on behind */
export function createGapCounter(seed?: number): GapCounter {
  const missed = new Set<number>()
  let last = seed
  let lowest = seed ?? Number.POSITIVE_INFINITY
  let highest = seed ?? -1
  let steps = 0
  let jumps = 0
  let missing = 0
  /** The numbers began where numbers do, or behind a known one, and nothing speaks against single steps yet. */
  let isPromising = seed !== undefined

  function note(from: number, to: number): void {
    missing += to - from - 1
    for (let number = from + 1; number < to && missed.size < MOST_MISSED; number++) {
      missed.add(number)
    }
  }

  return {
    countBefore(id, isResumed) {
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
      lowest = Math.min(lowest, number)
      highest = Math.max(highest, number)
      if (before === undefined) {
        isPromising = number <= 1
        return 0
      }
      if (number === before) return 0
      isPromising = false
      if (number === before + 1) {
        steps++
        return 0
      }
      const isGap = number > before && steps > jumps
      jumps++
      if (isGap) note(before, number)
      return isGap ? number - before - 1 : 0
    },
    pass(number) {
      if (last === undefined || number !== last + 1) return
      last = number
      highest = Math.max(highest, number)
      steps++
    },
    takeLate(number) {
      if (!missed.delete(number)) return false
      missing--
      return true
    },
    isWithin: (number) => lowest < number && number < highest,
    isAhead(number) {
      if (last === undefined || number <= last + 1 || number <= highest) return false
      return isPromising || steps > jumps
    },
    trust(neighbours) {
      steps += neighbours
    },
    get runsOn() {
      return steps > jumps
    },
    get last() {
      return last
    },
    get missing() {
      return missing
    },
  }
}

/** The number that an id is, if it is one. */
export function readNumber(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

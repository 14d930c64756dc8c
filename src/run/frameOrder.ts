import type { Frame } from '../framing/frame.ts'
import { type GapCounter, readNumber } from './gapCounter.ts'

/** Puts numbered frames that were overtaken by later ones back into their place. */
export interface FrameOrder {
  /** Gives the frames whose turn it is now, which may be none. */
  sift(frame: Frame, id: string | undefined): readonly Frame[]
  /** Nobody waits any longer: gives all that is held, in order. */
  giveUp(): readonly Frame[]
  /** What is held, in order; it stays held, for another response may bring what is missing. */
  readonly rest: readonly Frame[]
  /** The next frames come from another response. */
  resume(): void
  readonly isHolding: boolean
}

/** So many numbers without a neighbour among them do not run on one by one. */
const STRANGERS = 8

const NOTHING: readonly Frame[] = []

/**
 * Makes the order of one stream. Frames whose numbers run on are given at once; one that comes too early waits for those
 * before it, but with no more than `maxHeld` frames altogether.
 *
 * What is held outlives a break, since the server goes on behind the gap. If it then says a held frame again, the new one
 * counts; it may also go on without.
 */
export function createFrameOrder(gaps: GapCounter, maxHeld: number): FrameOrder {
  const held = new Map<number, Frame[]>()
  /** Those of the numbers that an earlier response brought. */
  let kept = new Set<number>()
  /** How many frames of an earlier response were given before this response could say them again. */
  let given = new Map<number, number>()
  let count = 0
  /** The number that the last frame of this response came under. */
  let arrived: number | undefined
  /** Several frames may come under one id. */
  let hasFollowers = false

  function take(number: number): readonly Frame[] {
    const frames = held.get(number) ?? NOTHING
    held.delete(number)
    count -= frames.length
    if (kept.delete(number)) given.set(number, frames.length)
    return frames
  }

  function hold(number: number, frame: Frame): void {
    if (kept.has(number)) drop(number)
    const frames = held.get(number)
    if (frames === undefined) held.set(number, [frame])
    else frames.push(frame)
    count++
  }

  function drop(number: number): void {
    count -= held.get(number)?.length ?? 0
    held.delete(number)
    kept.delete(number)
  }

  function sortedNumbers(): readonly number[] {
    return [...held.keys()].toSorted((one, other) => one - other)
  }

  /** The held frames that follow on the number, up to another gap. */
  function takeBehind(number: number): readonly Frame[] {
    const frames: Frame[] = []
    for (let next = number + 1; held.has(next); next++) frames.push(...take(next))
    return frames
  }

  function countNeighbours(numbers: readonly number[]): number {
    return numbers.filter((number, index) => number - 1 === (numbers[index - 1] ?? gaps.last))
      .length
  }

  function giveUp(): readonly Frame[] {
    const numbers = sortedNumbers()
    gaps.trust(countNeighbours(numbers))
    return numbers.flatMap(take)
  }

  /** Gives up the first of the gaps, and of the next ones as many as it takes. */
  function makeRoom(): readonly Frame[] {
    if (!gaps.runsOn && held.size >= STRANGERS && countNeighbours(sortedNumbers()) === 0)
      return giveUp()
    if (count <= maxHeld) return NOTHING
    const numbers = sortedNumbers()
    gaps.trust(countNeighbours(numbers))
    const [first = 0] = numbers
    return [...takeBehind(first - 1), ...makeRoom()]
  }

  /** Comes under the id of the frame before it, as what has no id of its own does. */
  function siftFollower(frame: Frame, number: number): readonly Frame[] {
    if (held.has(number)) {
      hold(number, frame)
      return makeRoom()
    }
    const isUsual = hasFollowers
    hasFollowers = true
    // It may just as well be the end of the stream, which says no number: nothing may be left behind it.
    return held.size === 0 || isUsual ? [frame] : [...giveUp(), frame]
  }

  function siftNumbered(frame: Frame, number: number): readonly Frame[] {
    const ready: Frame[] = []
    let last = gaps.last ?? number
    for (; last + 1 < number && held.has(last + 1); last++) ready.push(...take(last + 1))
    if (number > last + 1 && gaps.isAhead(number)) {
      hold(number, frame)
      return [...ready, ...makeRoom()]
    }
    if (wasGiven(number)) return ready
    if (kept.has(number)) drop(number)
    // Where more frames may come under this id, or a held one again, they are waited for.
    const goesOn = number >= last && !hasFollowers && !kept.has(number + 1)
    return [...ready, frame, ...(goesOn ? takeBehind(number) : NOTHING)]
  }

  function wasGiven(number: number): boolean {
    const left = given.get(number) ?? 0
    if (left > 0) given.set(number, left - 1)
    return left > 0
  }

  return {
    sift(frame, id) {
      const number = readNumber(id)
      const before = arrived
      arrived = number ?? (id === undefined ? arrived : undefined)
      if (number !== undefined && number === before) hasFollowers ||= held.size === 0
      if (held.size === 0 && given.size === 0) {
        if (number === undefined || !gaps.isAhead(number)) return [frame]
      }
      if (number === undefined) {
        if (id !== undefined) return [...giveUp(), frame]
        return before === undefined ? [frame] : siftFollower(frame, before)
      }
      return number === before && !given.has(number)
        ? siftFollower(frame, number)
        : siftNumbered(frame, number)
    },
    giveUp,
    get rest() {
      const numbers = sortedNumbers()
      gaps.trust(countNeighbours(numbers))
      return numbers.flatMap((number) => held.get(number) ?? NOTHING)
    },
    resume() {
      arrived = undefined
      given = new Map()
      for (const [number, frames] of held) {
        const whole = frames.filter(({ truncated }) => truncated === undefined)
        count -= frames.length - whole.length
        if (whole.length === 0) held.delete(number)
        else held.set(number, whole)
      }
      kept = new Set(held.keys())
    },
    get isHolding() {
      return held.size > 0
    },
  }
}

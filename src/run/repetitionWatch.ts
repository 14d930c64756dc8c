import type { Frame } from '../framing/frame.ts'
import { createFrameMemory, describeFrame, type FrameMemory } from './frameMemory.ts'
import { readNumber } from './gapCounter.ts'

/** Remembers what was read of a stream, so that a response which comes after a break is not read twice. */
export interface RepetitionWatch {
  readonly memory: FrameMemory
  /** The next frames come from another response, which goes on behind `lastEventId` or starts over. */
  resume(): void
  readonly isResumed: boolean
  /** Some frame had an id. */
  readonly hasIds: boolean
  /** The id alone tells where in the stream the frame belongs. */
  isPlaced(id: string | undefined): boolean
  /** The id is that of the last frame before the break. */
  isCursor(id: string | undefined): boolean
  /** Whether a frame of a response behind a break was read before. To be asked once of each, in their order. */
  isRepeated(frame: Frame, id: string | undefined): boolean
  /** Whether one that was read before says something else now. Told of the first of a response only. */
  isAltered(frame: Frame, id: string | undefined): boolean
  /** The frame was read whole. */
  commit(frame: Frame, id: string | undefined): void
  /** The stream goes on behind this id, which came in a block of its own; `false`: it takes nothing further. */
  pass(id: string): boolean
  /** Id of the last frame that was read whole. */
  readonly lastEventId: string | undefined
}

/** How many frames without an id are remembered, from before the first one with an id. */
const MOST_OPENING = 16

/**
 * Makes the watch of one stream, which goes on behind `startId` or begins with what is read first.
 *
 * Within one response nothing is a repetition: ids need not be unique, and one stays in force for all frames until the
 * next. After a break a frame is a repetition when its id was read, or when it has a number that lies behind all that is
 * remembered, or when the response starts over and has not come to the place of the break yet.
 */
export function createRepetitionWatch(startId?: string): RepetitionWatch {
  const memory = createFrameMemory()
  const opening: string[] = []
  let lastEventId = startId
  let isResumed = startId !== undefined
  /** How many frames were read under the last id. */
  let underLast = startId === undefined ? 0 : 1
  /** How many of them have no id of their own. */
  let followers = 0
  /** The first of those. */
  let follower: string | undefined
  let firstId: string | undefined
  let hasIds = false
  /** Numbers up to this one count as read. */
  let floor = readNumber(startId) ?? -1
  let cursor = { id: lastEventId, frames: underLast, followers, follower }
  let position = startResponse()
  if (startId !== undefined) remember(startId)

  function remember(id: string, frame?: Frame): void {
    hasIds = true
    const forgotten = memory.note(id, frame)
    if (forgotten !== undefined) floor = Math.max(floor, readNumber(forgotten) ?? -1)
  }

  function moveTo(id: string, frames: number): void {
    // HTML standard: an empty id takes the one in force away.
    lastEventId = id || undefined
    underLast = frames
    followers = 0
    follower = undefined
  }

  function commitFollower(frame: Frame): void {
    underLast++
    followers++
    follower ??= describeFrame(frame)
  }

  /**
   * Before the first id of a response. A server that names only some events goes on behind the last one that it named,
   * with those that followed it; one that starts over begins with those that came before the first.
   */
  function isNamelessRepeated(description: string): boolean {
    if (position.nameless === 0 && description === cursor.follower) {
      position.followers = cursor.followers
    }
    position.nameless++
    if (position.nameless <= position.followers) return true
    position.isKnownOpening &&= opening[position.nameless - 1] === description
    return position.isKnownOpening
  }

  function isIdRepeated(id: string): boolean {
    if (id === cursor.id) {
      position.startsOver = false
      position.underCursor++
      return position.underCursor <= cursor.frames
    }
    // In force since the frame before, which was new.
    if (id === lastEventId) return false
    if (memory.has(id)) return true
    const number = readNumber(id)
    if (number === undefined) return position.startsOver
    // A server that starts over counts up to the break first; a low number behind it is something else.
    return number <= floor && !position.hasNews
  }

  /** A server that says again what is known does not take the cursor back. */
  function isBehind(id: string): boolean {
    if (!isResumed) return memory.has(id)
    return position.isRepeating || memory.has(id) || (readNumber(id) ?? Infinity) <= floor
  }

  return {
    memory,
    resume() {
      isResumed = true
      cursor = { id: lastEventId, frames: underLast, followers, follower }
      position = startResponse()
    },
    isPlaced(id) {
      if (!id) return false
      return id === cursor.id || memory.has(id) || readNumber(id) !== undefined
    },
    isCursor: (id) => id === cursor.id,
    isRepeated(frame, id) {
      if (id === undefined || id === '') {
        return position.hasId ? position.isRepeating : isNamelessRepeated(describeFrame(frame))
      }
      if (!position.hasId) position.startsOver = id === firstId && id !== cursor.id
      position.hasId = true
      position.isRepeating = isIdRepeated(id)
      position.hasNews ||= !position.isRepeating
      return position.isRepeating
    },
    // A server that says known events otherwise may well do so with all of them.
    isAltered(frame, id) {
      if (!id || frame.truncated || position.hasAltered) return false
      position.hasAltered = memory.isKnown(id, frame) === false
      return position.hasAltered
    },
    commit(frame, id) {
      const idInForce = id ?? lastEventId
      if (idInForce) remember(idInForce, frame)
      if (id === undefined) {
        if (firstId === undefined && opening.length < MOST_OPENING)
          opening.push(describeFrame(frame))
        if (lastEventId !== undefined) commitFollower(frame)
        return
      }
      if (id !== '') firstId ??= id
      // Under an id that came in a block of its own, this is the first frame.
      if (id === lastEventId && underLast > 0) commitFollower(frame)
      else moveTo(id, 1)
    },
    pass(id) {
      if (id === (lastEventId ?? '') || isBehind(id)) return false
      if (id !== '') remember(id)
      moveTo(id, 0)
      return true
    },
    get isResumed() {
      return isResumed
    },
    get hasIds() {
      return hasIds
    },
    get lastEventId() {
      return lastEventId
    },
  }
}

/** Where the reading of one response stands, as far as repetitions go. */
function startResponse() {
  return {
    /** Frames before the first id. */
    nameless: 0,
    /** How many of them are known from behind the cursor. */
    followers: 0,
    /** They are the same as those at the very start so far. */
    isKnownOpening: true,
    underCursor: 0,
    hasId: false,
    hasNews: false,
    isRepeating: false,
    hasAltered: false,
    startsOver: false,
  }
}

import { bareIdsBefore } from '../framing/bareIds.ts'
import type { Frame } from '../framing/frame.ts'
import { createFrameMemory, describeFrame } from './frameMemory.ts'
import { createFrameOrder } from './frameOrder.ts'
import { createGapCounter, readNumber } from './gapCounter.ts'
import { createReplayWatch } from './replayWatch.ts'
import { createRestartWatch } from './restartWatch.ts'

/** What a frame is; see {@link FrameLedger.judge}. */
export type Verdict = 'repeated' | 'altered' | 'late' | 'other' | number

/** Remembers which frames of a stream were read, over all the responses that the stream is spread over. */
export interface FrameLedger {
  /** The next frames come from another response, which goes on behind `lastEventId` or starts over. */
  resume(): void
  /** Whether there is anything to judge by: a frame without an id in a stream that never broke is new. */
  readonly judges: (frame: Frame) => boolean
  /**
   * Gives the frames that can be judged now, which may be none: a response that says the stream again under other ids,
   * or under none, is known only once some of it has come, and one that was overtaken may be on its way.
   */
  sift(frame: Frame): readonly Frame[]
  /** Nobody waits any longer for what was overtaken: gives the frames that were held for it. */
  giveUp(): readonly Frame[]
  /** The response is over. Gives what is held; without being committed, it is still asked for again. */
  rest(): readonly { readonly frame: Frame; readonly verdict: Verdict }[]
  /**
   * Says what a frame is: `'repeated'` when it was read before, `'altered'` when it is the first of its response that was,
   * but said something else, `'late'` when later ones were read before it, `'other'` when it is the first of another answer
   * whose ids begin anew, else how many numbered frames are missing before it.
   */
  judge(frame: Frame): Verdict
  /** The frame was read whole. */
  readonly commit: (frame: Frame) => void
  /** All frames up to this event id were read; a block of nothing but an id moves the cursor too. */
  pass(id: string | undefined): void
  /** The id that the frame goes by. */
  idOf(frame: Frame): string | undefined
  /** How many numbered frames never came. */
  readonly missing: number
  /** Something waits for frames that were overtaken. */
  readonly isHolding: boolean
  /** Id of the last frame that was read whole; the server goes on behind it. */
  readonly lastEventId: string | undefined
}

export interface FrameLedgerOptions {
  /** The stream is resumed from the start, behind this event. */
  readonly lastEventId?: string | undefined
  /** Where a backend keeps its cursor. Default: the id of the event stream. */
  readonly cursorOf?: ((frame: Frame) => string | undefined) | undefined
  /** Most frames that wait for others that were overtaken. Default: 0, every frame is judged as it comes. */
  readonly maxHeld?: number | undefined
}

/** How many frames without an id are remembered, from before the first one with an id. */
const MOST_OPENING = 16

/**
 * Makes the ledger of one stream.
 *
 * Within one response nothing is a repetition: ids need not be unique, and one stays in force for all frames until the
 * next. After a break a frame is a repetition when its id was read, or when it has a number that lies behind all that is
 * remembered, or when the response starts over and has not come to the place of the break yet.
 */
export function createFrameLedger(options: FrameLedgerOptions = {}): FrameLedger {
  const { cursorOf } = options
  let askedFrame: Frame | undefined
  let askedId: string | undefined
  let memory = createFrameMemory()
  const opening: string[] = []
  let gaps = createGapCounter(readNumber(options.lastEventId))
  let order = createFrameOrder(gaps, options.maxHeld ?? 0)
  const replay = createReplayWatch()
  let restart = createRestartWatch(memory)
  let lastEventId = options.lastEventId || undefined
  /** How many frames were read under that id. */
  let underLast = lastEventId === undefined ? 0 : 1
  /** How many of them have no id of their own. */
  let followers = 0
  /** Missing among what is held at the end of a response. */
  let missingInRest = 0
  let firstId: string | undefined
  /** Another answer has begun, and nobody was told of it yet. */
  let isAnew = false
  /** The first frame without an id of its own behind the last one with an id. */
  let follower: string | undefined
  let hasIds = false
  /** Numbers up to this one count as read. */
  let floor = readNumber(lastEventId) ?? -1

  let isResumed = lastEventId !== undefined
  let cursor = { id: lastEventId, frames: underLast, followers, follower }
  let position = startResponse()
  if (lastEventId !== undefined) remember(lastEventId)

  /** Each frame is asked about more than once, and a cursor may have to be parsed out of it. */
  function readId(frame: Frame): string | undefined {
    if (cursorOf === undefined) return frame.id
    if (askedFrame === frame) return askedId
    askedFrame = frame
    askedId = cursorOf(frame)
    return askedId
  }

  function remember(id: string, frame?: Frame): void {
    hasIds = true
    const forgotten = memory.note(id, frame)
    if (forgotten !== undefined) floor = Math.max(floor, readNumber(forgotten) ?? -1)
  }

  function startId(frames: number): void {
    underLast = frames
    followers = 0
    follower = undefined
  }

  function commitFollower(frame: Frame): void {
    underLast++
    followers++
    follower ??= describeFrame(frame)
  }

  function isRepeated(frame: Frame, id: string | undefined): boolean {
    if (id === undefined || id === '') {
      return position.hasId ? position.isRepeating : isNamelessRepeated(describeFrame(frame))
    }
    if (!position.hasId) position.startsOver = id === firstId && id !== cursor.id
    position.hasId = true
    position.isRepeating = isIdRepeated(id)
    position.hasNews ||= !position.isRepeating
    return position.isRepeating
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

  /** The id alone tells where in the stream the frame belongs. */
  function isPlaced(id: string | undefined): boolean {
    if (!id) return false
    return id === cursor.id || memory.has(id) || readNumber(id) !== undefined
  }

  /** A server that says again what is known does not take the cursor back. */
  function isBehind(id: string): boolean {
    if (!isResumed) return memory.has(id)
    return position.isRepeating || memory.has(id) || (readNumber(id) ?? Infinity) <= floor
  }

  /** Ids that begin anew have nothing to do with those before. */
  function beginAnew(): void {
    memory = createFrameMemory()
    restart = createRestartWatch(memory)
    opening.length = 0
    floor = -1
    firstId = undefined
    lastEventId = undefined
    startId(0)
    cursor = { id: undefined, frames: 0, followers: 0, follower: undefined }
    position = startResponse()
    gaps = createGapCounter()
    order = createFrameOrder(gaps, options.maxHeld ?? 0)
    isAnew = true
  }

  function siftPlaced(frame: Frame): readonly Frame[] {
    const id = readId(frame)
    const frames = restart.sift(frame, id, id === cursor.id)
    if (restart.isOther) beginAnew()
    const [only] = frames
    if (only === frame) return order.sift(frame, id)
    return frames.flatMap((one) => order.sift(one, readId(one)))
  }

  /** It is told of once per response: a server that says known events otherwise may well do so with all of them. */
  function isAltered(frame: Frame, id: string | undefined): boolean {
    if (!id || frame.truncated || position.hasAltered) return false
    position.hasAltered = memory.isKnown(id, frame) === false
    return position.hasAltered
  }

  /** An id that came in a block of its own is no event, and none is missing there. */
  function passNumber(id: string): void {
    const number = options.cursorOf === undefined ? readNumber(id) : undefined
    if (number !== undefined) gaps.pass(number)
  }

  /** Behind a break a number is asked for once; within a response it may be counted anew. */
  function isLate(id: string): boolean {
    const number = readNumber(id)
    if (number === undefined || id === lastEventId) return false
    return gaps.takeLate(number) || (isResumed && !memory.has(id) && gaps.isWithin(number))
  }

  return {
    resume() {
      isResumed = true
      cursor = { id: lastEventId, frames: underLast, followers, follower }
      position = startResponse()
      replay.resume()
      order.resume()
      restart.resume()
      missingInRest = 0
    },
    judges: ({ id, truncated }) =>
      id !== undefined || truncated || isResumed || hasIds || cursorOf !== undefined,
    sift(frame) {
      for (const id of bareIdsBefore(frame)) passNumber(id)
      const sifted = replay.sift(frame, isPlaced(readId(frame)))
      const [only] = sifted
      return only === frame ? siftPlaced(frame) : sifted.flatMap(siftPlaced)
    },
    giveUp: () => order.giveUp(),
    rest() {
      let last = gaps.last
      const rest = order.rest.map((frame) => {
        const number = readNumber(readId(frame)) ?? last ?? 0
        const missing = gaps.runsOn ? Math.max(0, number - (last ?? number) - 1) : 0
        last = number
        missingInRest += missing
        return { frame, verdict: missing }
      })
      const doubtful = restart.doubtful.map((frame, index) => {
        const verdict: Verdict = index === 0 ? 'other' : 0
        return { frame, verdict }
      })
      return [...doubtful, ...rest]
    },
    judge(frame) {
      const id = readId(frame)
      if (isAnew) {
        isAnew = false
        if (id) gaps.countBefore(id, false)
        return 'other'
      }
      if (isResumed && isRepeated(frame, id)) return isAltered(frame, id) ? 'altered' : 'repeated'
      if (id && isLate(id)) return 'late'
      return id ? gaps.countBefore(id, isResumed) : 0
    },
    commit(frame) {
      if (frame.truncated) return
      replay.note(frame)
      const id = readId(frame)
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
      if (id === lastEventId && underLast > 0) {
        commitFollower(frame)
        return
      }
      startId(1)
      // HTML standard: an empty id takes the one in force away.
      lastEventId = id || undefined
    },
    pass(id) {
      // Where the payload holds the cursor, the event stream's own ids mean something else.
      if (id === undefined || cursorOf !== undefined) return
      if (replay.isHolding || order.isHolding || restart.doubtful.length > 0) return
      if (id === (lastEventId ?? '') || isBehind(id)) return
      if (id !== '') remember(id)
      passNumber(id)
      lastEventId = id || undefined
      startId(0)
    },
    idOf: (frame) => (frame.truncated ? undefined : readId(frame) || undefined),
    get missing() {
      return gaps.missing + missingInRest
    },
    get isHolding() {
      return order.isHolding
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

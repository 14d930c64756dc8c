import { bareIdsBefore } from '../framing/bareIds.ts'
import type { Frame } from '../framing/frame.ts'
import { createFrameOrder } from './frameOrder.ts'
import { createGapCounter, readNumber } from './gapCounter.ts'
import { createRepetitionWatch } from './repetitionWatch.ts'
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

/**
 * Makes the ledger of one stream: it asks those who watch for repetitions, gaps, replays and other answers, in the order
 * in which one makes the next sure of what it sees.
 */
export function createFrameLedger(options: FrameLedgerOptions = {}): FrameLedger {
  const { cursorOf } = options
  let askedFrame: Frame | undefined
  let askedId: string | undefined
  const startId = options.lastEventId || undefined
  let repetition = createRepetitionWatch(startId)
  let gaps = createGapCounter(readNumber(startId))
  let order = createFrameOrder(gaps, options.maxHeld ?? 0)
  const replay = createReplayWatch()
  let restart = createRestartWatch(repetition.memory)
  /** Missing among what is held at the end of a response. */
  let missingInRest = 0
  /** Another answer has begun, and nobody was told of it yet. */
  let isAnew = false

  /** Each frame is asked about more than once, and a cursor may have to be parsed out of it. */
  function readId(frame: Frame): string | undefined {
    if (cursorOf === undefined) return frame.id
    if (askedFrame === frame) return askedId
    askedFrame = frame
    askedId = cursorOf(frame)
    return askedId
  }

  /** Ids that begin anew have nothing to do with those before. */
  function beginAnew(): void {
    repetition = createRepetitionWatch()
    repetition.resume()
    restart = createRestartWatch(repetition.memory)
    gaps = createGapCounter()
    order = createFrameOrder(gaps, options.maxHeld ?? 0)
    isAnew = true
  }

  function siftPlaced(frame: Frame): readonly Frame[] {
    const id = readId(frame)
    const frames = restart.sift(frame, id, repetition.isCursor(id))
    if (restart.isOther) beginAnew()
    const [only] = frames
    if (only === frame) return order.sift(frame, id)
    return frames.flatMap((one) => order.sift(one, readId(one)))
  }

  /** An id that came in a block of its own is no event, and none is missing there. */
  function passNumber(id: string): void {
    const number = cursorOf === undefined ? readNumber(id) : undefined
    if (number !== undefined) gaps.pass(number)
  }

  /** Behind a break a number is asked for once; within a response it may be counted anew. */
  function isLate(id: string): boolean {
    const { memory, isResumed, lastEventId } = repetition
    const number = readNumber(id)
    if (number === undefined || id === lastEventId) return false
    return gaps.takeLate(number) || (isResumed && !memory.has(id) && gaps.isWithin(number))
  }

  return {
    resume() {
      repetition.resume()
      replay.resume()
      order.resume()
      restart.resume()
      missingInRest = 0
    },
    judges: ({ id, truncated }) =>
      id !== undefined ||
      truncated ||
      repetition.isResumed ||
      repetition.hasIds ||
      cursorOf !== undefined,
    sift(frame) {
      for (const id of bareIdsBefore(frame)) passNumber(id)
      const sifted = replay.sift(frame, repetition.isPlaced(readId(frame)))
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
      const { isResumed } = repetition
      if (isResumed && repetition.isRepeated(frame, id))
        return repetition.isAltered(frame, id) ? 'altered' : 'repeated'
      if (id && isLate(id)) return 'late'
      return id ? gaps.countBefore(id, isResumed) : 0
    },
    commit(frame) {
      if (frame.truncated) return
      replay.note(frame)
      repetition.commit(frame, readId(frame))
    },
    pass(id) {
      // Where the payload holds the cursor, the event stream's own ids mean something else.
      if (id === undefined || cursorOf !== undefined) return
      if (replay.isHolding || order.isHolding || restart.doubtful.length > 0) return
      if (repetition.pass(id)) passNumber(id)
    },
    idOf: (frame) => (frame.truncated ? undefined : readId(frame) || undefined),
    get missing() {
      return gaps.missing + missingInRest
    },
    get isHolding() {
      return order.isHolding
    },
    get lastEventId() {
      return repetition.lastEventId
    },
  }
}

import type { Frame } from '../framing/frame.ts'
import { describeFrame } from './frameMemory.ts'

/** Notices a response that says the stream again from its start under other ids, or under none. */
export interface ReplayWatch {
  /** The frame was read. */
  note(frame: Frame): void
  /** The next frames come from another response. */
  resume(): void
  /**
   * Gives the frames that are to be judged now: none while it is open whether the response is a replay, and none for as
   * long as it is one.
   *
   * @param isPlaced the frame's own id says where in the stream it belongs.
   */
  sift(frame: Frame, isPlaced: boolean): readonly Frame[]
  /** What has come so far counts for nothing, or not yet: no cursor may be moved by it. */
  readonly isHolding: boolean
}

/** How many frames must be the same before a response counts as a replay, if that many were read. */
const OPENING = 16

const NOTHING: readonly Frame[] = []

/**
 * Makes the watch of one stream.
 *
 * A frame that looks like the first one may be news: words come again. So what looks like the opening waits until all of
 * the opening has come, or something else; an opening that says the same over and over proves nothing. What still waits
 * when the response breaks comes again, since the cursor has not passed it.
 */
export function createReplayWatch(): ReplayWatch {
  const opening: string[] = []
  let read = 0
  /** How many frames were read before this response. */
  let known = 0
  let position = 0
  let held: Frame[] = []
  let isWatching = false

  function letGo(frame: Frame): readonly Frame[] {
    const frames = [...held, frame]
    isWatching = false
    held = []
    return frames
  }

  return {
    note(frame) {
      if (opening.length < OPENING) opening.push(describeFrame(frame))
      read++
    },
    resume() {
      known = read
      position = 0
      held = []
      isWatching = new Set(opening).size > 1
    },
    sift(frame, isPlaced) {
      if (!isWatching) return [frame]
      if (isPlaced || position === known) return letGo(frame)
      if (position < opening.length) {
        if (opening[position] !== describeFrame(frame)) return letGo(frame)
        held.push(frame)
      }
      position++
      if (position === opening.length) held = []
      return NOTHING
    },
    get isHolding() {
      return isWatching && position > 0
    },
  }
}

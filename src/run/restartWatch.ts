import type { Frame } from '../framing/frame.ts'
import type { FrameMemory } from './frameMemory.ts'

/** Tells a response that says known events again from one that gives their ids to others. */
export interface RestartWatch {
  /** The next frames come from another response. */
  resume(): void
  /**
   * Gives the frames that are to be judged now: none while it is open which of the two the response is.
   * @param isCursor the id is that of the last frame before the break, which more frames may come under.
   */
  sift(frame: Frame, id: string | undefined, isCursor: boolean): readonly Frame[]
  /** The response is another answer: its ids have nothing to do with those before. */
  readonly isOther: boolean
  /** What is not decided about. */
  readonly doubtful: readonly Frame[]
}

/** So many known ids with other events, and none with its own, make another answer. */
const PROOF = 3

/** Makes the watch of one stream. As soon as one event is the same, the response is a replay. */
export function createRestartWatch(memory: Pick<FrameMemory, 'isKnown'>): RestartWatch {
  let doubtful: Frame[] = []
  let isWatching = false
  let isOther = false

  function decide(other: boolean, frame: Frame): readonly Frame[] {
    const frames = [...doubtful, frame]
    isWatching = false
    isOther = other
    doubtful = []
    return frames
  }

  return {
    resume() {
      isWatching = true
      isOther = false
      doubtful = []
    },
    sift(frame, id, isCursor) {
      // Half an event is not what it was, and proves nothing.
      if (!isWatching || id === undefined || frame.truncated) return [frame]
      const isKnown = memory.isKnown(id, frame)
      if (isKnown === undefined) return decide(doubtful.length > 0, frame)
      if (isKnown) return decide(false, frame)
      if (isCursor && doubtful.length === 0) return [frame]
      if (doubtful.length + 1 === PROOF) return decide(true, frame)
      doubtful.push(frame)
      return []
    },
    get isOther() {
      return isOther
    },
    get doubtful() {
      return doubtful
    },
  }
}

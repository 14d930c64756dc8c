import type { Frame } from '../framing/frame.ts'
import { describeFrame } from './replayWatch.ts'

/** Tells a response that says known events again from one that gives their ids to others. */
export interface RestartWatch {
  /** The frame was read under this id. */
  note(id: string, frame: Frame): void
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
/** How many ids are remembered with their events. */
const WINDOW = 1024
/** The opening is remembered for good: a server that starts over says it first. */
const OPENING = 16
/** How much of an event is compared, in UTF-16 units. */
const COMPARED = 1024

/**
 * Makes the watch of one stream. An event that is said again may differ in a time or in padding, so two count as the
 * same when they share a text that most events do not have. As soon as one is the same, the response is a replay.
 */
export function createRestartWatch(): RestartWatch {
  const opening = new Map<string, string[]>()
  const recent = new Map<string, string[]>()
  let doubtful: Frame[] = []
  let others = 0
  let isWatching = false
  let isOther = false

  function find(id: string): string[] | undefined {
    return recent.get(id) ?? opening.get(id)
  }

  function decide(other: boolean, frame: Frame): readonly Frame[] {
    const frames = [...doubtful, frame]
    isWatching = false
    isOther = other
    doubtful = []
    return frames
  }

  /** Texts that stand in most events, such as names of fields, say nothing. */
  function isCommon(text: string): boolean {
    const events = [...opening.values()]
    const having = events.filter(([event = '']) => readTexts(event).has(text)).length
    return events.length > 1 && having * 2 >= events.length
  }

  function isSame(one: string, other: string): boolean {
    if (one === other) return true
    const texts = readTexts(other)
    return [...readTexts(one)].some((text) => texts.has(text) && !isCommon(text))
  }

  return {
    note(id, frame) {
      const text = describeFrame(frame).slice(0, COMPARED)
      const known = find(id)
      if (known !== undefined) {
        // An id may stay in force for the whole stream.
        if (known.length < OPENING) known.push(text)
        return
      }
      if (opening.size < OPENING) opening.set(id, [text])
      recent.set(id, [text])
      if (recent.size <= WINDOW) return
      for (const oldest of recent.keys()) {
        recent.delete(oldest)
        return
      }
    },
    resume() {
      isWatching = true
      isOther = false
      doubtful = []
      others = 0
    },
    sift(frame, id, isCursor) {
      if (!isWatching || id === undefined) return [frame]
      const known = find(id)
      if (known === undefined) return decide(others > 0, frame)
      const text = describeFrame(frame).slice(0, COMPARED)
      if (known.some((one) => isSame(one, text))) return decide(false, frame)
      if (isCursor && doubtful.length === 0) return [frame]
      doubtful.push(frame)
      others++
      if (others < PROOF) return []
      const last = doubtful.pop() ?? frame
      return decide(true, last)
    },
    get isOther() {
      return isOther
    },
    get doubtful() {
      return doubtful
    },
  }
}

/** The texts in an event: the strings of its JSON, or all of it. */
function readTexts(event: string): ReadonlySet<string> {
  const strings = event.match(/"(?:[^"\\]|\\.)*"/g)
  return new Set(strings ?? [event.trim()])
}

import type { Frame } from '../framing/frame.ts'

/** Remembers the ids that frames were read under, and what the frames said. */
export interface FrameMemory {
  /** The frame was read under this id, or the id came alone. Gives the id that is forgotten for it, if one is. */
  note(id: string, frame?: Frame): string | undefined
  /** Whether the id is among the last ones. */
  has(id: string): boolean
  /**
   * Whether the frame says the same as before under this id; `undefined` when nothing certain is known of that.
   *
   * An event that is said again may differ in a time or in padding, so two count as the same when they share a text that
   * most events do not have.
   */
  isKnown(id: string, frame: Frame): boolean | undefined
}

/** How many ids are remembered with their frames. */
const WINDOW = 1024
/** The first ids are remembered for good: a server that starts over says them first. So many frames of one id are, too. */
const OPENING = 16
/** How much of a frame is compared, in UTF-16 units. */
const COMPARED = 1024

/** Makes the memory of one stream. */
export function createFrameMemory(): FrameMemory {
  const recent = new Map<string, Frame[]>()
  const opening = new Map<string, readonly Frame[]>()
  /** The last ids in a ring, the oldest in the place that is written next. */
  const ring: string[] = []
  let oldest = 0

  /** Texts that stand in most events, such as names of fields, say nothing. */
  function isCommon(text: string): boolean {
    const events = [...opening.values()]
    const having = events.filter(([first]) => first && readTexts(describeStart(first)).has(text))
    return events.length > 1 && having.length * 2 >= events.length
  }

  function isSame(one: string, other: string): boolean {
    if (one === other) return true
    const texts = readTexts(other)
    return [...readTexts(one)].some((text) => texts.has(text) && !isCommon(text))
  }

  function add(id: string, frames: Frame[]): string | undefined {
    recent.set(id, frames)
    if (opening.size < OPENING && frames.length > 0) opening.set(id, frames)
    const forgotten = ring[oldest]
    ring[oldest] = id
    oldest = (oldest + 1) % WINDOW
    if (forgotten !== undefined) recent.delete(forgotten)
    return forgotten
  }

  return {
    note(id, frame) {
      const known = recent.get(id)
      if (known === undefined) return add(id, frame === undefined ? [] : [shorten(frame)])
      // An id may stay in force for the whole stream.
      if (frame !== undefined && known.length < OPENING) known.push(shorten(frame))
      return undefined
    },
    has: (id) => recent.has(id),
    isKnown(id, frame) {
      const frames = recent.get(id) ?? opening.get(id)
      if (frames === undefined || frames.length === 0) return undefined
      const text = describeStart(frame)
      if (frames.some((one) => isSame(describeStart(one), text))) return true
      return frames.length < OPENING ? false : undefined
    },
  }
}

/** A frame as text, whatever it is called. */
export function describeFrame({ event, data = '' }: Frame): string {
  return `${event}\n${data}`
}

function describeStart(frame: Frame): string {
  return describeFrame(frame).slice(0, COMPARED)
}

/** What is compared of a large frame, cut so that V8 keeps no more of it. */
function shorten(frame: Frame): Frame {
  const { data } = frame
  if (data === undefined || data.length <= COMPARED) return frame
  return { ...frame, data: ` ${data.slice(0, COMPARED)}`.slice(1) }
}

/** The texts in an event: the strings of its JSON, or all of it. */
function readTexts(event: string): ReadonlySet<string> {
  const strings = event.match(/"(?:[^"\\]|\\.)*"/g)
  return new Set(strings ?? [event.trim()])
}

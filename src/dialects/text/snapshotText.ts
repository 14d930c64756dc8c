import type { EventOf } from '../events.ts'

/** Where a text belongs. */
export type TextPlace = Omit<EventOf<'text'>, 'type' | 'delta' | 'raw'>

/** Turns snapshots, each of which says all of a text so far, into the pieces that are new. */
export interface SnapshotText {
  /** Takes the next snapshot of the text at this place; gives nothing when it says nothing new. */
  read(text: string, place: TextPlace): readonly EventOf<'text' | 'text-full'>[]
  /** A piece of the text at this place came by itself; the next snapshot repeats it. */
  add(delta: string, place: TextPlace): void
}

const NOTHING: readonly EventOf<'text'>[] = []

/**
 * Keeps the last snapshot of every text, one for each channel and part.
 *
 * A snapshot is compared with the one before it once, which is less work than parsing it was. One that does not begin
 * with the words said so far takes their place.
 */
export function createSnapshotText(): SnapshotText {
  const spoken = { answer: new Map<string, string>(), reasoning: new Map<string, string>() }

  return {
    read(text, place) {
      const known = spoken[place.channel]
      const part = place.partId ?? ''
      const before = known.get(part) ?? ''
      known.set(part, text)
      if (!text.startsWith(before)) return [{ type: 'text-full', text, mode: 'replace', ...place }]
      if (text.length === before.length) return NOTHING
      return [{ type: 'text', delta: text.slice(before.length), ...place }]
    },
    add(delta, place) {
      const known = spoken[place.channel]
      const part = place.partId ?? ''
      known.set(part, (known.get(part) ?? '') + delta)
    },
  }
}

import type { WireContent, WireEntry } from './wireEntry.ts'

/** A lane as a component reads it: immutable, the newest entries only. */
export interface LaneSnapshot {
  /** How many there were in all. */
  readonly total: number
  readonly entries: readonly WireEntry[]
}

export interface Lane {
  add(at: number, content: WireContent): void
  snapshot(): LaneSnapshot
  clear(): void
}

export const EMPTY_LANE: LaneSnapshot = { total: 0, entries: [] }

/** Most entries that a lane keeps: a stream cut into single bytes has hundreds of thousands. */
export const LANE_CAPACITY = 2000

/** Collects entries and forgets the oldest; cheap enough to be called once per byte. */
export function createLane(capacity: number = LANE_CAPACITY): Lane {
  let entries: WireEntry[] = []
  let total = 0
  return {
    add(at, content) {
      total += 1
      entries.push({ index: total, at, ...content })
      // Dropped in blocks, so that the price of moving the rest is paid rarely.
      if (entries.length >= capacity * 1.5) entries = entries.slice(-capacity)
    },
    snapshot: () => ({ total, entries: entries.slice(-capacity) }),
    clear() {
      entries = []
      total = 0
    },
  }
}

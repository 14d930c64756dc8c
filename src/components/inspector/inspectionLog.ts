/** Where a value stands on its way from the socket to the screen. */
export const inspectionStages = ['bytes', 'frame', 'event', 'state', 'render'] as const
export type InspectionStage = (typeof inspectionStages)[number]

/** One thing that happened in a run. */
export interface InspectionEntry {
  /** Counted from 1. */
  readonly index: number
  readonly stage: InspectionStage
  /** Milliseconds since the request was sent. */
  readonly at: number
  readonly tag: string
  /** One short line. */
  readonly preview: string
  /** What it was: text as it is, anything else as JSON, cut where it is long. */
  readonly detail: string
}

/** Most entries that are kept; the oldest go first. */
export const LOG_CAPACITY = 2000
/** Longest detail in UTF-16 units. */
const DETAIL_LENGTH = 4000
const PREVIEW_LENGTH = 160

export interface InspectionLog {
  /** Without `preview` the beginning of the detail is one. */
  add(stage: InspectionStage, at: number, tag: string, detail: unknown, preview?: string): void
  /** The newest entries, in order. */
  read(): readonly InspectionEntry[]
  /** Something that a developer should look into. */
  warn?(warning: string, at: number): void
  /** How many there were of each stage, those that are gone included. */
  readonly totals: Readonly<Record<InspectionStage, number>>
}

/** What happened, in words of bounded length. */
export function describeMoment(
  tag: string,
  detail: unknown,
  preview?: string,
): Pick<InspectionEntry, 'tag' | 'preview' | 'detail'> {
  const text = typeof detail === 'string' ? detail : (JSON.stringify(detail) ?? '')
  return {
    tag,
    preview: (preview ?? text).slice(0, PREVIEW_LENGTH).replaceAll('\n', '⏎'),
    detail: text.slice(0, DETAIL_LENGTH),
  }
}

/** Remembers what happened, in bounded memory. */
export function createInspectionLog(capacity: number = LOG_CAPACITY): InspectionLog {
  let entries: InspectionEntry[] = []
  const totals = { bytes: 0, frame: 0, event: 0, state: 0, render: 0 }
  let count = 0
  return {
    totals,
    add(stage, at, tag, detail, preview) {
      totals[stage] += 1
      count += 1
      entries.push({ index: count, stage, at, ...describeMoment(tag, detail, preview) })
      // Dropped in blocks, so that the price of moving the rest is paid rarely.
      if (entries.length >= capacity * 1.5) entries = entries.slice(-capacity)
    },
    read: () => entries.slice(-capacity),
  }
}

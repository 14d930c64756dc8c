import type { Frame, StreamEvent } from 'vue-rill/core'

/** One line of the wire panel: a chunk, a frame or an event. */
export interface WireEntry {
  /** Counted from 1 within its lane. */
  readonly index: number
  /** Milliseconds since the request was sent. */
  readonly at: number
  readonly tag: string
  /** One short line. */
  readonly preview: string
  /** What the details show: text as it is, anything else as JSON. */
  readonly detail: unknown
}

/** Where a value stands on its way from the socket to the screen. */
export const laneNames = ['chunks', 'frames', 'events'] as const
export type LaneName = (typeof laneNames)[number]

/** The parts of an entry that come from its value. */
export type WireContent = Pick<WireEntry, 'tag' | 'preview' | 'detail'>

const PREVIEW_LENGTH = 160
const DETAIL_LENGTH = 20_000

export function describeChunk(text: string, bytes: number): WireContent {
  return { tag: `${bytes} B`, preview: shorten(text), detail: text.slice(0, DETAIL_LENGTH) }
}

export function describeFrame(frame: Frame): WireContent {
  return { tag: frame.event || 'message', preview: shorten(frame.data ?? ''), detail: frame }
}

export function describeEvent(event: StreamEvent): WireContent {
  return { tag: event.type, preview: shorten(summarise(event)), detail: event }
}

function summarise(event: StreamEvent): string {
  if ('delta' in event) return event.delta
  if (event.type === 'text-full') return event.text
  if (event.type === 'results') return `${event.kind} × ${event.items.length}`
  if ('message' in event) return event.message
  const { type: _type, raw: _raw, ...rest } = event
  return JSON.stringify(rest)
}

/** Line ends become visible: on the wire they are the format. */
function shorten(text: string): string {
  return text.slice(0, PREVIEW_LENGTH).replaceAll('\r', '␍').replaceAll('\n', '⏎')
}

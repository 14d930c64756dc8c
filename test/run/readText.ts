import type { StreamEvent } from '../../src/dialects/events.ts'
import {
  createStreamReader,
  type StreamReader,
  type StreamReaderOptions,
} from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

export interface ReadText {
  readonly events: readonly StreamEvent[]
  readonly state: StreamState
  readonly reader: StreamReader
}

/** Reads pieces of a body to the end. */
export function readText(
  pieces: string | readonly string[],
  options?: StreamReaderOptions,
): ReadText {
  const reader = createStreamReader(options)
  const list = typeof pieces === 'string' ? [pieces] : pieces
  const events = [...list.flatMap((piece) => reader.push(piece)), ...reader.end()]
  return { events, state: events.reduce(reduceStream, createStreamState()), reader }
}

/** Cuts a text at the given places, in whatever order they come. */
export function cutText(text: string, places: readonly number[]): readonly string[] {
  const ends = [...places.toSorted((left, right) => left - right), text.length]
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

export function typesOf(events: readonly StreamEvent[]): readonly string[] {
  return events.map(({ type }) => type)
}

/** Puts payloads into an event stream, one each. */
export function eventStream(...payloads: readonly unknown[]): string {
  return payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('')
}

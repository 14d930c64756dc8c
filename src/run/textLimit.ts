import type { StreamEvent } from '../dialects/events.ts'
import { reduceBatch } from '../state/reduce.ts'
import type { StreamState } from '../state/streamState.ts'

export interface BoundedBatch {
  readonly state: StreamState
  /** The events that the state has taken in; the last one is cut where the limit was reached. */
  readonly events: readonly StreamEvent[]
  readonly isOverLimit: boolean
}

/** Takes in events as long as all texts that come in pieces stay within `limit` UTF-16 units together. */
export function reduceWithin(
  before: StreamState,
  events: readonly StreamEvent[],
  limit: number,
): BoundedBatch {
  const state = reduceBatch(before, events)
  if (lengthOf(state) <= limit) return { state, events, isOverLimit: false }
  return reduceToLimit(before, events, limit)
}

function reduceToLimit(
  before: StreamState,
  events: readonly StreamEvent[],
  limit: number,
): BoundedBatch {
  const taken: StreamEvent[] = []
  let state = before
  for (const event of events) {
    const next = reduceBatch(state, [event])
    const excess = lengthOf(next) - limit
    if (excess > 0) {
      const rest = shorten(event, excess)
      return { state: reduceBatch(state, [rest]), events: [...taken, rest], isOverLimit: true }
    }
    taken.push(event)
    state = next
  }
  return { state, events: taken, isOverLimit: false }
}

/** What a tool is given and gives back is text while it comes in pieces; it has no other bound. */
function lengthOf({ answer, reasoning, tools }: StreamState): number {
  return tools.reduce(
    (length, { input, output }) => length + textLengthOf(input) + textLengthOf(output),
    answer.length + reasoning.length,
  )
}

function textLengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

function shorten(event: StreamEvent, excess: number): StreamEvent {
  if (event.type === 'text' || event.type === 'tool-delta') {
    return { ...event, delta: cutEnd(event.delta, excess) }
  }
  if (event.type === 'text-full') return { ...event, text: cutEnd(event.text, excess) }
  return event
}

/** Leaves no half of a surrogate pair behind. */
function cutEnd(text: string, count: number): string {
  const rest = text.slice(0, Math.max(0, text.length - count))
  return /[\uD800-\uDBFF]$/.test(rest) ? rest.slice(0, -1) : rest
}

import type { StreamEvent } from '../dialects/events.ts'
import { reduceBatch } from '../state/reduce.ts'
import type { StreamState } from '../state/streamState.ts'

export interface BoundedBatch {
  readonly state: StreamState
  /** The events that the state has taken in; the last one is cut where the limit was reached. */
  readonly events: readonly StreamEvent[]
  readonly isOverLimit: boolean
}

/** Takes in events as long as answer and reasoning together stay within `limit` UTF-16 units. */
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

function lengthOf({ answer, reasoning }: StreamState): number {
  return answer.length + reasoning.length
}

function shorten(event: StreamEvent, excess: number): StreamEvent {
  if (event.type === 'text') return { ...event, delta: cutEnd(event.delta, excess) }
  if (event.type === 'text-full') return { ...event, text: cutEnd(event.text, excess) }
  return event
}

/** Leaves no half of a surrogate pair behind. */
function cutEnd(text: string, count: number): string {
  const rest = text.slice(0, Math.max(0, text.length - count))
  return /[\uD800-\uDBFF]$/.test(rest) ? rest.slice(0, -1) : rest
}

import type { StreamEvent } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

/** The state after these events, one by one. */
export function stateOf(...events: readonly StreamEvent[]): StreamState {
  return events.reduce(reduceStream, createStreamState())
}

/** A piece of the answer, and where it belongs. */
export function answer(
  delta: string,
  place: { stepId?: string; partId?: string; agent?: string } = {},
): StreamEvent {
  return { type: 'text', channel: 'answer', delta, ...place }
}

/** A piece of the reasoning, and where it belongs. */
export function reasoning(
  delta: string,
  place: { stepId?: string; partId?: string } = {},
): StreamEvent {
  return { type: 'text', channel: 'reasoning', delta, ...place }
}

/** The whole answer, as a backend states it. */
export function whole(text: string, place: { stepId?: string; partId?: string } = {}): StreamEvent {
  return { type: 'text-full', channel: 'answer', text, mode: 'final', ...place }
}

/** The parts in short: `text:Hello`, `tool:t1`, `results:1,2`. */
export function outline(state: StreamState): readonly string[] {
  return state.parts.map((part) => {
    if (part.type === 'text' || part.type === 'reasoning') return `${part.type}:${part.text}`
    if (part.type === 'step' || part.type === 'tool') return `${part.type}:${part.id}`
    if (part.type === 'results') return `${part.kind}:${part.ids.join(',')}`
    return part.type
  })
}

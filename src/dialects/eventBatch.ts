import type { StreamEvent } from './events.ts'

/** Gathers the events of one chunk or one frame. */
export interface EventBatch {
  add(event: StreamEvent): void
  /** Gives what was gathered, and starts afresh. */
  take(): readonly StreamEvent[]
  /** What was gathered and not taken yet. */
  readonly events: readonly StreamEvent[]
}

const NOTHING: readonly StreamEvent[] = []

/** V8 reserves room for 17 when an empty list is pushed onto, and most batches hold one event: they are that list. */
export function createEventBatch(): EventBatch {
  let events: StreamEvent[] | undefined

  return {
    add(event) {
      if (events === undefined) events = [event]
      else events.push(event)
    },
    take() {
      const taken = events ?? NOTHING
      events = undefined
      return taken
    },
    get events() {
      return events ?? NOTHING
    },
  }
}

import type { StreamEvent } from './events.ts'
import type { Writable } from './writable.ts'

/** Gathers the events of one chunk or one frame. */
export interface EventBatch {
  add(event: StreamEvent): void
  /** Gives what was gathered, and starts afresh. */
  take(): readonly StreamEvent[]
  /** What was gathered and not taken yet. */
  readonly events: readonly StreamEvent[]
}

const NOTHING: readonly StreamEvent[] = []

/**
 * V8 reserves room for 17 when an empty list is pushed onto, and most batches hold one event: they are that list.
 *
 * Here and wherever each token passes, what changes is a field and not a getter: V8 keeps an object with a getter as a hash
 * table, and every look at one of its functions costs ten times as much.
 */
export function createEventBatch(): EventBatch {
  let filled: StreamEvent[] | undefined
  const batch: Writable<EventBatch> = {
    events: NOTHING,
    add(event) {
      if (filled !== undefined) filled.push(event)
      else batch.events = filled = [event]
    },
    take() {
      const taken = batch.events
      batch.events = NOTHING
      filled = undefined
      return taken
    },
  }
  return batch
}

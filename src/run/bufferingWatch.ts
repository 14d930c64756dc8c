import type { EventOf } from '../dialects/events.ts'

/** The `phase` of the status event that names the suspicion. */
export const BUFFERING_PHASE = 'buffering'

/** So long must a response have kept silent before its lump, in milliseconds. */
const LONG_WAIT = 1_500
/** Within so small a share of the wait must the lump have come. */
const LUMP_SHARE = 0.05
/** So many events must be in the lump: a short answer comes in one piece anyway. */
const MANY_EVENTS = 8

export interface BufferingWatch {
  send(at: number): void
  hear(at: number): void
  /** Whether the answer came as behind a proxy that holds it back to its end. */
  suspects(events: number): boolean
}

export function createBufferingWatch(): BufferingWatch {
  let sentAt = 0
  let firstAt: number | undefined
  let lastAt = 0

  return {
    send(at) {
      sentAt = at
      firstAt = undefined
    },
    hear(at) {
      firstAt ??= at
      lastAt = at
    },
    suspects(events) {
      if (firstAt === undefined || events < MANY_EVENTS) return false
      const wait = firstAt - sentAt
      return wait >= LONG_WAIT && lastAt - firstAt <= wait * LUMP_SHARE
    },
  }
}

export const BUFFERING_WARNING: EventOf<'status'> = {
  type: 'status',
  level: 'warning',
  phase: BUFFERING_PHASE,
  message:
    'The answer came in one piece after a long wait: something on the way seems to buffer it',
}

import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'

/** A dialect whose records are the events themselves, so that a test says exactly what a run gets to see. */
export const eventDialect = defineDialect({
  name: 'events',
  create: () => ({
    read({ data = '' }) {
      const event: StreamEvent = JSON.parse(data)
      return [event]
    },
    end: () => [{ type: 'done', reason: 'eof', clean: false }],
  }),
})

/** The events as this dialect has them on the wire. */
export function wire(...events: readonly StreamEvent[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
}

export function token(delta: string): StreamEvent {
  return { type: 'text', channel: 'answer', delta }
}

export const DONE: StreamEvent = { type: 'done', reason: 'stop', clean: true }

import { createEventBatch } from '../dialects/eventBatch.ts'
import type { EventOf, StreamEvent } from '../dialects/events.ts'
import type { Writable } from '../dialects/writable.ts'

/** The order that every stream of events keeps, whatever a dialect gives: one `start`, then the rest, one `done`. */
export interface EventGate {
  /** Names the dialect; from now on the first event is preceded by `start`. */
  open(dialect: string): void
  /**
   * Lets events through.
   * @param id of the frame they were read from.
   * @throws {TypeError} for something that is no event.
   */
  admit(events: readonly StreamEvent[], id?: string): void
  /** What was let through and is not taken yet. */
  waiting(): readonly StreamEvent[]
  /** Gives what was let through since the last call. */
  take(): readonly StreamEvent[]
  /** The `done` that went through was not the last word: another response goes on. */
  reopen(): void
  /** `done` went through: nothing else will. */
  readonly isOver: boolean
}

const EVENT_TYPES: Readonly<Record<StreamEvent['type'], true>> = {
  start: true,
  meta: true,
  status: true,
  text: true,
  'text-full': true,
  'step-start': true,
  'step-end': true,
  'tool-start': true,
  'tool-delta': true,
  'tool-end': true,
  results: true,
  data: true,
  interrupt: true,
  progress: true,
  usage: true,
  error: true,
  done: true,
}

export function createEventGate(): EventGate {
  let dialect: string | undefined
  let hasStarted = false
  const passed = createEventBatch()

  function pass(event: StreamEvent): void {
    if (event.type === 'done') gate.isOver = true
    passed.add(event)
  }

  /** A dialect that names its ids in a `start` of its own has them in the one that is sent anyway. */
  function start(name: string, event: StreamEvent): void {
    hasStarted = true
    const ids = event.type === 'start' ? event : {}
    pass({ ...ids, type: 'start', dialect: name })
  }

  function admitOne(event: StreamEvent, id: string | undefined): void {
    if (hasStarted && id === undefined && isPiece(event)) {
      passed.add(event)
      return
    }
    checkEvent(event)
    const identified = id === undefined || event.id !== undefined ? event : withId(event, id)
    const isFirst = !hasStarted && dialect !== undefined
    if (!hasStarted && dialect !== undefined) start(dialect, identified)
    if (event.type !== 'start') pass(identified)
    else if (!isFirst) pass(toMeta(event))
  }

  const gate: Writable<EventGate> = {
    isOver: false,
    open(name) {
      dialect = name
    },
    admit(events, id) {
      for (const event of events) {
        if (gate.isOver) return
        admitOne(event, id)
      }
    },
    take: () => passed.take(),
    waiting: () => passed.events,
    reopen() {
      gate.isOver = false
    },
  }
  return gate
}

/** A spread with a property added behind it takes V8 six times as long, and numbered streams do this for every event. */
function withId(event: StreamEvent, id: string): StreamEvent {
  return Object.assign({}, event, { id })
}

/** Ids that a dialect names later than at the start. */
function toMeta({ type: _type, dialect: _dialect, ...ids }: EventOf<'start'>): StreamEvent {
  return { ...ids, type: 'meta' }
}

/** Nearly every event is one, and nothing has to be asked about it but this. */
function isPiece(event: StreamEvent | null | undefined): boolean {
  return event?.type === 'text' && typeof event.delta === 'string'
}

/** Dialects may be anybody's code; the state relies on what is checked here. */
function checkEvent(event: StreamEvent): void {
  const found: unknown = event
  if (typeof found !== 'object' || found === null || !Object.hasOwn(EVENT_TYPES, event.type)) {
    throw new TypeError(`${JSON.stringify(found) ?? String(found)} is no stream event`)
  }
  const text = event.type === 'text' ? event.delta : event.type === 'text-full' ? event.text : ''
  if (typeof text !== 'string')
    throw new TypeError(`The text of a ${event.type} event is no string`)
}

import type { EventOf, StreamEvent } from '../../dialects/events.ts'

/** What can be said in a stream, and the event that says it. */
export interface SayingEvents {
  readonly meta: EventOf<'meta'>
  readonly status: EventOf<'status'>
  readonly answer: EventOf<'text'>
  readonly reasoning: EventOf<'text'>
  /** What the whole answer is: `text-full` of the channel `answer`. */
  readonly 'whole-answer': EventOf<'text-full'>
  readonly 'whole-reasoning': EventOf<'text-full'>
  readonly 'step-start': EventOf<'step-start'>
  readonly 'step-end': EventOf<'step-end'>
  readonly 'tool-start': EventOf<'tool-start'>
  readonly 'tool-delta': EventOf<'tool-delta'>
  /** A call whose input is whole. */
  readonly 'tool-input': EventOf<'tool-end'>
  readonly 'tool-output': EventOf<'tool-end'>
  readonly retrieved: EventOf<'results'>
  readonly cited: EventOf<'results'>
  readonly data: EventOf<'data'>
  readonly interrupt: EventOf<'interrupt'>
  readonly progress: EventOf<'progress'>
  readonly usage: EventOf<'usage'>
  readonly error: EventOf<'error'>
  readonly done: EventOf<'done'>
}

export type Saying = keyof SayingEvents

/** How each thing is said, as text on the wire; `''` where it shows only in what comes later. */
export type WireWriters = {
  readonly [Name in Saying]?: (event: SayingEvents[Name]) => string
}

/** Writes the events of one stream. */
export interface WireWriter {
  /**
   * The event as the backend would put it on the wire. `start` is what the reader adds by itself, and gives nothing.
   * @throws {TypeError} for what this dialect has no way to say.
   */
  write(event: StreamEvent): string
}

/** Writes StreamEvents as the backend of one dialect does: the way back from what its reader gives. */
export interface WireEncoder {
  readonly dialect: string
  readonly contentType: string
  /** What this dialect can say. Everything else makes `write` throw: nothing is dropped in silence. */
  readonly says: readonly Saying[]
  /** Fields of what it can say that this backend has no place for: they are not written. */
  readonly leavesOut: readonly LeftOut[]
  create(): WireWriter
}

/** A field of a step or of a result. */
export type LeftOut = 'step.name' | 'step.status' | 'result.id' | 'result.text' | 'result.url'

export interface EncoderDefinition {
  readonly dialect: string
  /** Default: `text/event-stream`. */
  readonly contentType?: string
  /** Default: none. */
  readonly leavesOut?: readonly LeftOut[]
  /** Makes the writers of one stream, which may remember what has been said. */
  readonly create: () => WireWriters
}

/**
 * Makes an encoder of a table, one row for each thing that the dialect can say.
 *
 * @example
 * const shoutEncoder = defineEncoder({
 *   dialect: 'shout',
 *   create: () => ({ answer: ({ delta }) => `data: ${delta.toUpperCase()}\n\n`, done: () => '' }),
 * })
 */
export function defineEncoder(definition: EncoderDefinition): WireEncoder {
  const { dialect, contentType = 'text/event-stream', leavesOut = [], create } = definition
  const says = Object.keys(create()).filter(isSaying)
  return {
    dialect,
    contentType,
    says,
    leavesOut,
    create() {
      const writers = create()
      return {
        write(event) {
          const saying = sayingOf(event)
          // An end of the body is no event: whoever has written `eof` closes the response.
          if (saying === undefined || (event.type === 'done' && event.reason === 'eof')) return ''
          // The name belongs to this very event; TypeScript does not follow it from one table into the other.
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion
          const write = writers[saying] as ((said: StreamEvent) => string) | undefined
          if (write !== undefined) return write(event)
          throw new TypeError(
            `A stream of ${dialect} cannot say ${saying}; it can say ${says.join(', ')}`,
          )
        },
      }
    },
  }
}

/** The name of what an event says; `undefined` for `start`, which no backend says. */
export function sayingOf(event: StreamEvent): Saying | undefined {
  switch (event.type) {
    case 'start':
      return undefined
    case 'text':
      return event.channel
    case 'text-full':
      return event.channel === 'answer' ? 'whole-answer' : 'whole-reasoning'
    case 'tool-end':
      return event.phase === 'input' ? 'tool-input' : 'tool-output'
    case 'results':
      return event.kind
    case 'meta':
    case 'status':
    case 'step-start':
    case 'step-end':
    case 'tool-start':
    case 'tool-delta':
    case 'data':
    case 'interrupt':
    case 'progress':
    case 'usage':
    case 'error':
    case 'done':
      return event.type
    default: {
      const unknown: never = event
      return unknown
    }
  }
}

const SAYINGS: ReadonlySet<string> = new Set<Saying>([
  'meta',
  'status',
  'answer',
  'reasoning',
  'whole-answer',
  'whole-reasoning',
  'step-start',
  'step-end',
  'tool-start',
  'tool-delta',
  'tool-input',
  'tool-output',
  'retrieved',
  'cited',
  'data',
  'interrupt',
  'progress',
  'usage',
  'error',
  'done',
])

function isSaying(name: string): name is Saying {
  return SAYINGS.has(name)
}

import type { EventOf, StreamEvent, TextChannel } from '../dialects/events.ts'
import { GAP_PHASE } from './dialectRun.ts'

/** Leaves out the text of a response that was asked to go on, and says the answer again from its start instead. */
export interface Restatement {
  sift(events: readonly StreamEvent[]): readonly StreamEvent[]
  /** The response is over: gives what was held back and turned out to be no repetition. */
  release(): readonly StreamEvent[]
}

/** So much of the same text is no coincidence, in UTF-16 units. An answer that is shorter is not compared. */
const PROOF = 64

const NOTHING: readonly StreamEvent[] = []

const ANEW: StreamEvent = {
  type: 'status',
  level: 'warning',
  phase: GAP_PHASE,
  message: 'The answer began anew here: what follows does not go on with the text before',
}

/**
 * Makes the comparison for one response. Ids that are new say that the events are, but some servers number a stream anew
 * each time they send it, and cut it into other pieces.
 *
 * Text is held back only as long as it is letter for letter what the answer began with; nearly every response that goes on
 * differs in its first word. Nothing is lost by it: what begins to differ is given with all that came before it.
 */
export function createRestatement(shown: Readonly<Record<TextChannel, string>>): Restatement {
  const channels = {
    answer: createChannel(shown.answer),
    reasoning: createChannel(shown.reasoning),
  } as const

  function siftOne(event: StreamEvent): readonly StreamEvent[] {
    if (event.type === 'text') return channels[event.channel].read(event)
    return event.type === 'done' ? [...release(), event] : [event]
  }

  function release(): readonly StreamEvent[] {
    return [...channels.reasoning.release(), ...channels.answer.release()]
  }

  return {
    sift: (events) => (isOver() ? events : events.flatMap(siftOne)),
    release,
  }

  function isOver(): boolean {
    return channels.answer.isOver && channels.reasoning.isOver
  }
}

function createChannel(shown: string) {
  let said = ''
  let first: EventOf<'text'> | undefined
  let isOver = shown.length < PROOF

  /** Gives what was held back, as one piece. */
  function giveBack(): readonly StreamEvent[] {
    isOver = true
    const text = said
    said = ''
    if (first === undefined || text === '') return NOTHING
    return isProof(text) ? [ANEW, { ...first, delta: text }] : [{ ...first, delta: text }]
  }

  /** A text that repeats its own beginning proves nothing by doing so once more. */
  function isProof(text: string): boolean {
    return text.length >= PROOF && shown.indexOf(shown.slice(0, PROOF), 1) === -1
  }

  return {
    read(event: EventOf<'text'>): readonly StreamEvent[] {
      if (isOver) return [event]
      first ??= event
      const before = said
      said += event.delta
      if (shown.startsWith(said)) return NOTHING
      if (!said.startsWith(shown)) return giveBack()
      isOver = true
      return [{ ...event, delta: event.delta.slice(shown.length - before.length) }]
    },
    release: (): readonly StreamEvent[] => (isProof(said) ? NOTHING : giveBack()),
    get isOver() {
      return isOver
    },
  }
}

import type { EventOf, StreamEvent, TextChannel } from '../dialects/events.ts'

/** What of an answer is known from before it was sent again from its start. */
export interface ShownAnswer {
  readonly texts: Readonly<Record<TextChannel, string>>
  /** Everything but text, in the order in which it was delivered. */
  readonly others: readonly StreamEvent[]
}

/**
 * Makes the filter for an answer that is sent again from its start, without ids that would tell what is known.
 *
 * Text that is the same is not said twice; what comes behind it is new. Text that turns out different takes the place
 * of the shown one, but only once it is as long or complete: nothing ever vanishes from the screen in between.
 */
export function createReplayFilter({
  texts,
  others,
}: ShownAnswer): (events: readonly StreamEvent[]) => readonly StreamEvent[] {
  const channels: Readonly<Record<TextChannel, ChannelReplay>> = {
    answer: createChannelReplay('answer', texts.answer),
    reasoning: createChannelReplay('reasoning', texts.reasoning),
  }
  const known = others.map(describe)
  let position = 0

  function isKnown(event: StreamEvent): boolean {
    const found = known.indexOf(describe(event), position)
    if (found !== -1) position = found + 1
    return found !== -1
  }

  function filter(event: StreamEvent): readonly StreamEvent[] {
    if (event.type === 'text') return channels[event.channel].readPiece(event)
    if (event.type === 'text-full') return channels[event.channel].readWhole(event)
    if (event.type !== 'done') return isKnown(event) ? [] : [event]
    if (!event.clean) return [event]
    return [...channels.answer.settle(), ...channels.reasoning.settle(), event]
  }

  return (events) => events.flatMap(filter)
}

interface ChannelReplay {
  readPiece(event: EventOf<'text'>): readonly StreamEvent[]
  readWhole(event: EventOf<'text-full'>): readonly StreamEvent[]
  /** The answer is complete: what is different and was held back so far is the truth. */
  settle(): readonly StreamEvent[]
}

function createChannelReplay(channel: TextChannel, shown: string): ChannelReplay {
  /** What the replay has said so far. */
  let said = ''
  let isPast = shown === ''

  function replaceShown(): readonly StreamEvent[] {
    isPast = true
    return [{ type: 'text-full', channel, mode: 'replace', text: said }]
  }

  return {
    readPiece(event) {
      if (isPast) return [event]
      const before = said
      said += event.delta
      if (said.length < shown.length) return []
      if (!said.startsWith(shown)) return replaceShown()
      isPast = true
      const delta = event.delta.slice(shown.length - before.length)
      return delta === '' ? [] : [{ ...event, delta }]
    },
    readWhole(event) {
      if (isPast) return [event]
      const isPart = event.partId !== undefined || event.stepId !== undefined
      if (isPart) return shown.includes(event.text) ? [] : [event]
      said = event.text
      if (said.length < shown.length) return []
      isPast = true
      return [event]
    },
    settle() {
      if (isPast || said === '' || said === shown) return []
      return replaceShown()
    },
  }
}

/** An event as text, without what differs from one response to the next. */
function describe({ id: _id, raw: _raw, ...event }: StreamEvent): string {
  return JSON.stringify(event)
}

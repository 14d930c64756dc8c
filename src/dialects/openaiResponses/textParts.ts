import type { TextChannel } from '../events.ts'
import type { NumberedOutput } from './numberedOutput.ts'

export type PartKind = 'text' | 'summary' | 'thoughts'

/** One text among those that the items of a response are made of. */
export interface TextPart {
  readonly kind: PartKind
  readonly place: string
  readonly index: number
  readonly partId: string
  /** Where it begins in the answer, in UTF-16 units. */
  readonly start: number
  /** Summaries of thoughts are paragraphs; nothing on the wire says so. */
  readonly lead: '' | '\n\n'
  length: number
  /** The text as it was said to be whole. */
  whole: string | undefined
  /** How many of its citations were told. */
  annotations: number
}

/** The texts of a response, each known by its item's place and its own index in there. */
export interface TextParts {
  at(kind: PartKind, place: string, index: number): TextPart
  /** Takes the next piece of a text; gives `false` for what is none. */
  grow(part: TextPart, delta: unknown): boolean
  /** Takes a whole text, however often it comes; gives `false` for what is none. */
  settle(part: TextPart, text: unknown): boolean
  /** The texts of the answer, in the order in which they came. */
  texts(): readonly TextPart[]
  /** Whether each text of the answer was said to be whole. */
  readonly isWhole: boolean
  readonly answerLength: number
}

const CHANNELS: Readonly<Record<PartKind, TextChannel>> = {
  text: 'answer',
  summary: 'reasoning',
  thoughts: 'reasoning',
}

export function createTextParts(output: NumberedOutput): TextParts {
  const parts = new Map<string, TextPart>()
  let last: TextPart | undefined
  let answerLength = 0

  function open(kind: PartKind, place: string, index: number, partId: string): TextPart {
    const isNext = [...parts.values()].some((part) => part.kind === kind && part.place === place)
    const part: TextPart = {
      kind,
      place,
      index,
      partId,
      start: answerLength,
      lead: kind === 'summary' && isNext ? '\n\n' : '',
      length: 0,
      whole: undefined,
      annotations: 0,
    }
    parts.set(partId, part)
    return part
  }

  function lengthen(part: TextPart, units: number): void {
    part.length += units
    if (part.kind === 'text') answerLength += units
  }

  return {
    at(kind, place, index) {
      // Tokens come in a row: almost each belongs to the part of the one before it.
      if (last?.place === place && last.index === index && last.kind === kind) return last
      const partId = kind === 'text' ? `${place}:${index}` : `${place}:${kind}:${index}`
      last = parts.get(partId) ?? open(kind, place, index, partId)
      return last
    },
    grow(part, delta) {
      if (typeof delta !== 'string') return false
      if (delta === '') return true
      const words = part.length === 0 ? part.lead + delta : delta
      lengthen(part, delta.length)
      const { kind, partId } = part
      output.write({ type: 'text', channel: CHANNELS[kind], delta: words, partId, id: output.id })
      return true
    },
    settle(part, text) {
      if (typeof text !== 'string') return false
      // Clones that do not gather their own words end a text with an empty one: it takes none of them back.
      if (part.whole === text || text === '') return true
      part.whole = text
      lengthen(part, text.length - part.length)
      const { kind, lead, partId } = part
      const channel = CHANNELS[kind]
      output.write({ type: 'text-full', channel, text: lead + text, mode: 'final', partId })
      return true
    },
    texts: () => [...parts.values()].filter(({ kind }) => kind === 'text'),
    get isWhole() {
      return [...parts.values()].every(({ kind, whole }) => kind !== 'text' || whole !== undefined)
    },
    get answerLength() {
      return answerLength
    },
  }
}

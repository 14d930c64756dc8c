import type { EventOf, TextChannel } from '../dialects/events.ts'
import { addPart, placeOf, putItem, type StateDraft } from './draft.ts'
import type { Part } from './streamState.ts'

export type TextPart = Extract<Part, { readonly type: 'text' | 'reasoning' }>
/** What a text says of itself: its channel and where it belongs. */
type TextPlace = Pick<EventOf<'text'>, 'channel' | 'partId' | 'stepId' | 'agent'>

const PART_TYPE = { answer: 'text', reasoning: 'reasoning' } as const
const CUTS: ReadonlySet<Part['type']> = new Set(['step', 'tool', 'interrupt'])
const CHANNEL = { text: 'answer', reasoning: 'reasoning' } as const

/** Adds a piece of text: to the part it names, else to the one that is open, else as a new part. */
export function appendText(draft: StateDraft, event: EventOf<'text'>): void {
  const parts = draft.parts.items
  const index = event.partId === undefined ? findOpen(parts, event) : findNamed(parts, event)
  if (index === -1) addText(draft, event, event.delta)
  else growText(draft, index, event.delta)
}

/** Starts a new part of text at the end. */
export function addText(draft: StateDraft, place: TextPlace, text: string): void {
  if (text === '') return
  const { channel, partId, stepId } = place
  const named = partId === undefined ? {} : { partId }
  addPart(draft, { type: PART_TYPE[channel], text, ...placeOf(place), ...named })
  draft[channel] = joinText(draft[channel], text)
  if (channel === 'answer') growStep(draft, stepId, text)
}

/** Adds text to a part, wherever it stands, and to everything that is made of parts. */
export function growText(draft: StateDraft, index: number, delta: string): void {
  const parts = draft.parts.items
  const part = parts[index]
  if (delta === '' || part === undefined || !isText(part)) return
  const text = joinText(part.text, delta)
  putItem(draft.parts, index, { ...part, text })
  const channel = CHANNEL[part.type]
  if (!isLastOfChannel(parts, index)) {
    gatherText(draft, channel, [part.stepId])
    return
  }
  // A part that is as long as its channel is its channel: one string serves both.
  const before = draft[channel]
  draft[channel] = part.text.length === before.length ? text : joinText(before, delta)
  if (channel === 'answer') growStep(draft, part.stepId, delta)
}

/** Makes a channel and the text of the named steps anew from the parts. */
export function gatherText(
  draft: StateDraft,
  channel: TextChannel,
  stepIds: readonly (string | undefined)[],
): void {
  const texts = draft.parts.items.filter(isText).filter((part) => part.type === PART_TYPE[channel])
  draft[channel] = concatenate(texts)
  if (channel !== 'answer') return
  draft.steps.items.forEach((step, index) => {
    if (!stepIds.includes(step.id)) return
    const text = concatenate(texts.filter((part) => part.stepId === step.id))
    if (text !== step.text) putItem(draft.steps, index, { ...step, text })
  })
}

/** The answer that parts of this step have brought so far, also when they came before the step itself. */
export function textOfStep(draft: StateDraft, stepId: string): string {
  let text = ''
  for (const part of draft.parts.items) {
    if (part.type === 'text' && part.stepId === stepId) text += part.text
  }
  return text
}

/**
 * Ends a text that names no step: what follows becomes another part, even if nothing shows between the two. A text that
 * names its step needs no such mark, and the end of another step beside it shall not cut it.
 */
export function closeText(draft: StateDraft): void {
  const index = findRunning(draft.parts.items, undefined)
  const part = draft.parts.items[index]
  if (part !== undefined && isText(part) && part.stepId === undefined && !part.closed) {
    putItem(draft.parts, index, { ...part, closed: true })
  }
}

/**
 * Place of the text that nothing has cut off yet, or -1. Steps, tools and questions to the user cut; a status, a data
 * part, a fault or results in mid-sentence do not, else they would tear the markdown apart. Nor does the text of another
 * step: steps that run side by side speak in turns, word by word.
 */
export function findRunning(parts: readonly Part[], stepId: string | undefined): number {
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index]
    if (part === undefined || CUTS.has(part.type)) return -1
    if (!isText(part)) continue
    const isOfOtherStep =
      stepId !== undefined && part.stepId !== undefined && part.stepId !== stepId
    if (!isOfOtherStep) return index
  }
  return -1
}

/** Place of the part that a text names, or -1. Backends count their parts anew in every step, so both count. */
export function findNamed(parts: readonly Part[], { channel, partId, stepId }: TextPlace): number {
  return parts.findLastIndex(
    (part) => isOfChannel(part, channel) && part.partId === partId && part.stepId === stepId,
  )
}

export function isText(part: Part): part is TextPart {
  return part.type === 'text' || part.type === 'reasoning'
}

/** Whether a part holds text of this channel. */
export function isOfChannel(part: Part, channel: TextChannel): part is TextPart {
  return part.type === PART_TYPE[channel]
}

function isLastOfChannel(parts: readonly Part[], index: number): boolean {
  for (let later = index + 1; later < parts.length; later++) {
    if (parts[later]?.type === parts[index]?.type) return false
  }
  return true
}

export function concatenate(parts: readonly TextPart[]): string {
  // Adding up keeps the engine's ropes; join() would copy every character on every call.
  return parts.reduce((text, part) => text + part.text, '')
}

function findOpen(parts: readonly Part[], place: TextPlace): number {
  const index = findRunning(parts, place.stepId)
  const part = parts[index]
  const isSamePlace =
    part !== undefined &&
    isOfChannel(part, place.channel) &&
    !part.closed &&
    part.partId === undefined &&
    part.stepId === place.stepId &&
    part.agent === place.agent
  return isSamePlace ? index : -1
}

function growStep(draft: StateDraft, stepId: string | undefined, delta: string): void {
  if (stepId === undefined) return
  const index = draft.steps.items.findLastIndex((step) => step.id === stepId)
  const step = draft.steps.items[index]
  if (step !== undefined) {
    putItem(draft.steps, index, { ...step, text: joinText(step.text, delta) })
  }
}

// Inside the engine a text that grows in pieces is a tree of them until somebody looks at a character. A look at every
// eighth of its length, and not below 4 Ki, costs little and keeps what nobody draws from eating memory: 51 MB became
// 3 MB after 1,000,000 tokens, and the collector has less to carry along.
export function joinText(text: string, delta: string): string {
  const joined = text + delta
  const shift = Math.max(12, 28 - Math.clz32(joined.length))
  if (text.length >>> shift !== joined.length >>> shift) joined.charCodeAt(0)
  return joined
}

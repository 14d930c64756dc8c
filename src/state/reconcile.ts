import type { EventOf } from '../dialects/events.ts'
import { replaceItems, type StateDraft } from './draft.ts'
import type { Part } from './streamState.ts'
import {
  addText,
  concatenate,
  findNamed,
  findRunning,
  gatherText,
  growText,
  isOfChannel,
  type TextPart,
} from './text.ts'

interface Place {
  readonly index: number
  readonly part: TextPart
}

/**
 * Holds the text that was put together from pieces against the whole text that the backend says it is.
 *
 * The event speaks of the part it names, else of the step it names, else of its whole channel. The whole text is the
 * truth: the same is nothing, a longer one adds its rest, any other takes the place of the pieces. Once pieces had to
 * give way the state says `repaired` to the end, for an earlier doubt is not healed by a later match.
 */
export function reconcileText(draft: StateDraft, event: EventOf<'text-full'>): void {
  const places = findScope(draft.parts.items, event)
  const pieces = concatenate(places.map((place) => place.part))
  if (!event.text.startsWith(pieces)) {
    repairText(draft, event, places, pieces)
    draft.integrity = 'repaired'
    return
  }
  addRest(draft, event, places.at(-1), event.text.slice(pieces.length))
  if (draft.integrity === 'unchecked') draft.integrity = 'match'
}

function findScope(parts: readonly Part[], event: EventOf<'text-full'>): readonly Place[] {
  const { channel, partId, stepId } = event
  const named = partId === undefined ? undefined : findNamed(parts, event)
  return parts.flatMap((part, index): readonly Place[] => {
    if (!isOfChannel(part, channel)) return []
    const isMeant =
      named === undefined ? stepId === undefined || part.stepId === stepId : index === named
    return isMeant ? [{ index, part }] : []
  })
}

// The rest continues the last piece unless a step or a tool stands behind that, as a further piece would have.
function addRest(
  draft: StateDraft,
  event: EventOf<'text-full'>,
  last: Place | undefined,
  rest: string,
): void {
  const isOpen = last && findRunning(draft.parts.items, last.part.stepId) === last.index
  if (last && (isOpen || event.partId !== undefined)) growText(draft, last.index, rest)
  else addText(draft, event, rest)
}

// Parts that agree with the truth from its start keep their identity, and with it what is on the screen. The first one
// that does not takes all that is left; those behind it have nothing more to say.
function repairText(
  draft: StateDraft,
  { channel, text }: EventOf<'text-full'>,
  places: readonly Place[],
  pieces: string,
): void {
  const agreed = agreedLength(pieces, text)
  const repaired = new Map<number, string>()
  let start = 0
  for (const { index, part } of places) {
    const end = start + part.text.length
    if (end > agreed) {
      repaired.set(index, repaired.size === 0 ? text.slice(start) : '')
    }
    start = end
  }
  const parts = draft.parts.items.flatMap((part, index): readonly Part[] => {
    const words = repaired.get(index)
    if (words === undefined) return [part]
    return words !== '' && isOfChannel(part, channel) ? [{ ...part, text: words }] : []
  })
  replaceItems(draft.parts, parts)
  const touched = places.filter(({ index }) => repaired.has(index))
  gatherText(
    draft,
    channel,
    touched.map(({ part }) => part.stepId),
  )
}

function agreedLength(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    if (left.charCodeAt(index) !== right.charCodeAt(index)) return index
  }
  return length
}

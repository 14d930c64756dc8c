import { listSources } from '../components/answer/arrangeResults.ts'
import { createSourceNumbering, type CitedSource } from '../components/citations/numberSources.ts'
import type {
  AssistantTurn,
  ChatAttachment,
  ChatThread,
  UserTurn,
} from '../composables/chat/chatThread.ts'
import { shownAnswer, shownQuestion, titleOf } from '../composables/chat/threadTurns.ts'
import type { ResultItem } from '../dialects/events.ts'
import { en } from '../locales/en.ts'
import type { Messages } from '../locales/messages.ts'
import type { Part, StreamState } from '../state/streamState.ts'

export interface ExportOptions {
  /** The words between what was said. Default: English. */
  readonly messages?: Messages
  /** Their language, as a BCP 47 tag, for HTML. Default: `en`. */
  readonly language?: string
}

/** A talk as it is read on paper: what is on the screen, without anything to press. */
export interface ThreadOutline {
  readonly title: string
  /** When something was last said, in words. */
  readonly date: string
  readonly entries: readonly OutlineEntry[]
}

export type OutlineEntry =
  | {
      readonly role: 'user'
      readonly heading: string
      readonly text: string
      readonly attachments: readonly ChatAttachment[]
    }
  | {
      readonly role: 'assistant'
      readonly heading: string
      readonly passages: readonly Passage[]
      /** The same sources in the batches they came in, which their numbers follow from. */
      readonly batches: readonly (readonly ResultItem[])[]
      readonly sources: readonly CitedSource[]
      /** Why the answer is not whole, in words; none for one that is. */
      readonly note?: string
    }

/** A stretch of an answer. */
export interface Passage {
  /** The step that it belongs to, where a new one begins here. */
  readonly step?: string
  /** Markdown, as the backend sent it. */
  readonly text: string
  /** Where it begins in the answer, in UTF-16 units. */
  readonly start: number
}

/** Lists what is on the screen of a talk, with the numbers that the screen gives its sources. */
export function outlineThread(
  thread: ChatThread,
  { messages = en }: ExportOptions = {},
): ThreadOutline {
  const { chat, format, threads } = messages
  return {
    title: titleOf(thread) || threads.untitled,
    date: format.moment(thread.updatedAt),
    entries: thread.turns.map((turn, place) => {
      const number = Math.floor(place / 2) + 1
      return turn.role === 'user'
        ? outlineQuestion(turn, chat.question(number))
        : outlineAnswer(turn, chat.answer(number), messages)
    }),
  }
}

function outlineQuestion(turn: UserTurn, heading: string): OutlineEntry {
  const { text, attachments } = shownQuestion(turn) ?? { text: '', attachments: [] }
  return { role: 'user', heading, text, attachments }
}

function outlineAnswer(turn: AssistantTurn, heading: string, messages: Messages): OutlineEntry {
  const state = shownAnswer(turn)?.state
  if (!state) return { role: 'assistant', heading, passages: [], batches: [], sources: [] }
  const { status, parts, results, references } = state
  const listed = parts.filter((part) => part.type === 'results')
  const batches = listSources(listed, results, references)
  return {
    role: 'assistant',
    heading,
    passages: listPassages(state, messages),
    batches,
    sources: createSourceNumbering().take(batches),
    ...(status !== 'complete' && { note: messages.status[status] }),
  }
}

function listPassages(state: StreamState, { steps: words }: Messages): readonly Passage[] {
  const passages: Passage[] = []
  let step: string | undefined
  let start = 0
  for (const part of state.parts) {
    if (part.type === 'step') step = stepName(part, state) ?? words.unnamed(passages.length + 1)
    if (part.type !== 'text') continue
    passages.push({ ...(step !== undefined && { step }), text: part.text, start })
    step = undefined
    start += part.text.length
  }
  // A talk that was stored without its parts still has its words.
  const isWordless = passages.length === 0 && state.answer !== ''
  return isWordless ? [{ text: state.answer, start: 0 }] : passages
}

function stepName(
  part: Extract<Part, { type: 'step' }>,
  { steps }: StreamState,
): string | undefined {
  return steps.find(({ id }) => id === part.id)?.name
}

import type { StreamIds } from '../../dialects/events.ts'
import type { StreamState } from '../../state/streamState.ts'
import type { ChatAttachment, ChatThread, ChatTurn } from './chatThread.ts'
import { shownAnswer, shownQuestion } from './threadTurns.ts'

/** One message of the talk as it is on the screen. */
export interface ChatMessage {
  /** The turn's id. */
  readonly id: string
  readonly role: 'user' | 'assistant'
  /** The question, or the answer as far as it has come. */
  readonly text: string
  readonly attachments: readonly ChatAttachment[]
  /** All that is known of an answer. */
  readonly state?: StreamState
}

/** What the next request is made from. */
export interface ChatTalk {
  readonly threadId: string
  /** What was said so far, the question to answer last. Answers without a word are left out. */
  readonly messages: readonly ChatMessage[]
  /** The question to answer: the last of the messages. */
  readonly question: ChatMessage
  /**
   * What the backend has named: the talk's ids in whichever version it named them; `messageId` and `runId` are those of
   * the answer before the question.
   */
  readonly ids: StreamIds
  /** Why it is asked. */
  readonly trigger: 'send' | 'regenerate' | 'edit'
}

/** Reads turns as messages; `liveState` has the state of an answer that is still on its way. */
export function listMessages(
  turns: readonly ChatTurn[],
  liveState: (versionId: string) => StreamState | undefined = () => undefined,
): readonly ChatMessage[] {
  return turns.flatMap((turn): ChatMessage | readonly ChatMessage[] => {
    const { id, role } = turn
    if (role === 'user') {
      const { text, attachments } = shownQuestion(turn) ?? { text: '', attachments: [] }
      return { id, role, text, attachments }
    }
    const answer = shownAnswer(turn)
    if (!answer) return []
    const state = liveState(answer.id) ?? answer.state
    return { id, role, text: state.answer, attachments: [], state }
  })
}

/**
 * The talk up to the last question at or before a turn; `undefined` where there is none. What stands behind the question
 * has not been said yet, as far as its answer goes.
 */
export function readTalk(
  { id, ids, turns }: ChatThread,
  turnId: string,
  trigger: ChatTalk['trigger'],
): ChatTalk | undefined {
  const said = listMessages(turns.slice(0, turns.findIndex((turn) => turn.id === turnId) + 1))
  const place = said.findLastIndex(({ role }) => role === 'user')
  const question = said[place]
  if (!question) return undefined
  const before = said.slice(0, place)
  const spoken = before.filter(({ role, text }) => role === 'user' || text !== '')
  const messages = [...spoken, question]
  return { threadId: id, messages, question, ids: mergeIds(ids, before), trigger }
}

/** Ids of the talk come from wherever they were named, ids of a message from the answers that are sent along. */
export function mergeIds(
  { conversationId, sessionId }: StreamIds,
  messages: readonly ChatMessage[],
): StreamIds {
  const last = messages.findLast(({ state }) => state !== undefined)?.state?.ids
  const ids = { conversationId, sessionId, messageId: last?.messageId, runId: last?.runId }
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined))
}

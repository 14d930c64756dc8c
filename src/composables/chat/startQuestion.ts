import type { ChatAttachment, UserVersion } from './chatThread.ts'
import type { ChatQuestion } from './useChatReturn.ts'

export interface QuestionFacts {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** What stands beside it unless it brings attachments of its own. Default: none. */
  readonly attachments?: readonly ChatAttachment[] | undefined
}

/** A question as a version of its turn; `undefined`: there is nothing in it. */
export function startQuestion(
  question: string | ChatQuestion,
  { id, createdAt, attachments: before = [] }: QuestionFacts,
): UserVersion | undefined {
  const { text, attachments = before } =
    typeof question === 'string' ? { text: question } : question
  const isEmpty = text.trim() === '' && attachments.length === 0
  return isEmpty ? undefined : { id, createdAt, text, attachments }
}

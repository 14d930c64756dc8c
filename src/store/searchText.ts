import type { ChatThread } from '../composables/chat/chatThread.ts'
import { listMessages } from '../composables/chat/chatTalk.ts'
import { titleOf } from '../composables/chat/threadTurns.ts'

/** A text as it is compared: capitals, full-width letters (Ａ) and half-width kana (ｱ) make no difference. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** All that is on the screen of a talk, as it is searched. */
export function searchTextOf(thread: ChatThread): string {
  return foldText(
    [titleOf(thread), ...listMessages(thread.turns).map(({ text }) => text)].join('\n'),
  )
}

/** Whether all words of a query stand in a folded text; Chinese needs no spaces, there the query is one word. */
export function matchesQuery(folded: string, query: string): boolean {
  return foldText(query)
    .split(/\s+/u)
    .every((word) => folded.includes(word))
}

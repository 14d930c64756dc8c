import type { ChatThread, ChatTurn } from '../../src/composables/chat/chatThread.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

/** The state of an answer that went well. */
export function answerState(text: string): StreamState {
  const events: readonly StreamEvent[] = [
    { type: 'start', dialect: 'rag' },
    { type: 'text', channel: 'answer', delta: text },
    { type: 'done', reason: 'stop', clean: true },
  ]
  return events.reduce(reduceStream, createStreamState())
}

/** A talk as it is stored, of so many questions with their answers. */
export function storedTalk(
  questions: number,
  answerOf: (number: number) => string = (number) => `Answer ${number}.`,
  stateOf: (number: number) => StreamState | undefined = () => undefined,
): ChatThread {
  const turns = Array.from({ length: questions }, (_, place): readonly ChatTurn[] => {
    const number = place + 1
    const question = {
      id: `q${number}v`,
      createdAt: 0,
      text: `Question ${number}?`,
      attachments: [],
    }
    const answer = {
      id: `a${number}v`,
      createdAt: 0,
      state: stateOf(number) ?? answerState(answerOf(number)),
    }
    return [
      { id: `q${number}`, role: 'user', shown: 0, behind: {}, versions: [question] },
      { id: `a${number}`, role: 'assistant', shown: 0, behind: {}, versions: [answer] },
    ]
  }).flat()
  return { id: 'talk', createdAt: 0, updatedAt: 0, ids: {}, turns }
}

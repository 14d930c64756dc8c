import type { Conversation } from '../langchainObjects/conversation.ts'
import { type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import { isSameJson } from '../payload/sameJson.ts'
import type { SourcePlace } from '../results/sourceFinder.ts'

/** What a graph keeps in its state beside messages: what it found, and the answer of one that is no chat. */
export interface GraphState {
  /** A node has changed this much of the state. */
  readUpdate(update: JsonRecord, place: SourcePlace): void
  /** The state as it is now. */
  readValues(state: JsonRecord): void
  /** The run is over: what only its one state tells is told. */
  end(): void
}

/** Where graphs that are no chats keep their answer, the surest first. */
export const ANSWER_FIELDS = [
  'answer',
  'generation',
  'final_answer',
  'final_report',
  'response',
  'output',
] as const

/**
 * The first state of a stream is that which the run begins with: what it holds was found and said in earlier runs, unless
 * nothing else comes.
 * @param hasBegun whether anything was told of the run so far.
 */
export function createGraphState(conversation: Conversation, hasBegun: () => boolean): GraphState {
  let first: JsonRecord | undefined
  let last: JsonRecord | undefined
  let isFirst = true

  return {
    readUpdate(update, place) {
      isFirst = false
      conversation.sources.readFields(update, place)
      const answer = answerIn(update)
      if (answer !== undefined) conversation.readPlain(answer, place)
    },
    readValues(state) {
      last = state
      if (isFirst && !hasBegun()) {
        isFirst = false
        first = state
        return
      }
      isFirst = false
      const news = newIn(state, first ?? {})
      conversation.sources.readFields(news)
      const answer = answerIn(news)
      if (answer !== undefined) conversation.readPlain(answer, {})
    },
    end() {
      if (last === undefined) return
      if (last === first && !hasBegun()) conversation.sources.readFields(last)
      const answer = answerIn(last)
      if (answer !== undefined && !conversation.hasSpoken) conversation.readPlain(answer, {})
    },
  }
}

function answerIn(state: JsonRecord): string | undefined {
  for (const name of ANSWER_FIELDS) {
    const text = stringField(state, name)
    if (text) return text
  }
  return undefined
}

/** The fields that are not as they were. */
function newIn(state: JsonRecord, before: JsonRecord): JsonRecord {
  const entries = Object.entries(state).filter(
    ([name, value]) => name !== 'messages' && !isSameJson(value, ownField(before, name)),
  )
  return Object.fromEntries(entries)
}

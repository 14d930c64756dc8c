import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { isDocument } from '../results/sourceFinder.ts'
import { ANSWER_FIELDS } from './graphState.ts'
import { readMessage } from '../langchainObjects/message.ts'

/** Where `runs/wait` puts the failure of a graph: there is no state then. */
export const FAILURE = '__error__'

/**
 * Whether a payload is what `runs/wait` answers: the state of the graph when the run is over. What a graph keeps in its
 * state is its own affair; known are its messages, an answer from documents, and what the platform adds.
 */
export function isFinalState(payload: unknown): payload is JsonRecord {
  if (!isRecord(payload)) return false
  if (recordField(payload, FAILURE) !== undefined) return true
  if (arrayField(payload, '__interrupt__') !== undefined) return true
  const messages = arrayField(payload, 'messages') ?? []
  if (messages.some((message) => readMessage(message) !== undefined)) return true
  const isAnswered = ANSWER_FIELDS.some((name) => stringField(payload, name) !== undefined)
  return isAnswered && Object.values(payload).some(isDocumentList)
}

function isDocumentList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isDocument)
}

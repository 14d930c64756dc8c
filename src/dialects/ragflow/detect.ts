import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { parseJson } from '../payload/json.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { partsOf } from './frame.ts'

/** Says by which payload a stream is one of RAGFlow: a chat wraps its data in a code, an agent names its events. */
export function detectRagflow({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  if (json !== undefined) return detectPayload(json)
  const [first, second] = partsOf(frame.data ?? '')
  const parsed = second === undefined || first === undefined ? undefined : parseJson(first)
  return parsed?.ok ? detectPayload(parsed.value) : undefined
}

/** Whether a JSON document is an answer; one without any words is an envelope that anybody may use. */
export function isRagflowDocument(json: unknown): boolean {
  if (!isRecord(json) || numberField(json, 'code') === undefined) return false
  return stringField(recordField(json, 'data') ?? {}, 'answer') !== undefined
}

function detectPayload(json: unknown): DetectionClaim | undefined {
  if (!isRecord(json) || !Object.hasOwn(json, 'data')) return undefined
  const isWrapped =
    numberField(json, 'code') !== undefined && stringField(json, 'message') !== undefined
  if (isWrapped && isChatData(json['data'])) return { rule: 'data, a message and a numeric code' }
  return isAgentEvent(json) ? { rule: 'an event with data of a task and a message' } : undefined
}

/** Many wrap what they have in a code and a message: RAGFlow an answer, or nothing at the end and behind a failure. */
function isChatData(data: unknown): boolean {
  if (!isRecord(data)) return typeof data === 'boolean' || data === null
  return Object.hasOwn(data, 'answer') || Object.hasOwn(data, 'reference')
}

/** Dify's events name the run of a workflow, or the conversation, and put a message's fields beside them. */
function isAgentEvent(record: JsonRecord): boolean {
  const has = (name: string): boolean => idField(record, name) !== undefined
  const isDify = has('workflow_run_id') || has('conversation_id')
  return has('event') && has('task_id') && has('message_id') && !isDify
}

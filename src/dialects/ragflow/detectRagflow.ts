import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { idField, isRecord, type JsonRecord, numberField, stringField } from '../jsonFields.ts'

/** Says by which payload a stream is one of RAGFlow: a chat wraps its data in a code, an agent names its events. */
export function detectRagflow({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json) || !Object.hasOwn(json, 'data')) return undefined
  const isWrapped =
    numberField(json, 'code') !== undefined && stringField(json, 'message') !== undefined
  if (isWrapped) return { rule: 'data, a message and a numeric code' }
  return isAgentEvent(json) ? { rule: 'an event with data of a task and a message' } : undefined
}

/** Dify's events name the run of a workflow, or the conversation, and put a message's fields beside them. */
function isAgentEvent(record: JsonRecord): boolean {
  const has = (name: string): boolean => idField(record, name) !== undefined
  const isDify = has('workflow_run_id') || has('conversation_id')
  return has('event') && has('task_id') && has('message_id') && !isDify
}

import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'

/** Events that bring their fields beside `event`; all others are those of a workflow and name its run. */
const CHAT_EVENTS: ReadonlySet<string> = new Set([
  'message',
  'agent_message',
  'agent_thought',
  'message_file',
  'message_replace',
  'message_end',
  'tts_message',
  'tts_message_end',
])

/** Whether a JSON document is what an app answers in its mode `blocking`. */
export function isDifyDocument(json: unknown): boolean {
  if (!isRecord(json)) return false
  const isMessage =
    stringField(json, 'answer') !== undefined &&
    idField(json, 'message_id') !== undefined &&
    stringField(json, 'mode') !== undefined
  return isMessage || isWorkflowDocument(json)
}

/** The run of a workflow, without an event: its end is inside of `data`. */
export function isWorkflowDocument(record: JsonRecord): boolean {
  const data = recordField(record, 'data')
  if (data === undefined || idField(record, 'workflow_run_id') === undefined) return false
  return !Object.hasOwn(record, 'event') && stringField(data, 'status') !== undefined
}

/** Says by which event a stream is one of Dify. */
export function detectDify({ json }: DetectionProbe): DetectionClaim | undefined {
  if (!isRecord(json)) return undefined
  const event = stringField(json, 'event') ?? ''
  if (event !== '' && idField(json, 'workflow_run_id') !== undefined) {
    return { rule: `event is "${event}" of a workflow_run_id` }
  }
  const isTask = idField(json, 'task_id') !== undefined
  // RAGFlow's agents have a task_id too, and all else inside of `data`.
  if (isTask && CHAT_EVENTS.has(event) && !Object.hasOwn(json, 'data')) {
    return { rule: `event is "${event}" of a task_id` }
  }
  const isError = event === 'error' && numberField(json, 'status') !== undefined
  return isError ? { rule: 'event is "error" with a status', provisional: true } : undefined
}

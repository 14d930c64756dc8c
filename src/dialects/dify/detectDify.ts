import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { idField, isRecord, numberField, stringField } from '../payload/jsonFields.ts'

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

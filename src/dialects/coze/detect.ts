import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { isRecord, type JsonRecord } from '../payload/jsonFields.ts'

/** What tells a workflow's event from another backend's of the same name: one of the fields that only it has. */
const MARKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Message', ['node_title', 'node_seq_id', 'node_is_finish']],
  ['Interrupt', ['interrupt_data']],
  ['Error', ['error_code', 'error_message']],
  ['Done', ['debug_url', 'node_execute_uuid']],
])

const CHAT_EVENT = /^conversation\.(?:chat|message|audio)\./

/** Says by the name of an event whether a stream is one of Coze. */
export function detectCoze({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  const { event } = frame
  if (CHAT_EVENT.test(event)) return { rule: `event is "${event}"` }
  if (!isRecord(json)) return undefined
  const marks = MARKS.get(event)
  if (marks?.some((name) => Object.hasOwn(json, name))) return { rule: `event is "${event}"` }
  return event === 'error' && isFault(json)
    ? { rule: 'event "error" has a code and a msg', provisional: true }
    : undefined
}

function isFault(record: JsonRecord): boolean {
  return typeof record['code'] === 'number' && typeof record['msg'] === 'string'
}

import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import { isRecord, type JsonRecord } from '../payload/jsonFields.ts'

/** Names that others use too, and the field that tells. */
const MARKS: ReadonlyMap<string, (payload: JsonRecord) => boolean> = new Map([
  ['answer', (payload) => Array.isArray(payload['choices'])],
  ['toolCall', (payload) => Object.hasOwn(payload, 'tool') || Object.hasOwn(payload, 'id')],
  ['toolParams', (payload) => Object.hasOwn(payload, 'tool') || Object.hasOwn(payload, 'params')],
  [
    'toolResponse',
    (payload) => Object.hasOwn(payload, 'tool') || Object.hasOwn(payload, 'response'),
  ],
  ['interactive', (payload) => Object.hasOwn(payload, 'interactive')],
])

const OWN_EVENTS: ReadonlySet<string> = new Set([
  'fastAnswer',
  'flowNodeStatus',
  'flowNodeResponse',
  'flowResponses',
  'updateVariables',
  'workflowDuration',
])

/** Whether a JSON document is an answer with `detail` that was not asked for as a stream. */
export function isFastgptDocument(json: unknown): boolean {
  if (!isRecord(json) || !Array.isArray(json['choices'])) return false
  return Object.hasOwn(json, 'responseData') || Object.hasOwn(json, 'newVariables')
}

/** Says by the name of an event whether a stream is one of FastGPT; without `detail` it is one of OpenAI's. */
export function detectFastgpt({ frame, json }: DetectionProbe): DetectionClaim | undefined {
  const { event } = frame
  if (OWN_EVENTS.has(event)) return { rule: `event is "${event}"` }
  const isMarked = isRecord(json) && MARKS.get(event)?.(json)
  return isMarked ? { rule: `event is "${event}" with a payload of its kind` } : undefined
}

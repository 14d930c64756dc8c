import type { DetectionClaim, DetectionProbe } from '../dialect.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  stringField,
} from '../payload/jsonFields.ts'

const OWNERS = ['run_id', 'workflow_id', 'agent_id', 'team_id'] as const

/** What a server says of the stream itself when one comes back to it. */
const CONTROL_EVENTS: ReadonlySet<string> = new Set(['catch_up', 'replay', 'subscribed'])

/** Says by which event a stream is one of agno, also where the text of an event stream comes in WebSocket messages. */
export function detectAgno({ frame, json, earlier }: DetectionProbe): DetectionClaim | undefined {
  if (isRecord(json)) return detectRecord(json)
  const isGreeted = earlier.some((probe) => isRecord(probe.json) && isGreeting(probe.json))
  const isNested = isGreeted && /^event: ?[A-Z]/.test(frame.data ?? '')
  return isNested ? { rule: 'an event stream inside of messages, behind "connected"' } : undefined
}

/** Whether a JSON document is the output of a run that was not asked for as a stream. */
export function isAgnoDocument(json: unknown): json is JsonRecord {
  if (!isRecord(json) || Object.hasOwn(json, 'event')) return false
  const isRun = RUN_OWNERS.some(([field]) => idField(json, field) !== undefined)
  return isRun && idField(json, 'run_id') !== undefined && Object.hasOwn(json, 'content')
}

/** The event that ends a stream of such a run. */
export function endOfRun(document: JsonRecord): string {
  const owner = RUN_OWNERS.find(([field]) => idField(document, field) !== undefined)
  const [, run] = owner ?? RUN_OWNERS[0]
  return `${run}${OUTCOMES.get(stringField(document, 'status') ?? '') ?? 'Completed'}`
}

/** The most telling first: an agent may be one of a team, and a team one of a workflow. */
const RUN_OWNERS = [
  ['agent_id', 'Run'],
  ['team_id', 'TeamRun'],
  ['workflow_id', 'Workflow'],
] as const

const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ['ERROR', 'Error'],
  ['CANCELLED', 'Cancelled'],
  ['PAUSED', 'Paused'],
])

function detectRecord(record: JsonRecord): DetectionClaim | undefined {
  const event = stringField(record, 'event') ?? ''
  const hasOwner = OWNERS.some((name) => idField(record, name) !== undefined)
  const isDated = numberField(record, 'created_at') !== undefined
  if (/^[A-Z]/.test(event) && hasOwner && isDated) {
    return { rule: `event is "${event}" of a run` }
  }
  if (CONTROL_EVENTS.has(event) && hasOwner) return { rule: `event is "${event}" of a run` }
  return isGreeting(record) ? { rule: 'event is "connected"', provisional: true } : undefined
}

function isGreeting(record: JsonRecord): boolean {
  return record['event'] === 'connected'
}

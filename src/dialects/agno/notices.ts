import type { EventOf } from '../events.ts'
import { type JsonRecord, ownField } from '../payload/jsonFields.ts'

/** Work beside the answer: that it began is worth a word. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  'RunContinued',
  'PreHookStarted',
  'PostHookStarted',
  'MemoryUpdateStarted',
  'SessionSummaryStarted',
  'CompressionStarted',
  'FollowupsStarted',
  'ParserModelResponseStarted',
  'OutputModelResponseStarted',
  'WorkflowAgentStarted',
  'connected',
  'authenticated',
  'subscribed',
  'catch_up',
  'replay',
])

/** Work whose end says nothing that is not said elsewhere. */
const SILENT: ReadonlySet<string> = new Set([
  'RunContentCompleted',
  'ReasoningStarted',
  'ReasoningCompleted',
  'ModelRequestStarted',
  'PreHookCompleted',
  'PostHookCompleted',
  'ParserModelResponseCompleted',
  'OutputModelResponseCompleted',
  'WorkflowAgentCompleted',
])

/** What came out of work beside the answer, by the field that holds it; `undefined` where all of the event does. */
const OUTCOMES: ReadonlyMap<string, { readonly name: string; readonly field?: string }> = new Map([
  ['MemoryUpdateCompleted', { name: 'memories', field: 'memories' }],
  ['SessionSummaryCompleted', { name: 'session-summary', field: 'session_summary' }],
  ['FollowupsCompleted', { name: 'followups', field: 'followups' }],
  ['CompressionCompleted', { name: 'compression' }],
  ['CustomEvent', { name: 'custom' }],
])

/** The status that an event stands for. */
export function findNotice(
  event: string,
  agent: string | undefined,
): EventOf<'status'> | undefined {
  const name = withoutTeam(event)
  if (!BEGINNINGS.has(name)) return undefined
  return { type: 'status', message: inWords(name), phase: event, agent }
}

/** The data that an event stands for. */
export function readPayloadOf(record: JsonRecord, event: string): EventOf<'data'> | undefined {
  const outcome = OUTCOMES.get(withoutTeam(event))
  if (outcome === undefined) return undefined
  const { name, field } = outcome
  const data = field === undefined ? record : ownField(record, field)
  return data === undefined || data === null ? undefined : { type: 'data', name, data }
}

/** Whether an event is known to say nothing, or nothing when it brings no data. */
export function isSilent(event: string): boolean {
  const name = withoutTeam(event)
  return SILENT.has(name) || OUTCOMES.has(name)
}

function withoutTeam(event: string): string {
  return event.startsWith('Team') ? event.slice('Team'.length) : event
}

/** `MemoryUpdateStarted` as people write it. */
function inWords(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

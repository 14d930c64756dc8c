import { isSafeKey } from '../payload/json.ts'
import { arrayField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'

/** The events of LlamaIndex that mean something to a reader; all others are the workflow's own. */
export type WorkflowEventKind =
  | 'AgentInput'
  | 'AgentStream'
  | 'AgentOutput'
  | 'AgentStreamStructuredOutput'
  | 'ToolCall'
  | 'ToolCallResult'
  | 'InputRequiredEvent'
  | 'StopEvent'
  | 'WorkflowFailedEvent'
  | 'WorkflowTimedOutEvent'
  | 'WorkflowCancelledEvent'

export interface WorkflowEvent {
  readonly kind: WorkflowEventKind | undefined
  /** The name of its class, which may be one of the workflow's own. */
  readonly name: string
  /** Its fields, named as Python names them. */
  readonly value: JsonRecord
}

/** Class names of Python and of TypeScript. */
const KINDS: ReadonlyMap<string, WorkflowEventKind> = new Map<string, WorkflowEventKind>([
  ['AgentInput', 'AgentInput'],
  ['AgentSetup', 'AgentInput'],
  ['AgentStream', 'AgentStream'],
  ['AgentOutput', 'AgentOutput'],
  ['AgentStreamStructuredOutput', 'AgentStreamStructuredOutput'],
  ['ToolCall', 'ToolCall'],
  ['AgentToolCall', 'ToolCall'],
  ['ToolCallResult', 'ToolCallResult'],
  ['AgentToolCallResult', 'ToolCallResult'],
  ['InputRequiredEvent', 'InputRequiredEvent'],
  ['StopEvent', 'StopEvent'],
  ['WorkflowFailedEvent', 'WorkflowFailedEvent'],
  ['WorkflowTimedOutEvent', 'WorkflowTimedOutEvent'],
  ['WorkflowCancelledEvent', 'WorkflowCancelledEvent'],
])

/** How the fields tell a kind where no class is named, as with a bare `model_dump_json()`. The first row that fits holds. */
const SHAPES: readonly (readonly [WorkflowEventKind, (value: JsonRecord) => boolean])[] = [
  ['AgentStream', (value) => 'delta' in value && 'response' in value],
  ['ToolCallResult', (value) => 'tool_name' in value && 'tool_output' in value],
  ['ToolCall', (value) => 'tool_name' in value && 'tool_kwargs' in value],
  ['AgentInput', (value) => Array.isArray(value['input']) && 'current_agent_name' in value],
  ['AgentOutput', (value) => isRecord(value['response']) && 'current_agent_name' in value],
  ['WorkflowFailedEvent', (value) => 'step_name' in value && isFailure(value)],
  ['WorkflowTimedOutEvent', (value) => 'timeout' in value && 'active_steps' in value],
  ['StopEvent', isStop],
  ['AgentStreamStructuredOutput', (value) => isRecord(value['output']) && hasOneField(value)],
]

/**
 * Reads one event: bare, or in the envelope of the workflows server, which names the class and those it descends from.
 * @param frameName the name of the SSE event; the server's first versions put the class there.
 */
export function readWorkflowEvent(payload: JsonRecord, frameName: string): WorkflowEvent {
  const content = payload['value']
  if (!isRecord(content) || !isEnvelope(payload)) return readBare(payload, frameName)
  const name =
    stringField(payload, 'type') ?? className(stringField(payload, 'qualified_name') ?? '')
  const kind = KINDS.get(name) ?? kindOfAncestor(arrayField(payload, 'types') ?? [])
  return { kind, name: name || 'unknown', value: readFields(content) }
}

/** Whether an object with a `value` says what class that is. */
export function isEnvelope(payload: JsonRecord): boolean {
  if (!Object.hasOwn(payload, 'value')) return false
  if (Object.hasOwn(payload, 'types') || Object.hasOwn(payload, 'qualified_name')) return true
  return KINDS.has(stringField(payload, 'type') ?? '')
}

/** Whether the name of an SSE event is that of one of LlamaIndex's own classes. */
export function isEventClass(frameName: string): boolean {
  return KINDS.has(className(frameName))
}

/** A tool call as `tool_calls` lists it; its names may be those of TypeScript. */
export function withPythonNames(record: JsonRecord): JsonRecord {
  const names = Object.keys(record)
  if (!names.some((name) => CAPITAL.test(name))) return record
  return Object.fromEntries(
    names.map((name) => [
      name.replace(CAPITALS, (letter) => `_${letter.toLowerCase()}`),
      record[name],
    ]),
  )
}

const CAPITAL = /[A-Z]/
const CAPITALS = /[A-Z]/g
function readBare(payload: JsonRecord, frameName: string): WorkflowEvent {
  const value = readFields(payload)
  const name = frameName === '' ? '' : className(frameName)
  const kind = KINDS.get(name) ?? SHAPES.find(([, fits]) => fits(value))?.[0]
  return { kind, name: kind ?? (name || 'unknown'), value }
}

/** Fields that a class does not declare travel in `_data`; to whoever sent them they are fields like the others. */
function readFields(fields: JsonRecord): JsonRecord {
  const value = isTypeScript(fields) ? withPythonNames(fields) : fields
  const extra = value['_data']
  if (!isRecord(extra)) return value
  const { _data, ...declared } = value
  return Object.fromEntries(
    Object.entries({ ...extra, ...declared }).filter(([name]) => isSafeKey(name)),
  )
}

/** At least one of these is in every event of LlamaIndex for TypeScript. */
function isTypeScript({ currentAgentName, toolName, agentName }: JsonRecord): boolean {
  return (currentAgentName ?? toolName ?? agentName) !== undefined
}

/** The nearest ancestor counts: they are named in the order in which Python looks methods up. */
function kindOfAncestor(names: readonly unknown[]): WorkflowEventKind | undefined {
  for (const name of names) {
    const kind = typeof name === 'string' ? KINDS.get(name) : undefined
    if (kind !== undefined) return kind
  }
  return undefined
}

/** `workflows.events.StopEvent` and `__main__.<locals>.Progress` end in the name of the class. */
function className(qualifiedName: string): string {
  return qualifiedName.slice(qualifiedName.lastIndexOf('.') + 1)
}

function isFailure(value: JsonRecord): boolean {
  return 'exception' in value || 'exception_message' in value
}

/** In TypeScript an agent's end brings its message and its state along. */
function isStop(value: JsonRecord): boolean {
  return 'result' in value && Object.keys(value).every((name) => STOP_FIELDS.has(name))
}

const STOP_FIELDS: ReadonlySet<string> = new Set(['result', 'message', 'state'])

function hasOneField(value: JsonRecord): boolean {
  return Object.keys(value).length === 1
}

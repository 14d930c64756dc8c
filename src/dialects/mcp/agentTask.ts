import type { DoneReason } from '../events.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createSaidTexts } from '../text/saidTexts.ts'

/** The task of an A2A agent, which tells of itself in updates. */
export interface AgentTask {
  /** Says whether the result was such an update. */
  read(result: JsonRecord): boolean
  /** How the task ended; `undefined` as long as it has not. */
  readonly reason: DoneReason | undefined
  /** The state that the agent named last. */
  readonly state: string | undefined
}

/** States in which an agent says no more. */
const REASONS: ReadonlyMap<string, DoneReason> = new Map<string, DoneReason>([
  ['completed', 'stop'],
  ['failed', 'error'],
  ['rejected', 'error'],
  ['canceled', 'other'],
  ['input-required', 'interrupt'],
  ['auth-required', 'interrupt'],
])

const STATE_PREFIX = 'TASK_STATE_'
const USERS: ReadonlySet<unknown> = new Set(['user', 'ROLE_USER'])
const PART_FIELDS = ['text', 'data', 'url', 'raw'] as const

/** The field of an update since 1.0, its kind, and a field of it that is an object or a list. */
const WRAPPINGS = [
  ['task', 'task', 'status'],
  ['statusUpdate', 'status-update', 'status'],
  ['artifactUpdate', 'artifact-update', 'artifact'],
  ['message', 'message', 'parts'],
] as const

/** Makes the reader for the four kinds of results of `message/stream`. */
export function createAgentTask(output: EventOutput): AgentTask {
  const said = createSaidTexts()
  let state: string | undefined
  let reason: DoneReason | undefined
  let ids = ''

  function readIds(result: JsonRecord, taskField: string): void {
    const conversationId = idField(result, 'contextId')
    const runId = idField(result, taskField)
    const named = JSON.stringify([conversationId, runId])
    // Every update repeats them.
    if (named === ids || (conversationId ?? runId) === undefined) return
    ids = named
    output.write({ type: 'meta', conversationId, runId })
  }

  function readStatus(status: JsonRecord): void {
    state = readState(status)
    const message = recordField(status, 'message')
    const text = message === undefined ? '' : textOf(message)
    reason = REASONS.get(state ?? '')
    if (reason === undefined) {
      output.write({ type: 'status', message: text || state || '', phase: state })
    } else if (reason === 'error') {
      const words = text || `The task was ${state}`
      output.write({
        type: 'error',
        message: words,
        code: state,
        recoverable: false,
        scope: 'stream',
      })
    } else if (message !== undefined) readMessage(message)
    if (reason === 'interrupt') output.write({ type: 'interrupt', kind: 'input', payload: status })
  }

  /** What an agent says at the end it may have said before, as an artifact or under another id. */
  function readMessage(message: JsonRecord): void {
    const text = textOf(message)
    readParts(message)
    if (USERS.has(message['role']) || text === '' || said.hasText(text)) return
    const partId = idField(message, 'messageId')
    if (partId !== undefined) output.write({ type: 'meta', messageId: partId })
    said.set(partId ?? '', text)
    output.write({ type: 'text-full', channel: 'answer', text, mode: 'final', partId })
  }

  /** Everything in the parts that is no text. */
  function readParts(holder: JsonRecord): void {
    for (const part of arrayField(holder, 'parts') ?? []) {
      const kind = isRecord(part) ? kindOf(part) : undefined
      if (!isRecord(part) || kind === undefined || kind === 'text') continue
      const name = stringField(holder, 'name') || kind
      output.write({ type: 'data', name, data: dataOf(part, kind) })
    }
  }

  function readArtifact(artifact: JsonRecord, isPiece: boolean): void {
    const partId = idField(artifact, 'artifactId') ?? 'artifact'
    const text = textOf(artifact)
    readParts(artifact)
    if (text === '') return
    if (isPiece) {
      said.add(partId, text)
      output.write({ type: 'text', channel: 'answer', delta: text, partId })
    } else {
      said.set(partId, text)
      output.write({ type: 'text-full', channel: 'answer', text, mode: 'final', partId })
    }
  }

  function readTask(task: JsonRecord): void {
    readIds(task, 'id')
    for (const artifact of arrayField(task, 'artifacts') ?? []) {
      if (isRecord(artifact)) readArtifact(artifact, false)
    }
    readStatus(recordField(task, 'status') ?? {})
  }

  const readers: ReadonlyMap<string, (result: JsonRecord) => void> = new Map([
    ['task', readTask],
    [
      'status-update',
      (update: JsonRecord) => {
        readIds(update, 'taskId')
        readStatus(recordField(update, 'status') ?? {})
        // "final": the agent closes the stream, whatever the state is.
        if (update['final'] === true) reason ??= 'stop'
      },
    ],
    [
      'artifact-update',
      (update: JsonRecord) => {
        const artifact = recordField(update, 'artifact') ?? {}
        const isFirst = !said.has(idField(artifact, 'artifactId') ?? 'artifact')
        readArtifact(artifact, update['append'] === true || isFirst)
      },
    ],
    [
      'message',
      (message: JsonRecord) => {
        readIds(message, 'taskId')
        readMessage(message)
        reason ??= 'stop'
      },
    ],
  ])

  return {
    read(result) {
      const [kind, body] = unwrapUpdate(result)
      const read = readers.get(kind)
      read?.(body)
      return read !== undefined
    },
    get reason() {
      return reason
    },
    get state() {
      return state
    },
  }
}

/** Since 1.0 an update says its kind by the one field that it stands in; before, by a field beside the others. */
function unwrapUpdate(result: JsonRecord): readonly [kind: string, update: JsonRecord] {
  const kind = stringField(result, 'kind')
  if (kind !== undefined) return [kind, result]
  for (const [field, name, mark] of WRAPPINGS) {
    const update = recordField(result, field)
    // MCP has tasks too, whose status is a word.
    const marked = update && ownField(update, mark)
    if (update !== undefined && typeof marked === 'object') return [name, update]
  }
  return ['', result]
}

/** `completed` before 1.0, `TASK_STATE_COMPLETED` since. */
function readState(status: JsonRecord): string | undefined {
  const state = stringField(status, 'state')
  if (!state?.startsWith(STATE_PREFIX)) return state
  return state.slice(STATE_PREFIX.length).toLowerCase().replaceAll('_', '-')
}

/** Older agents call it `type`; since 1.0 the field that is there says it. */
function kindOf(part: JsonRecord): string | undefined {
  const kind = stringField(part, 'kind') ?? stringField(part, 'type')
  return kind ?? PART_FIELDS.find((field) => Object.hasOwn(part, field))
}

/** A file since 1.0 has its type and name beside it. */
function dataOf(part: JsonRecord, kind: string): unknown {
  return kind === 'url' || kind === 'raw' ? part : (ownField(part, kind) ?? part)
}

function textOf(holder: JsonRecord): string {
  return (arrayField(holder, 'parts') ?? [])
    .map((part) => (isRecord(part) && kindOf(part) === 'text' ? stringField(part, 'text') : ''))
    .join('')
}

import type { StreamIds } from '../../dialects/events.ts'
import { createStreamConnection } from '../../run/connection.ts'
import { isOver } from '../../state/status.ts'
import { createStreamState, type Part, type StreamState } from '../../state/streamState.ts'
import type {
  AssistantVersion,
  ChatAttachment,
  ChatThread,
  ChatTurn,
  StoredOutcome,
  TurnsBehind,
  UserVersion,
} from './chatThread.ts'

// A stored talk may be of an older version, of another tab or somebody's own. What stands here is read field by field;
// what cannot be drawn is left out, and a talk that is none at all is refused.

type Fields = Readonly<Record<string, unknown>>

/** Deeper talks within talks are no work of a person. */
const DEEPEST = 64

/**
 * Reads a talk that was stored; `undefined` for what is none.
 *
 * An answer that was still on its way when it was stored ended with its page: it is `interrupted`.
 */
export function readThread(value: unknown): ChatThread | undefined {
  if (!isFields(value) || typeof value['id'] !== 'string' || !Array.isArray(value['turns'])) {
    return undefined
  }
  const title = value['title']
  return {
    id: value['id'],
    ...(typeof title === 'string' && { title }),
    createdAt: readTime(value['createdAt']),
    updatedAt: readTime(value['updatedAt']),
    ids: readIds(value['ids']),
    turns: readTurns(value['turns'], DEEPEST),
  }
}

function readTurns(value: unknown, depth: number): readonly ChatTurn[] {
  if (depth === 0) return []
  return listFields(value).flatMap((turn): ChatTurn | readonly ChatTurn[] => {
    const { id, role, versions, shown } = turn
    if (typeof id !== 'string') return []
    const behind = readBehind(turn['behind'], depth - 1)
    if (role === 'user') {
      const read = listFields(versions).flatMap(readQuestion)
      return read.length > 0
        ? { id, role, behind, shown: clampIndex(shown, read.length), versions: read }
        : []
    }
    if (role !== 'assistant') return []
    const read = listFields(versions).flatMap(readAnswer)
    return read.length > 0
      ? { id, role, behind, shown: clampIndex(shown, read.length), versions: read }
      : []
  })
}

function readBehind(value: unknown, depth: number): TurnsBehind {
  if (!isFields(value)) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([id]) => id !== '__proto__')
      .map(([id, turns]) => [id, readTurns(turns, depth)]),
  )
}

function readQuestion(version: Fields): UserVersion | readonly UserVersion[] {
  const { id, text, createdAt } = version
  if (typeof id !== 'string' || typeof text !== 'string') return []
  const attachments = listFields(version['attachments']).flatMap(readAttachment)
  return { id, createdAt: readTime(createdAt), text, attachments }
}

function readAttachment(value: Fields): ChatAttachment | readonly ChatAttachment[] {
  const { id, name, mediaType, size, url, file } = value
  if (typeof id !== 'string' || typeof name !== 'string') return []
  return {
    id,
    name,
    mediaType: typeof mediaType === 'string' ? mediaType : '',
    size: readTime(size),
    ...(typeof url === 'string' && { url }),
    // IndexedDB keeps files, JSON does not.
    ...(typeof File !== 'undefined' && file instanceof File && { file }),
  }
}

function readAnswer(version: Fields): AssistantVersion | readonly AssistantVersion[] {
  const { id, createdAt } = version
  if (typeof id !== 'string' || !isFields(version['state'])) return []
  const state = readState(version['state'])
  const isCut = !isOver(state.status)
  return {
    id,
    createdAt: readTime(createdAt),
    state: isCut ? { ...state, status: 'interrupted' } : state,
    ...(isCut ? {} : { outcome: readOutcome(version['outcome'], state) }),
    ...(isFields(version['connection']) && {
      connection: { ...createStreamConnection(), ...version['connection'] },
    }),
  }
}

/**
 * Takes the state over as it was written: the kit wrote it. Its lists are checked for what drawing them leans on, which
 * are objects with a key or an id.
 */
function readState(value: Fields): StreamState {
  const idle = createStreamState()
  const known = Object.keys(idle).filter((name) => value[name] !== undefined && name in value)
  const state = { ...idle, ...Object.fromEntries(known.map((name) => [name, value[name]])) }
  return {
    ...state,
    ids: readIds(value['ids']),
    parts: listFields(value['parts']).filter(isPart),
    answer: typeof value['answer'] === 'string' ? value['answer'] : '',
    reasoning: typeof value['reasoning'] === 'string' ? value['reasoning'] : '',
    steps: state.steps.filter(hasId),
    tools: state.tools.filter(hasId),
    results: state.results.filter(hasId),
    references: state.references.filter(hasId),
    errors: Array.isArray(state.errors) ? state.errors : [],
  }
}

function readOutcome(value: unknown, { status }: StreamState): StoredOutcome | undefined {
  if (
    status === 'complete' ||
    status === 'cancelled' ||
    status === 'interrupted' ||
    status === 'failed'
  ) {
    const figures = { status, attempts: 1, events: 0, bytes: 0 } as const
    return isFields(value)
      ? { ...figures, ...value, ...(value['resumable'] === true && { resumable: false }), status }
      : figures
  }
  return undefined
}

const PART_TYPES: ReadonlySet<unknown> = new Set<Part['type']>([
  'text',
  'reasoning',
  'step',
  'tool',
  'results',
  'status',
  'data',
  'interrupt',
  'error',
])

function isPart(value: Fields): value is Fields & Part {
  return typeof value['key'] === 'string' && PART_TYPES.has(value['type'])
}

function hasId(value: unknown): boolean {
  return isFields(value) && typeof value['id'] === 'string'
}

const ID_NAMES = ['conversationId', 'sessionId', 'runId', 'messageId', 'model'] as const

function readIds(value: unknown): StreamIds {
  if (!isFields(value)) return {}
  return Object.fromEntries(
    ID_NAMES.flatMap((name) => (typeof value[name] === 'string' ? [[name, value[name]]] : [])),
  )
}

function clampIndex(value: unknown, length: number): number {
  const index = Number.isInteger(value) ? Number(value) : length - 1
  return Math.min(Math.max(index, 0), length - 1)
}

/** A time or a size: anything but a count is 0. */
function readTime(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function listFields(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

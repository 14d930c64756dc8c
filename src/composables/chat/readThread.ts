import type { StreamIds } from '../../dialects/events.ts'
import { createStreamConnection, type StreamConnection } from '../../run/connection.ts'
import { isOver } from '../../state/status.ts'
import { createStreamState, type StreamState, type StreamStatus } from '../../state/streamState.ts'
import type {
  AssistantVersion,
  ChatAttachment,
  ChatThread,
  ChatTurn,
  StoredOutcome,
  TurnsBehind,
  UserVersion,
} from './chatThread.ts'
import {
  hasFigures,
  isFault,
  isFields,
  isPart,
  isResult,
  isStep,
  isToolCall,
  listFields,
  readStoredError,
  type Fields,
} from './storedFields.ts'

// A stored talk may be of an older version, of another tab or somebody's own. What stands here is read field by field;
// what cannot be drawn is left out, and a talk that is none at all is refused.

const STATUSES: readonly StreamStatus[] = [
  'idle',
  'connecting',
  'streaming',
  'paused',
  'reconnecting',
  'complete',
  'cancelled',
  'interrupted',
  'failed',
]

const INTEGRITIES: readonly StreamState['integrity'][] = ['unchecked', 'match', 'repaired']

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
    createdAt: readCount(value['createdAt']),
    updatedAt: readCount(value['updatedAt']),
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
  return { id, createdAt: readCount(createdAt), text, attachments }
}

function readAttachment(value: Fields): ChatAttachment | readonly ChatAttachment[] {
  const { id, name, mediaType, size, url, file } = value
  if (typeof id !== 'string' || typeof name !== 'string') return []
  return {
    id,
    name,
    mediaType: typeof mediaType === 'string' ? mediaType : '',
    size: readCount(size),
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
    createdAt: readCount(createdAt),
    state: isCut ? { ...state, status: 'interrupted' } : state,
    ...(isCut ? {} : { outcome: readOutcome(version['outcome'], state) }),
    ...(isFields(version['connection']) && { connection: readConnection(version['connection']) }),
  }
}

/** The fields of a state one by one: what is missing or of another kind is as in a state before its first event. */
function readState(value: Fields): StreamState {
  const idle = createStreamState()
  const { status, dialect, answer, reasoning, stepTotal, integrity, progress, usage } = value
  return {
    status: STATUSES.find((known) => known === status) ?? 'interrupted',
    dialect: typeof dialect === 'string' ? dialect : undefined,
    ids: readIds(value['ids']),
    parts: listFields(value['parts']).filter(isPart),
    answer: typeof answer === 'string' ? answer : '',
    reasoning: typeof reasoning === 'string' ? reasoning : '',
    steps: listFields(value['steps']).filter(isStep),
    stepTotal: typeof stepTotal === 'number' ? stepTotal : undefined,
    tools: listFields(value['tools']).filter(isToolCall),
    results: listFields(value['results']).filter(isResult),
    references: listFields(value['references']).filter(isResult),
    progress: isFields(progress) && hasFigures(progress) ? progress : undefined,
    usage: isFields(usage) && hasFigures(usage) ? usage : undefined,
    integrity: INTEGRITIES.find((known) => known === integrity) ?? idle.integrity,
    errors: listFields(value['errors']).filter(isFault),
  }
}

/** Facts that are of the kind that they are of in a connection before anything was sent, or times. */
function readConnection(value: Fields): StreamConnection {
  const unconnected = createStreamConnection()
  const known = Object.entries(unconnected).filter(([name, initial]) =>
    initial === undefined ? typeof value[name] === 'number' : typeof value[name] === typeof initial,
  )
  return { ...unconnected, ...Object.fromEntries(known.map(([name]) => [name, value[name]])) }
}

function readOutcome(value: unknown, { status }: StreamState): StoredOutcome | undefined {
  if (
    status !== 'complete' &&
    status !== 'cancelled' &&
    status !== 'interrupted' &&
    status !== 'failed'
  ) {
    return undefined
  }
  const { attempts, events, bytes, lastEventId, resumable, error } = isFields(value) ? value : {}
  const read = readStoredError(error)
  return {
    status,
    attempts: readCount(attempts),
    events: readCount(events),
    bytes: readCount(bytes),
    ...(typeof lastEventId === 'string' && { lastEventId }),
    // The run that knew how to go on is gone.
    ...(typeof resumable === 'boolean' && { resumable: false }),
    ...(read && { error: read }),
  }
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

/** A time, a size or a number of things: anything else is 0. */
function readCount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

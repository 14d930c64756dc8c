import type { ChatThread, ChatTurn } from '../composables/chat/chatThread.ts'
import { readThread } from '../composables/chat/readThread.ts'
import { isFields, type Fields } from '../composables/chat/storedFields.ts'
import { titleOf } from '../composables/chat/threadTurns.ts'
import { isSafeKey } from '../dialects/payload/json.ts'
import { isOver } from '../state/status.ts'
import { copyPlainData } from './plainData.ts'

/** The version of what is stored. It counts up when older programs could not read it any more. */
export const SCHEMA = 1

/** What a list shows of a talk, without the talk. */
export interface ThreadHeading {
  readonly schema: number
  readonly id: string
  /** The given title, else the beginning of the first question; none for an empty talk. */
  readonly title?: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** Milliseconds since 1970. */
  readonly updatedAt: number
  /** Counts the times that this talk was stored, from 1; 0: not stored yet. */
  readonly revision: number
  readonly turnCount: number
  /** An answer in it is not whole: it is on its way, or was when its page went away, or its connection broke off. */
  readonly partial: boolean
}

/** A talk as a storage keeps it. */
export interface ThreadRecord extends ThreadHeading {
  readonly thread: ChatThread
}

export function makeHeading(thread: ChatThread, revision: number): ThreadHeading {
  const title = titleOf(thread)
  return {
    schema: SCHEMA,
    id: thread.id,
    ...(title !== '' && { title }),
    createdAt: thread.createdAt,
    updatedAt: thread.updatedAt,
    revision,
    turnCount: thread.turns.length,
    partial: thread.turns.some(isPartial),
  }
}

export function makeRecord(thread: ChatThread, revision: number): ThreadRecord {
  return { ...makeHeading(thread, revision), thread }
}

function isPartial(turn: ChatTurn): boolean {
  if (turn.role === 'user') return false
  const status = turn.versions[turn.shown]?.state.status ?? 'complete'
  return status === 'interrupted' || !isOver(status)
}

/**
 * From each older schema to the next. A new schema is a new row: what was stored under an older one is led through all
 * rows from its own on.
 */
export const migrations: Readonly<Record<number, (record: Fields) => Fields>> = {
  // Before there was a schema, an app could store what `useChat().toJSON()` gave.
  0: (thread) => ({ ...thread, schema: 1, thread }),
}

/** Why a stored talk is not shown: it is none, or a newer version of the program wrote it. */
export type RefusedReason = 'broken' | 'newer'

export type ReadRecord =
  | { readonly thread: ChatThread; readonly revision: number }
  | { readonly refused: RefusedReason }

/** Reads what a storage or a file gave, of this schema or an older one. It never throws. */
export function readRecord(value: unknown): ReadRecord {
  const plain = copyPlainData(value)
  const record = isFields(plain) ? migrate(plain) : undefined
  if (record === 'newer') return { refused: 'newer' }
  const thread = record && readThread(record['thread'])
  return thread && isSafeKey(thread.id)
    ? { thread, revision: readRevision(record) }
    : { refused: 'broken' }
}

/** Reads what a list says of a talk; what it leaves out is known once the talk is loaded. */
export function readHeading(value: unknown): ThreadHeading | { readonly refused: RefusedReason } {
  if (!isFields(value)) return { refused: 'broken' }
  const { schema, id, title, createdAt, updatedAt, turnCount, partial } = value
  if (typeof id !== 'string' || !isSafeKey(id)) return { refused: 'broken' }
  if (isNewer(schema)) return { refused: 'newer' }
  if (!isCount(createdAt) || !isCount(updatedAt)) return { refused: 'broken' }
  return {
    schema: SCHEMA,
    id,
    ...(typeof title === 'string' && title !== '' && { title }),
    createdAt,
    updatedAt,
    revision: readRevision(value),
    turnCount: isCount(turnCount) ? turnCount : 0,
    partial: partial === true,
  }
}

/** How often a record was stored; 0 for what is none. */
export function readRevision(value: unknown): number {
  const revision = isFields(value) ? value['revision'] : undefined
  return isCount(revision) ? revision : 0
}

function migrate(value: Fields): Fields | 'newer' | undefined {
  let record = value
  let schema = isCount(value['schema']) ? value['schema'] : 0
  if (isNewer(schema)) return 'newer'
  for (; schema < SCHEMA; schema++) {
    const step = migrations[schema]
    if (!step) return undefined
    record = step(record)
  }
  return record
}

function isNewer(schema: unknown): boolean {
  return typeof schema === 'number' && schema > SCHEMA
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

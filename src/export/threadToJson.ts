import type { ChatThread } from '../composables/chat/chatThread.ts'
import { makeRecord, readRecord } from '../store/threadRecord.ts'

/** A talk as JSON, in the schema of the history; `importThread` and `useRillHistory().add` read it again. */
export function threadToJson(thread: ChatThread): string {
  return `${JSON.stringify(makeRecord(thread, 0), undefined, 2)}\n`
}

/**
 * Reads a talk that was exported as JSON, now or by an older version, or that `useChat().toJSON()` gave. `undefined` for
 * what is none, and for what only a newer version can read; never throws.
 */
export function importThread(json: string): ChatThread | undefined {
  try {
    const read = readRecord(JSON.parse(json))
    return 'thread' in read ? read.thread : undefined
  } catch {
    return undefined
  }
}

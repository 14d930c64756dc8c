import type { ChatThread } from '../composables/chat/chatThread.ts'
import type { HistoryScreen } from './historyScreen.ts'
import type { HistoryState } from './historyState.ts'
import type { HistoryStorage } from './historyStorage.ts'
import { makeHeading, readHeading, readRecord } from './threadRecord.ts'
import type { WriteQueue } from './writeQueue.ts'

export interface HistoryReaderOptions {
  readonly state: HistoryState
  readonly screen: HistoryScreen
  readonly queue: WriteQueue
  readonly storage: () => HistoryStorage | undefined
  /** Settles once the list is read, if somebody has asked for it. */
  readonly opened: () => Promise<void> | undefined
  /** Says that something could not be read. */
  readonly report: (error: unknown, threadId?: string) => void
}

/** What the storage has, checked; what cannot be read is set aside. Nothing here rejects. */
export interface HistoryReader {
  /** Reads the headings of all talks. */
  readonly list: () => Promise<void>
  /** A talk, from this page or the storage. */
  readonly load: (id: string) => Promise<ChatThread | undefined>
  /** Another tab has stored or removed a talk. */
  readonly hear: (id: string) => Promise<void>
}

export function createHistoryReader(options: HistoryReaderOptions): HistoryReader {
  const { state, screen, queue, storage, opened, report } = options
  const { loaded, unsaved } = state.refs

  async function list(): Promise<void> {
    try {
      for (const value of (await storage()?.list()) ?? []) listStored(value)
    } catch (error) {
      report(error)
    }
  }

  function listStored(value: unknown): void {
    const heading = readHeading(value)
    if (!('refused' in heading)) {
      if (!state.headingOf(heading.id)) state.show(heading)
      return
    }
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : ''
    state.refuse(String(id), heading.refused)
  }

  async function load(id: string): Promise<ChatThread | undefined> {
    const there = screen.read(id)
    if (there) return there
    await opened()
    try {
      const value = await storage()?.load(id)
      if (value === undefined) return undefined
      const read = readRecord(value)
      if ('refused' in read) {
        state.refuse(id, read.refused)
        return undefined
      }
      // Another tab may have written it since the list was read.
      state.show(makeHeading(read.thread, read.revision))
      return read.thread
    } catch (error) {
      report(error, id)
      return undefined
    }
  }

  async function hear(id: string): Promise<void> {
    const known = state.headingOf(id)?.revision ?? 0
    const connected = screen.connectionOf(id)
    // What this tab has to say itself is compared when it is written, and then put beside the other.
    const isHeld = connected !== undefined || loaded.value[id] !== undefined
    const isAhead = queue.isWaiting(id) || connected?.isBusy() || unsaved.value.includes(id)
    if (isHeld && isAhead) return
    try {
      const value = await storage()?.load(id)
      if (value === undefined) {
        if (known > 0) screen.leave(id)
        return
      }
      const read = readRecord(value)
      if ('refused' in read) return state.refuse(id, read.refused)
      const connection = screen.connectionOf(id)
      if (read.revision <= known || connection?.isBusy()) return
      state.show(makeHeading(read.thread, read.revision))
      if (loaded.value[id] || connection) state.keep(read.thread)
      connection?.show(read.thread)
    } catch (error) {
      report(error, id)
    }
  }

  return { list, load, hear }
}

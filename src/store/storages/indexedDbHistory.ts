import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { HistoryStorage } from '../historyStorage.ts'
import { readRevision } from '../threadRecord.ts'

export interface IndexedDbHistoryOptions {
  /** The database's name. Default: `vue-rill`. */
  readonly name?: string
}

/** The values are what some version of some program once stored: nothing is known of them. */
interface HistorySchema extends DBSchema {
  headings: { key: string; value: unknown }
  threads: { key: string; value: unknown }
}

const LAYOUT = 1

/**
 * Keeps talks in IndexedDB: headings apart from talks, so that a list reads no talk; both are written in one transaction,
 * which also compares the revision. Other tabs hear of it by a `BroadcastChannel`.
 */
export function indexedDbHistory({
  name = 'vue-rill',
}: IndexedDbHistoryOptions = {}): HistoryStorage {
  let opened: Promise<IDBPDatabase<HistorySchema>> | undefined
  let channel: BroadcastChannel | undefined

  function open(): Promise<IDBPDatabase<HistorySchema>> {
    const forget = (): void => void (opened = undefined)
    opened ??= openDB<HistorySchema>(name, LAYOUT, {
      upgrade(database) {
        database.createObjectStore('headings')
        database.createObjectStore('threads')
      },
      // A newer program wants to change the layout in another tab: this one must not hold it up.
      blocking(_current, _wanted, event) {
        if (event.target instanceof IDBDatabase) event.target.close()
        forget()
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget()
      throw error
    })
    return opened
  }

  function tell(id: string): void {
    if (typeof BroadcastChannel === 'undefined') return
    // One channel for telling and hearing: a channel does not hear itself.
    channel ??= new BroadcastChannel(`${name}/threads`)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
    channel.postMessage(id)
  }

  return {
    async list() {
      const transaction = (await open()).transaction('headings')
      const [keys, headings] = await Promise.all([
        transaction.store.getAllKeys(),
        transaction.store.getAll(),
        transaction.done,
      ])
      return headings.map((heading, place) =>
        typeof heading === 'object' && heading !== null
          ? { ...heading, id: keys[place] }
          : { id: keys[place] },
      )
    },

    async load(id) {
      const transaction = (await open()).transaction(['headings', 'threads'])
      const [heading, thread] = await Promise.all([
        transaction.objectStore('headings').get(id),
        transaction.objectStore('threads').get(id),
        transaction.done,
      ])
      if (heading === undefined && thread === undefined) return undefined
      return typeof heading === 'object' && heading !== null
        ? { ...heading, thread }
        : { id, thread }
    },

    async save({ thread, ...heading }) {
      const { id, revision } = heading
      const transaction = (await open()).transaction(['headings', 'threads'], 'readwrite')
      const headings = transaction.objectStore('headings')
      const stored = await headings.get(id)
      const isNobodys = stored !== undefined && readRevision(stored) === 0
      if (readRevision(stored) !== revision - 1 || isNobodys) {
        await transaction.done
        return 'conflict'
      }
      await Promise.all([
        headings.put(heading, id),
        transaction.objectStore('threads').put(thread, id),
        transaction.done,
      ])
      tell(id)
      return 'saved'
    },

    async remove(id) {
      const transaction = (await open()).transaction(['headings', 'threads'], 'readwrite')
      await Promise.all([
        transaction.objectStore('headings').delete(id),
        transaction.objectStore('threads').delete(id),
        transaction.done,
      ])
      tell(id)
    },

    watch(listener) {
      if (typeof BroadcastChannel === 'undefined') return () => undefined
      channel ??= new BroadcastChannel(`${name}/threads`)
      const heard = channel
      const hear = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data === 'string') listener(data)
      }
      heard.addEventListener('message', hear)
      return () => {
        heard.removeEventListener('message', hear)
        heard.close()
        channel = undefined
      }
    },
  }
}

import type { HistoryStorage, SaveResult } from '../historyStorage.ts'
import { readRevision, type ThreadRecord } from '../threadRecord.ts'

export interface LocalHistoryOptions {
  /** What the keys begin with. Default: `vue-rill`. */
  readonly name?: string
  /** Default: the page's `localStorage`. */
  readonly storage?: Storage
}

/**
 * Keeps talks in `localStorage`, one key each, as JSON. Browsers give it some five megabytes, and files are not kept;
 * `indexedDbHistory` has neither limit.
 *
 * Two tabs take turns by Web Locks. Where those are missing (a page without TLS) both may write in the same instant, and
 * then the later one stands whole.
 */
export function localHistory(options: LocalHistoryOptions = {}): HistoryStorage {
  const { name = 'vue-rill' } = options
  const prefix = `${name}/thread/`
  // Read when it is first needed: to look at it may be forbidden, and throws then.
  const storage = (): Storage => options.storage ?? localStorage
  const keys = (): readonly string[] =>
    Array.from({ length: storage().length }, (_, place) => storage().key(place) ?? '').filter(
      (key) => key.startsWith(prefix),
    )

  function read(id: string): unknown {
    const text = storage().getItem(prefix + id)
    if (text === null) return undefined
    try {
      return JSON.parse(text)
    } catch {
      return { id }
    }
  }

  function write(record: ThreadRecord): SaveResult {
    const isThere = storage().getItem(prefix + record.id) !== null
    const stored = isThere ? readRevision(read(record.id)) : 0
    // What is there and has no revision is nobody's to write over.
    if (stored !== record.revision - 1 || (isThere && stored === 0)) return 'conflict'
    storage().setItem(prefix + record.id, JSON.stringify(record))
    return 'saved'
  }

  async function alone<Result>(id: string, task: () => Result): Promise<Result> {
    const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
    // The types know the lock manager always; a page without TLS has none.
    return locks ? locks.request(prefix + id, async () => task()) : task()
  }

  return {
    list: async () =>
      keys().map((key) => {
        const id = key.slice(prefix.length)
        const record = read(id)
        return typeof record === 'object' && record !== null ? { ...record, id } : { id }
      }),
    load: async (id) => read(id),
    save: (record) => alone(record.id, () => write(record)),
    remove: (id) => alone(id, () => storage().removeItem(prefix + id)),
    watch(listener) {
      if (typeof window === 'undefined') return () => undefined
      const listening = new AbortController()
      const hear = ({ key, storageArea }: StorageEvent): void => {
        if (storageArea === storage() && key?.startsWith(prefix)) listener(key.slice(prefix.length))
      }
      window.addEventListener('storage', hear, { signal: listening.signal })
      return () => listening.abort()
    },
  }
}

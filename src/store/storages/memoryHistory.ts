import type { HistoryStorage } from '../historyStorage.ts'
import { readRevision } from '../threadRecord.ts'

/** Keeps talks as long as the page lives. Several stores may share one, as tabs share a database; made for tests, too. */
export function memoryHistory(): HistoryStorage {
  const records = new Map<string, unknown>()
  const listeners = new Set<(id: string) => void>()
  const tell = (id: string): void => {
    for (const listener of listeners) listener(id)
  }

  return {
    list: async () => structuredClone([...records.values()]),
    load: async (id) => structuredClone(records.get(id)),
    async save(record) {
      if (readRevision(records.get(record.id)) !== record.revision - 1) return 'conflict'
      // What is stored does not change with what was handed in, in a database neither.
      records.set(record.id, structuredClone(record))
      tell(record.id)
      return 'saved'
    },
    async remove(id) {
      if (records.delete(id)) tell(id)
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

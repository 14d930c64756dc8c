import type { ThreadRecord } from './threadRecord.ts'

/** `conflict`: another tab has stored or removed this talk meanwhile, and nothing was written. */
export type SaveResult = 'saved' | 'conflict'

/**
 * Where talks are kept, each by itself, so that a turn does not rewrite the others. What it gives back is checked by the
 * reader, so a storage returns it as it is.
 */
export interface HistoryStorage {
  /** The headings of all talks, in any order; whole records will do. What cannot be read is given with its `id`. */
  list(): Promise<readonly unknown[]>
  /** The record of a talk; `undefined` where there is none. */
  load(id: string): Promise<unknown>
  /**
   * Stores a record where the stored revision is the one before its own, or none is stored and its own is 1. To compare
   * and to write must be one step that no other tab can come between. Rejects with what the storage throws: an error
   * named `QuotaExceededError` says that it is full.
   */
  save(record: ThreadRecord): Promise<SaveResult>
  /** Removes a talk; one that is not there is no error. */
  remove(id: string): Promise<void>
  /** Calls with the id of a talk that somebody else stored or removed. Returns what ends it. */
  watch?(listener: (id: string) => void): () => void
}

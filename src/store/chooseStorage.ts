import type { HistoryStorage } from './historyStorage.ts'
import { indexedDbHistory } from './storages/indexedDbHistory.ts'
import { localHistory } from './storages/localHistory.ts'
import { memoryHistory } from './storages/memoryHistory.ts'

/** The storage that was asked for, else the best that there is here; `undefined` on a server, which keeps nothing. */
export function chooseStorage(
  wanted: HistoryStorage | (() => HistoryStorage) | undefined,
): HistoryStorage | undefined {
  if (wanted) return typeof wanted === 'function' ? wanted() : wanted
  if (typeof window === 'undefined') return undefined
  if (typeof indexedDB !== 'undefined') return indexedDbHistory()
  return hasLocalStorage() ? localHistory() : memoryHistory()
}

/** To look at it throws where the browser gives the page none. */
function hasLocalStorage(): boolean {
  try {
    return typeof localStorage !== 'undefined'
  } catch {
    return false
  }
}

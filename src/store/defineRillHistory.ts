import { defineStore } from 'pinia'
import { createHistory, type RillHistoryOptions } from './createHistory.ts'

/** Makes a history store of your own: another storage, another policy, or a second one beside the first. */
export function defineRillHistory(options: RillHistoryOptions = {}) {
  return defineStore(options.id ?? 'rill-history', () => createHistory(options))
}

/**
 * The talks of this app, kept in the browser.
 *
 * @example
 * const chat = useChat('/chat')
 * const history = useRillHistory()
 * history.connect(chat)
 */
export const useRillHistory = defineRillHistory()

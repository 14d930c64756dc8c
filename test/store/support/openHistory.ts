import { createPinia, setActivePinia } from 'pinia'
import type { ChatThread } from '../../../src/composables/chat/chatThread.ts'
import type { RillHistoryOptions } from '../../../src/store/createHistory.ts'
import { defineRillHistory } from '../../../src/store/defineRillHistory.ts'
import type { HistoryStorage } from '../../../src/store/historyStorage.ts'
import { memoryHistory } from '../../../src/store/storages/memoryHistory.ts'
import { answerState, storedTalk } from '../../support/storedTalk.ts'

/** A store as one tab has it: its own Pinia, and a storage that may be another tab's, too. */
export function makeHistory(options: RillHistoryOptions = {}) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const useHistory = defineRillHistory({ storage: memoryHistory(), everyMs: 0, ...options })
  return useHistory(pinia)
}

export type TestHistory = ReturnType<typeof makeHistory>

export async function openHistory(options: RillHistoryOptions = {}): Promise<TestHistory> {
  const history = makeHistory(options)
  await history.open()
  return history
}

const COMPLETE = { status: 'complete', attempts: 1, events: 3, bytes: 100 } as const

/** A talk of one question with its answer. */
export function talkOf(id: string, question: string, answer = '', updatedAt = 0): ChatThread {
  const [asked, answered] = storedTalk(1).turns
  if (asked?.role !== 'user' || answered?.role !== 'assistant') throw new Error('no talk')
  const version = asked.versions[0]
  const reply = answered.versions[0]
  if (!version || !reply) throw new Error('no versions')
  return {
    ...storedTalk(0),
    id,
    updatedAt,
    turns: [
      { ...asked, versions: [{ ...version, text: question }] },
      { ...answered, versions: [{ ...reply, state: answerState(answer), outcome: COMPLETE }] },
    ],
  }
}

/** A storage with room for so many talks. */
export function smallStorage(room: number): HistoryStorage {
  const inner = memoryHistory()
  return {
    ...inner,
    async save(record) {
      const there = await inner.list()
      const isThere = (await inner.load(record.id)) !== undefined
      if (!isThere && there.length >= room) {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      }
      return inner.save(record)
    },
  }
}

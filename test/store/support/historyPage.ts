import { createPinia } from 'pinia'
import type { ChatThread } from '../../../src/composables/chat/chatThread.ts'
import { defineRillHistory } from '../../../src/store/defineRillHistory.ts'
import { indexedDbHistory } from '../../../src/store/storages/indexedDbHistory.ts'
import { localHistory } from '../../../src/store/storages/localHistory.ts'
import { talkOf } from './openHistory.ts'

// What a page of the journey runs: one store, told by name what to do, and giving back plain data.

const storages = { indexedDb: indexedDbHistory, local: localHistory } as const

export type StorageName = keyof typeof storages

let history: ReturnType<ReturnType<typeof defineRillHistory>> | undefined

async function open(name: StorageName): Promise<readonly string[]> {
  history = defineRillHistory({ storage: storages[name](), everyMs: 0 })(createPinia())
  await history.open()
  return titles()
}

function titles(): readonly string[] {
  return history?.threads.map(({ title = '' }) => title) ?? []
}

async function say(id: string, question: string, answer: string): Promise<void> {
  history?.record(talkOf(id, question, answer, Date.now()))
  await history?.flush()
}

async function select(id: string): Promise<ChatThread | undefined> {
  await history?.select(id)
  return history?.active
}

/** Writes many times without looking what the others do, as a running answer is written. */
async function stream(id: string, words: number, mark: string): Promise<readonly string[]> {
  for (let count = 1; count <= words; count++) {
    const target = history?.forks.findLast(({ from }) => from === id)?.id ?? id
    history?.record(talkOf(target, 'Both?', mark.repeat(count), Date.now()))
    await history?.flush()
  }
  return history?.forks.map((fork) => fork.id) ?? []
}

async function all(): Promise<readonly string[]> {
  const talks = await Promise.all((history?.threads ?? []).map(async ({ id }) => history?.load(id)))
  return talks.map((talk) => {
    const turn = talk?.turns[1]
    return turn?.role === 'assistant' ? (turn.versions[0]?.state.answer ?? '') : ''
  })
}

export const page = {
  open,
  titles,
  say,
  select,
  stream,
  all,
  remove: (id: string) => history?.remove(id),
  setAside: () => history?.setAside,
  fault: () => history?.fault,
}

declare global {
  /** The page's script has put it there. */
  var historyPage: { readonly page: typeof page }
}

import type { ChatThread } from '../composables/chat/chatThread.ts'
import { readThread } from '../composables/chat/readThread.ts'
import type { HistoryReader } from './historyReader.ts'
import type { HistoryScreen } from './historyScreen.ts'
import type { HistoryState } from './historyState.ts'
import type { HistoryStorage } from './historyStorage.ts'
import { readRecord, type ThreadHeading } from './threadRecord.ts'
import type { WriteQueue } from './writeQueue.ts'

export interface ThreadActionsOptions {
  readonly state: HistoryState
  readonly screen: HistoryScreen
  readonly reader: HistoryReader
  readonly queue: WriteQueue
  readonly storage: () => HistoryStorage | undefined
  readonly createId: () => string
  /** Says that something could not be stored. */
  readonly report: (error: unknown, threadId?: string) => void
}

/** What a user does with talks. */
export function createThreadActions(options: ThreadActionsOptions) {
  const { state, screen, reader, queue, storage, createId, report } = options
  const { threads, setAside, query } = state.refs
  /** How often somebody wanted another talk: a talk that loads slowly must not push out the one that was wanted next. */
  let wishes = 0

  /** Begins a talk and shows it; gives its id. It is stored once something is said in it, or it has a title. */
  function create(facts: { readonly title?: string } = {}): string {
    const thread = { ...screen.startThread(), ...(facts.title && { title: facts.title }) }
    wishes++
    screen.put(thread)
    screen.present(thread)
    return thread.id
  }

  /**
   * Shows a talk, unless another was wanted while this one was read. `false`: there is none, or it cannot be read and
   * stands in `setAside` now.
   */
  async function select(id: string): Promise<boolean> {
    const wish = ++wishes
    const thread = await reader.load(id)
    if (thread && wish === wishes) screen.present(thread)
    return thread !== undefined
  }

  /** Gives a talk a title; with an empty one its first question is its title again. */
  async function rename(id: string, title: string): Promise<void> {
    const connection = screen.connectionOf(id)
    if (connection) return connection.rename(title)
    const thread = await reader.load(id)
    if (thread) screen.put({ ...thread, title })
  }

  /** Removes a talk for good, also one that was set aside. */
  async function remove(id: string): Promise<void> {
    queue.cancel(id)
    screen.leave(id)
    try {
      await queue.runAlone(id, async () => storage()?.remove(id))
      state.drop(id)
    } catch (error) {
      report(error, id)
    }
  }

  /**
   * Takes in a talk that comes from elsewhere: what `useChat().toJSON()` gave, or what `exportThread` wrote as JSON. Gives
   * its id, a new one where a talk has that already; `undefined`: that was no talk.
   */
  function add(value: unknown): string | undefined {
    const read = readRecord(value)
    if ('refused' in read) return undefined
    const isThere =
      state.headingOf(read.thread.id) ?? setAside.value.find(({ id }) => id === read.thread.id)
    const thread = isThere ? { ...read.thread, id: createId() } : read.thread
    screen.put(thread)
    return thread.id
  }

  /** Stores a talk as it is, in the place of the one with its id; for apps that do without `useChat`. */
  function record(thread: ChatThread): void {
    const read = readThread(thread)
    if (read) screen.put(read)
  }

  /** Searches in titles, questions and answers, and shows the finds in `found`. */
  async function search(text: string): Promise<readonly ThreadHeading[]> {
    query.value = text
    if (text.trim() === '') return state.found.value
    for (const { id } of threads.value) {
      if (state.searchTexts.value.has(id)) continue
      const thread = await reader.load(id)
      if (thread) state.index(thread)
    }
    return state.found.value
  }

  return { create, select, load: reader.load, rename, remove, add, record, search }
}

import { onScopeDispose } from 'vue'
import type { ChatThread } from '../composables/chat/chatThread.ts'
import { createId as createRandomId } from '../composables/chat/createId.ts'
import { readThread } from '../composables/chat/readThread.ts'
import type { UseChatReturn } from '../composables/chat/useChatReturn.ts'
import { whenMounted } from '../composables/whenMounted.ts'
import { connectChat, type ChatConnection } from './connectChat.ts'
import { chooseStorage } from './chooseStorage.ts'
import { createHistoryState } from './historyState.ts'
import type { HistoryStorage } from './historyStorage.ts'
import { createHistoryWriter, isEmpty } from './historyWriter.ts'
import { makeHeading, readHeading, readRecord, type ThreadHeading } from './threadRecord.ts'
import { createWriteQueue } from './writeQueue.ts'

export interface RillHistoryOptions {
  /** The store's name in Pinia. Default: `rill-history`. */
  readonly id?: string
  /** Where talks are kept. Default: IndexedDB, else `localStorage`, else memory; on a server nothing is kept. */
  readonly storage?: HistoryStorage | (() => HistoryStorage)
  /**
   * What happens when the storage is full. `ask` keeps the talk in the page and says so in `fault`, with the talks that
   * could make room; `remove-oldest` removes those, one by one until there is room, and lists them in `removed`. The
   * active talk is never removed. Default: `ask`.
   */
  readonly whenFull?: 'ask' | 'remove-oldest'
  /** A running answer is written so often at most, in milliseconds. Default: 1000. */
  readonly everyMs?: number
  /** Makes ids for new talks. Default: random. */
  readonly createId?: () => string
  /** The time, in milliseconds since 1970. Default: `Date.now`. */
  readonly date?: () => number
}

/** The store's setup: what it returns is what Pinia gives. */
export function createHistory(options: RillHistoryOptions) {
  const { whenFull = 'ask', everyMs = 1000, createId = createRandomId, date = Date.now } = options
  const state = createHistoryState()
  const { status, threads, loaded, activeId, setAside, unsaved, query } = state.refs
  const connections = new Set<ChatConnection>()
  let storage: HistoryStorage | undefined
  let opening: Promise<void> | undefined
  let stopWatching: (() => void) | undefined

  const connectionOf = (id: string): ChatConnection | undefined =>
    [...connections].find((connection) => connection.threadId() === id)
  const queue = createWriteQueue({ everyMs, write: (id) => writer.write(id) })
  const isInUse = (id: string): boolean =>
    id === activeId.value || queue.isWaiting(id) || connectionOf(id) !== undefined
  const writer = createHistoryWriter({
    state,
    storage: () => storage,
    whenFull,
    createId,
    read: (id) => connectionOf(id)?.read() ?? loaded.value[id],
    isInUse,
    onFork(from, id) {
      connectionOf(from)?.moveTo(id)
      queue.schedule(id)
      void queue.runAlone(from, () => hear(from))
    },
  })

  /** Opens the storage and reads the list. It is called by `connect`; on a server it does nothing. */
  function open(): Promise<void> {
    opening ??= start()
    return opening
  }

  async function start(): Promise<void> {
    storage = chooseStorage(options.storage)
    if (!storage) return
    status.value = 'opening'
    stopWatching = storage.watch?.((id) => void queue.runAlone(id, () => hear(id)))
    try {
      for (const value of await storage.list()) listStored(value)
    } catch (error) {
      writer.report(error)
    }
    status.value = 'open'
    // What was said before the storage was open.
    for (const { id, revision } of threads.value) if (revision === 0) queue.schedule(id)
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

  /** Another tab has stored or removed a talk. */
  async function hear(id: string): Promise<void> {
    const known = state.headingOf(id)?.revision ?? 0
    // What this tab has to say itself is compared when it is written, and then put beside the other.
    const isHeld = connectionOf(id) !== undefined || loaded.value[id] !== undefined
    const isAhead = queue.isWaiting(id) || connectionOf(id)?.isBusy() || unsaved.value.includes(id)
    if (isHeld && isAhead) return
    try {
      const value = await storage?.load(id)
      if (value === undefined) {
        if (known > 0) leave(id)
        return
      }
      const read = readRecord(value)
      if ('refused' in read) return state.refuse(id, read.refused)
      if (read.revision <= known || connectionOf(id)?.isBusy()) return
      state.show(makeHeading(read.thread, read.revision))
      if (loaded.value[id] || connectionOf(id)) state.keep(read.thread)
      connectionOf(id)?.show(read.thread)
    } catch (error) {
      writer.report(error, id)
    }
  }

  /** A talk is gone; whoever had it on the screen has an empty one now. */
  function leave(id: string): void {
    const connection = connectionOf(id)
    const wasActive = activeId.value === id
    state.drop(id)
    if (!connection && !wasActive) return
    const next = startThread()
    connection?.show(next)
    if (connection) activeId.value = next.id
  }

  function startThread(): ChatThread {
    const now = date()
    return { id: createId(), createdAt: now, updatedAt: now, ids: {}, turns: [] }
  }

  async function load(id: string): Promise<ChatThread | undefined> {
    const there = connectionOf(id)?.read() ?? loaded.value[id]
    if (there) return there
    await opening
    try {
      const value = await storage?.load(id)
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
      writer.report(error, id)
      return undefined
    }
  }

  function put(thread: ChatThread): void {
    state.keep(thread)
    state.show(makeHeading(thread, state.headingOf(thread.id)?.revision ?? 0))
    queue.schedule(thread.id)
  }

  /** Brings a talk on the screen: into the chats that are connected, and as `active`. */
  function present(thread: ChatThread): void {
    const left = activeId.value
    for (const connection of connections) {
      if (connection.isBusy()) put(connection.read())
      if (connection.threadId() !== thread.id) connection.show(thread)
    }
    state.keep(thread)
    activeId.value = thread.id
    const isLeftEmpty = left !== undefined && left !== thread.id && loaded.value[left]
    if (isLeftEmpty && isEmpty(isLeftEmpty)) state.drop(left)
    state.unload((id) => isInUse(id) || unsaved.value.includes(id))
  }

  /** Begins a talk and shows it; gives its id. It is stored once something is said in it, or it has a title. */
  function create(facts: { readonly title?: string } = {}): string {
    const thread = { ...startThread(), ...(facts.title && { title: facts.title }) }
    put(thread)
    present(thread)
    return thread.id
  }

  /** Shows a talk; `false`: there is none, or it cannot be read and stands in `setAside` now. */
  async function select(id: string): Promise<boolean> {
    const thread = await load(id)
    if (thread) present(thread)
    return thread !== undefined
  }

  /** Gives a talk a title; with an empty one its first question is its title again. */
  async function rename(id: string, title: string): Promise<void> {
    const connection = connectionOf(id)
    if (connection) return connection.rename(title)
    const thread = await load(id)
    if (thread) put({ ...thread, title })
  }

  /** Removes a talk for good, also one that was set aside. */
  async function remove(id: string): Promise<void> {
    queue.cancel(id)
    leave(id)
    try {
      await queue.runAlone(id, async () => storage?.remove(id))
      state.drop(id)
    } catch (error) {
      writer.report(error, id)
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
    put(thread)
    return thread.id
  }

  /** Stores a talk as it is, in the place of the one with its id; for apps that do without `useChat`. */
  function record(thread: ChatThread): void {
    const read = readThread(thread)
    if (read) put(read)
  }

  /** Searches in titles, questions and answers, and shows the finds in `found`. */
  async function search(text: string): Promise<readonly ThreadHeading[]> {
    query.value = text
    if (text.trim() === '') return state.found.value
    for (const { id } of threads.value) {
      if (state.searchTexts.value.has(id)) continue
      const thread = await load(id)
      if (thread) state.index(thread)
    }
    return state.found.value
  }

  /** Removes talks, by default the oldest that is not in use, and writes again what found no room. */
  async function makeRoom(ids: readonly string[] = []): Promise<readonly ThreadHeading[]> {
    const candidates = writer.listCandidates()
    const chosen =
      ids.length > 0 ? candidates.filter(({ id }) => ids.includes(id)) : candidates.slice(0, 1)
    for (const heading of chosen)
      await writer.discard(heading).catch((error: unknown) => writer.report(error))
    await retry()
    return chosen
  }

  /** Tries again to write what could not be written. */
  async function retry(): Promise<void> {
    for (const id of unsaved.value) queue.schedule(id)
    await queue.flush()
  }

  /** Writes at once what waits, and settles when it is written. */
  const flush = (): Promise<void> => queue.flush()

  /**
   * Records a chat and shows the active talk in it, until the returned function is called or its scope is disposed. The
   * storage is opened once the component is mounted.
   */
  function connect(chat: UseChatReturn): () => void {
    const connection = connectChat(chat, {
      take: put,
      note: (id) => queue.schedule(id),
      open: (id) => (activeId.value = id),
    })
    const leaving = new AbortController()
    const end = (): void => {
      connection.end()
      leaving.abort()
      if (connection.isBusy()) put(connection.read())
      else if (queue.isWaiting(connection.threadId())) state.keep(connection.read())
      connections.delete(connection)
    }
    const shown = activeId.value === undefined ? undefined : loaded.value[activeId.value]
    connections.add(connection)
    if (shown && !isEmpty(shown)) connection.show(shown)
    else activeId.value = connection.threadId()
    const now = connection.read()
    if (!isEmpty(now) && !shown) put(now)

    whenMounted(() => {
      void open()
      if (typeof document === 'undefined') return
      const { signal } = leaving
      // A page that is hidden may never be asked again.
      document.addEventListener('visibilitychange', () => void queue.flush(), { signal })
      window.addEventListener('pagehide', () => void queue.flush(), { signal })
    })
    onScopeDispose(end, true)
    return end
  }

  onScopeDispose(() => {
    stopWatching?.()
    for (const connection of connections) connection.end()
  }, true)

  return {
    ...state.refs,
    active: state.active,
    found: state.found,
    open,
    create,
    select,
    load,
    rename,
    remove,
    add,
    record,
    search,
    makeRoom,
    retry,
    flush,
    connect,
  }
}

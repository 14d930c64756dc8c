import { onScopeDispose } from 'vue'
import { createId as createRandomId } from '../composables/chat/createId.ts'
import type { UseChatReturn } from '../composables/chat/useChatReturn.ts'
import { chooseStorage } from './chooseStorage.ts'
import { createHistoryReader } from './historyReader.ts'
import { createHistoryScreen } from './historyScreen.ts'
import { createHistoryState } from './historyState.ts'
import type { HistoryStorage } from './historyStorage.ts'
import { createHistoryWriter } from './historyWriter.ts'
import { recordChat } from './recordChat.ts'
import { createThreadActions } from './threadActions.ts'
import type { ThreadHeading } from './threadRecord.ts'
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
  let storage: HistoryStorage | undefined
  let opening: Promise<void> | undefined
  let stopWatching: (() => void) | undefined

  const state = createHistoryState()
  const { status, threads, unsaved } = state.refs
  const queue = createWriteQueue({ everyMs, write: (id) => writer.write(id) })
  const screen = createHistoryScreen({ state, queue, createId, date })
  const writer = createHistoryWriter({
    state,
    storage: () => storage,
    whenFull,
    createId,
    read: screen.read,
    isInUse: screen.isInUse,
    onFork(from, id) {
      screen.connectionOf(from)?.moveTo(id)
      queue.schedule(id)
      void queue.runAlone(from, () => reader.hear(from))
    },
  })
  const core = { state, screen, queue, storage: () => storage, report: writer.report }
  const reader = createHistoryReader({ ...core, opened: () => opening })
  const actions = createThreadActions({ ...core, reader, createId })

  /** Opens the storage and reads the list. It is called by `connect`; on a server it does nothing. */
  function open(): Promise<void> {
    opening ??= start()
    return opening
  }

  async function start(): Promise<void> {
    storage = chooseStorage(options.storage)
    if (!storage) return
    status.value = 'opening'
    stopWatching = storage.watch?.((id) => void queue.runAlone(id, () => reader.hear(id)))
    await reader.list()
    status.value = 'open'
    // What was said before the storage was open.
    for (const { id, revision } of threads.value) if (revision === 0) queue.schedule(id)
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
  const connect = (chat: UseChatReturn): (() => void) =>
    recordChat(chat, { state, screen, queue, open })

  onScopeDispose(() => {
    stopWatching?.()
    for (const connection of screen.connections) connection.end()
  }, true)

  return {
    ...state.refs,
    active: state.active,
    found: state.found,
    ...actions,
    open,
    makeRoom,
    retry,
    flush,
    connect,
  }
}

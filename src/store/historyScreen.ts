import type { ChatThread } from '../composables/chat/chatThread.ts'
import type { ChatConnection } from './connectChat.ts'
import type { HistoryState } from './historyState.ts'
import { isEmpty } from './historyWriter.ts'
import { makeHeading } from './threadRecord.ts'
import type { WriteQueue } from './writeQueue.ts'

export interface HistoryScreenOptions {
  readonly state: HistoryState
  readonly queue: WriteQueue
  readonly createId: () => string
  readonly date: () => number
}

export type HistoryScreen = ReturnType<typeof createHistoryScreen>

/** Which talks are in this page: those that connected chats show, the active one, and what is to be written of them. */
export function createHistoryScreen({ state, queue, createId, date }: HistoryScreenOptions) {
  const { loaded, activeId, unsaved } = state.refs
  const connections = new Set<ChatConnection>()

  const connectionOf = (id: string): ChatConnection | undefined =>
    [...connections].find((connection) => connection.threadId() === id)

  /** A talk as it is now, if it is in this page. */
  const read = (id: string): ChatThread | undefined => connectionOf(id)?.read() ?? loaded.value[id]

  const isInUse = (id: string): boolean =>
    id === activeId.value || queue.isWaiting(id) || connectionOf(id) !== undefined

  function startThread(): ChatThread {
    const now = date()
    return { id: createId(), createdAt: now, updatedAt: now, ids: {}, turns: [] }
  }

  /** Takes in a talk as it is now, and has it written. */
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

  return { connections, connectionOf, read, isInUse, startThread, put, present, leave }
}

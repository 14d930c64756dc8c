import { onScopeDispose } from 'vue'
import type { UseChatReturn } from '../composables/chat/useChatReturn.ts'
import { whenMounted } from '../composables/whenMounted.ts'
import { connectChat } from './connectChat.ts'
import type { HistoryScreen } from './historyScreen.ts'
import type { HistoryState } from './historyState.ts'
import { isEmpty } from './historyWriter.ts'
import type { WriteQueue } from './writeQueue.ts'

export interface RecordChatOptions {
  readonly state: HistoryState
  readonly screen: HistoryScreen
  readonly queue: WriteQueue
  readonly open: () => Promise<void>
}

/**
 * Records a chat and shows the active talk in it, until the returned function is called or its scope is disposed. The
 * storage is opened once the component is mounted.
 */
export function recordChat(
  chat: UseChatReturn,
  { state, screen, queue, open }: RecordChatOptions,
): () => void {
  const { activeId, loaded } = state.refs
  const connection = connectChat(chat, {
    take: screen.put,
    note: (id) => queue.schedule(id),
    open: (id) => (activeId.value = id),
  })
  const leaving = new AbortController()
  const end = (): void => {
    connection.end()
    leaving.abort()
    if (connection.isBusy()) screen.put(connection.read())
    else if (queue.isWaiting(connection.threadId())) state.keep(connection.read())
    screen.connections.delete(connection)
  }
  const shown = activeId.value === undefined ? undefined : loaded.value[activeId.value]
  screen.connections.add(connection)
  if (shown && !isEmpty(shown)) connection.show(shown)
  else activeId.value = connection.threadId()
  const now = connection.read()
  if (!isEmpty(now) && !shown) screen.put(now)

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

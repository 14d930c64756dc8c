import { watch } from 'vue'
import type { ChatThread } from '../composables/chat/chatThread.ts'
import type { UseChatReturn } from '../composables/chat/useChatReturn.ts'

/** What a store lets a connected chat do. */
export interface ChatHost {
  /** Takes the talk in and writes it soon. `isNow`: a turn began or ended, and the list should show it. */
  readonly take: (thread: ChatThread) => void
  /** Something of the talk has changed; what, the connection is asked when it is written. */
  readonly note: (id: string) => void
  /** Another talk is on the screen. */
  readonly open: (id: string) => void
}

/** A chat that is recorded, as the store sees it. */
export interface ChatConnection {
  /** The id that its talk is stored under. */
  readonly threadId: () => string
  /** Its talk as it is now, under the id that it is stored by. */
  readonly read: () => ChatThread
  /** An answer is on its way, so what the chat holds is not to be exchanged. */
  readonly isBusy: () => boolean
  /** Goes over to another talk. */
  readonly show: (thread: ChatThread) => void
  readonly rename: (title: string) => void
  /** What it holds is stored under another id from now on. */
  readonly moveTo: (id: string) => void
  readonly end: () => void
}

/** Follows a chat: its turns as they begin and end, its running answer, and its going over to other talks. */
export function connectChat(chat: UseChatReturn, host: ChatHost): ChatConnection {
  // After two tabs have said different things in one talk, this is not the id that the chat knows.
  let storedId = chat.thread.value.id
  let isShowing = false

  const read = (): ChatThread => ({ ...chat.toJSON(), id: storedId })

  const stopThread = watch(
    chat.thread,
    (thread, before) => {
      if (isShowing) return
      if (thread.id !== before.id) {
        storedId = thread.id
        host.open(storedId)
      }
      if (thread.turns.length > 0 || thread.title) host.take(read())
    },
    // The first moment of a question is the first at which it can be lost.
    { flush: 'sync' },
  )
  const stopMessages = watch(chat.messages, () => {
    if (chat.isActive.value) host.note(storedId)
  })

  return {
    threadId: () => storedId,
    read,
    // A run is over a moment before what came of it is in the talk.
    isBusy: () => chat.isActive.value || chat.activeTurnId.value !== undefined,
    show(thread) {
      isShowing = true
      chat.load(thread)
      isShowing = false
      storedId = thread.id
    },
    rename: (title) => chat.rename(title),
    moveTo: (id) => (storedId = id),
    end() {
      stopThread()
      stopMessages()
    },
  }
}

import type { ChatThread } from '../composables/chat/chatThread.ts'
import { faultKindOf } from './historyFault.ts'
import type { HistoryState } from './historyState.ts'
import type { HistoryStorage } from './historyStorage.ts'
import { makeHeading, makeRecord, type ThreadHeading } from './threadRecord.ts'

export interface HistoryWriterOptions {
  readonly state: HistoryState
  readonly storage: () => HistoryStorage | undefined
  readonly whenFull: 'ask' | 'remove-oldest'
  readonly createId: () => string
  /** A talk as it is now. */
  readonly read: (id: string) => ChatThread | undefined
  /** Talks that are not to be removed to make room. */
  readonly isInUse: (id: string) => boolean
  /** What this tab held under one id, it holds under another now, which is still to be written. */
  readonly onFork: (from: string, id: string) => void
}

export interface HistoryWriter {
  /** Writes a talk as it is now. Never rejects: what went wrong is in the state. */
  readonly write: (id: string) => Promise<void>
  /** The talks that could make room, the oldest first. */
  readonly listCandidates: (exceptId?: string) => readonly ThreadHeading[]
  /** Removes a talk to make room, and says so in `removed`. */
  readonly discard: (heading: ThreadHeading) => Promise<void>
  /** Says in the state that something could not be stored or read. */
  readonly report: (error: unknown, threadId?: string) => void
}

export function createHistoryWriter(options: HistoryWriterOptions): HistoryWriter {
  const { state, storage, whenFull } = options
  const { refs } = state

  const listCandidates = (exceptId?: string): readonly ThreadHeading[] =>
    refs.threads.value
      .filter(({ id, revision }) => id !== exceptId && revision > 0 && !options.isInUse(id))
      .toReversed()

  function report(error: unknown, threadId?: string): void {
    if (threadId !== undefined && options.read(threadId)) state.markUnsaved(threadId)
    const kind = faultKindOf(error)
    refs.fault.value = {
      kind,
      ...(threadId !== undefined && { threadId }),
      message: error instanceof Error ? error.message : String(error),
      candidates: kind === 'quota' ? listCandidates(threadId).map(({ id }) => id) : [],
    }
  }

  async function discard(heading: ThreadHeading): Promise<void> {
    await storage()?.remove(heading.id)
    state.drop(heading.id)
    refs.removed.value = [...refs.removed.value, heading]
  }

  async function write(id: string): Promise<void> {
    const thread = options.read(id)
    const store = storage()
    if (!thread || !store || isEmpty(thread)) return
    const record = makeRecord(thread, (state.headingOf(id)?.revision ?? 0) + 1)
    try {
      const result = await store.save(record)
      if (result === 'conflict') return fork(thread)
      const { thread: written, ...heading } = record
      state.keep(written)
      state.show(heading)
      state.markSaved(id)
    } catch (error) {
      const [oldest] = listCandidates(id)
      const isFull = faultKindOf(error) === 'quota'
      if (!isFull || whenFull === 'ask' || !oldest) return report(error, id)
      try {
        await discard(oldest)
      } catch (reason) {
        return report(reason, id)
      }
      return write(id)
    }
  }

  /**
   * Another tab has written or removed this talk since this one read it. Neither is written over, and their turns are not
   * mixed: what was said here goes on in a talk of its own.
   */
  function fork(thread: ChatThread): void {
    const { id: from } = thread
    const id = options.createId()
    const isActive = refs.activeId.value === from
    state.drop(from)
    state.keep({ ...thread, id })
    state.show(makeHeading({ ...thread, id }, 0))
    if (isActive) refs.activeId.value = id
    refs.forks.value = [...refs.forks.value, { from, id }]
    options.onFork(from, id)
  }

  return { write, listCandidates, discard, report }
}

/** Nothing was said in it and nobody named it. */
export function isEmpty({ turns, title }: ChatThread): boolean {
  return turns.length === 0 && !title
}

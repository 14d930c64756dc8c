import { computed, shallowRef } from 'vue'
import type { ChatThread } from '../composables/chat/chatThread.ts'
import type { HistoryFault } from './historyFault.ts'
import { foldText, matchesQuery, searchTextOf } from './searchText.ts'
import type { RefusedReason, ThreadHeading } from './threadRecord.ts'

/** A stored talk that cannot be shown. It stays in the storage as it is until somebody removes it. */
export interface SetAsideThread {
  readonly id: string
  readonly reason: RefusedReason
}

/** A talk that went on in two tabs at once: what was said in this one stands in a talk of its own. */
export interface ThreadFork {
  /** The talk as the other tab stored it. */
  readonly from: string
  /** The talk as it was in this tab. */
  readonly id: string
}

/** What the store shows, as plain data, and the changes that it knows. Nothing here touches a storage. */
export function createHistoryState() {
  const status = shallowRef<'closed' | 'opening' | 'open'>('closed')
  const threads = shallowRef<readonly ThreadHeading[]>([])
  const loaded = shallowRef<Readonly<Record<string, ChatThread>>>({})
  const activeId = shallowRef<string>()
  const setAside = shallowRef<readonly SetAsideThread[]>([])
  const unsaved = shallowRef<readonly string[]>([])
  const removed = shallowRef<readonly ThreadHeading[]>([])
  const forks = shallowRef<readonly ThreadFork[]>([])
  const fault = shallowRef<HistoryFault>()
  const query = shallowRef('')
  const searchTexts = shallowRef<ReadonlyMap<string, string>>(new Map())

  const headingOf = (id: string): ThreadHeading | undefined =>
    threads.value.find((one) => one.id === id)
  const active = computed(() =>
    activeId.value === undefined ? undefined : loaded.value[activeId.value],
  )
  const found = computed(() => {
    if (query.value.trim() === '') return threads.value
    return threads.value.filter(({ id, title = '' }) =>
      matchesQuery(searchTexts.value.get(id) ?? foldText(title), query.value.trim()),
    )
  })

  /** Shows headings in the place of those with their ids, what was last said first. */
  function show(...headings: readonly ThreadHeading[]): void {
    const ids = new Set(headings.map(({ id }) => id))
    const others = threads.value.filter(({ id }) => !ids.has(id))
    threads.value = [...others, ...headings].toSorted(
      (one, other) => other.updatedAt - one.updatedAt,
    )
  }

  function keep(thread: ChatThread): void {
    loaded.value = { ...loaded.value, [thread.id]: thread }
    if (searchTexts.value.has(thread.id)) index(thread)
  }

  function index(thread: ChatThread): void {
    searchTexts.value = new Map(searchTexts.value).set(thread.id, searchTextOf(thread))
  }

  /** Lets go of the talks that nobody needs in memory. */
  function unload(isNeeded: (id: string) => boolean): void {
    loaded.value = Object.fromEntries(Object.entries(loaded.value).filter(([id]) => isNeeded(id)))
  }

  function drop(id: string): void {
    threads.value = threads.value.filter((one) => one.id !== id)
    setAside.value = setAside.value.filter((one) => one.id !== id)
    unload((one) => one !== id)
    markSaved(id)
    if (activeId.value === id) activeId.value = undefined
  }

  function refuse(id: string, reason: RefusedReason): void {
    drop(id)
    setAside.value = [...setAside.value, { id, reason }]
  }

  function markUnsaved(id: string): void {
    if (!unsaved.value.includes(id)) unsaved.value = [...unsaved.value, id]
  }

  function markSaved(id: string): void {
    if (unsaved.value.includes(id)) unsaved.value = unsaved.value.filter((one) => one !== id)
    if (fault.value?.threadId === id) fault.value = undefined
  }

  return {
    refs: { status, threads, loaded, activeId, setAside, unsaved, removed, forks, fault, query },
    searchTexts,
    active,
    found,
    headingOf,
    show,
    keep,
    index,
    unload,
    drop,
    refuse,
    markUnsaved,
    markSaved,
  }
}

export type HistoryState = ReturnType<typeof createHistoryState>

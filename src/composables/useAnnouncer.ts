import {
  getCurrentScope,
  hasInjectionContext,
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import {
  createAnnounceQueue,
  type AnnounceOptions,
  type AnnounceQueueOptions,
  type Announcement,
} from './announcer/announceQueue.ts'

/**
 * How much of an answer is read out by itself: nothing; where the run stands; that and the answer, sentence by sentence;
 * or the whole answer once it is there. Errors are read out in each of them.
 */
export type AnnounceMode = 'off' | 'status' | 'sentences' | 'final'

export interface UseAnnouncerReturn {
  /** What has to stand in a polite live region that is always there. `RillAnnouncer` draws one. */
  readonly text: Readonly<ShallowRef<string>>
  /** The announcer is the one of a component above, which has the region for it. */
  readonly isShared: boolean
  /** Has something read out when its turn has come. Plain text; the reader's own words, in the reader's language. */
  readonly announce: (words: Announcement, options?: AnnounceOptions) => void
  /** Drops what has not been read out yet. */
  readonly clear: () => void
}

const announcerKey: InjectionKey<UseAnnouncerReturn> = Symbol('rill announcer')

/**
 * The one voice of a page: that of the nearest `RillAnnouncer`, `RillChat` or `RillAnswer` above, or else one of its own.
 *
 * Several regions that change at once drown each other out, so whoever has something to say asks for the same one. It
 * speaks at most every second and a half, all that waits in one utterance, and drops what has waited for too long.
 *
 * @example
 * const { announce } = useAnnouncer()
 * announce('Saved', { topic: 'saving' })
 */
export function useAnnouncer(options: AnnounceQueueOptions = {}): UseAnnouncerReturn {
  const above = hasInjectionContext() ? inject(announcerKey, undefined) : undefined
  return above ? { ...above, isShared: true } : createAnnouncer(options)
}

/** As `useAnnouncer`, for a component that gives it to all below and draws the region if it is not shared. */
export function provideAnnouncer(options: AnnounceQueueOptions = {}): UseAnnouncerReturn {
  const announcer = useAnnouncer(options)
  provide(announcerKey, announcer)
  return announcer
}

function createAnnouncer(options: AnnounceQueueOptions): UseAnnouncerReturn {
  const text = shallowRef('')
  const queue = createAnnounceQueue((words) => {
    // The same words once more are no change, and a region speaks of changes only.
    text.value = words !== '' && words === text.value ? `${words}\u00a0` : words
  }, options)
  if (getCurrentScope()) onScopeDispose(() => queue.stop())
  return {
    text,
    isShared: false,
    announce: (words, how) => queue.add(words, how),
    clear: () => queue.clear(),
  }
}

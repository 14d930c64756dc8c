import { systemClock, type Clock } from '../../transport/clock.ts'

/** Words to be read out; a function is asked when their turn has come, and may have nothing to say any more. */
export type Announcement = string | (() => string | undefined)

export interface AnnounceOptions {
  /** What it is about: a newer announcement of the same topic takes the place of one that was not read out yet. */
  readonly topic?: string
  /** After so many milliseconds it is not worth hearing any more. Default: that of the queue. */
  readonly staleMs?: number
}

export interface AnnounceQueueOptions {
  /** Milliseconds between two utterances, at least. Default: 1,500. */
  readonly everyMs?: number
  /** Milliseconds after which an announcement that has not had its turn is dropped. Default: 10,000. */
  readonly staleMs?: number
  /** Default: the clock of the system. */
  readonly clock?: Clock
}

/** What waits to be read out. */
export interface AnnounceQueue {
  add(words: Announcement, options?: AnnounceOptions): void
  /** Drops what has not had its turn yet. */
  clear(): void
  /** Drops everything, and calls nobody any more. */
  stop(): void
}

interface Waiting {
  readonly words: Announcement
  readonly topic: string | undefined
  readonly goodUntil: number
}

/** A live region has to stand there for a moment before it changes, and what changes twice at once is said once. */
const SETTLE_MS = 100

/** A quick voice needs about this long for a character. Whatever comes sooner cuts it short or piles up behind it. */
const MS_PER_CHARACTER = 30
const LONGEST_GAP_MS = 6000

/** What was said is taken away again, so that nobody who reads the page from end to end comes upon it. */
const CLEAR_MS = 15_000

/**
 * Gives `speak` one utterance at a time, and time to be heard between two of them. All that waits goes into one: screen
 * readers lose changes that come close upon each other.
 */
export function createAnnounceQueue(
  speak: (text: string) => void,
  { everyMs = 1500, staleMs = 10_000, clock = systemClock }: AnnounceQueueOptions = {},
): AnnounceQueue {
  let waiting: readonly Waiting[] = []
  let quietUntil = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | undefined
  let cancelClearing: (() => void) | undefined

  function deliver(): void {
    cancelTimer = undefined
    const now = clock.now()
    const due = waiting.filter(({ goodUntil }) => goodUntil >= now)
    waiting = []
    const text = due
      .map(({ words }) => (typeof words === 'string' ? words : words()))
      .filter(Boolean)
      .join(' ')
    if (text === '') return
    const gap = Math.min(text.length * MS_PER_CHARACTER, LONGEST_GAP_MS)
    quietUntil = now + Math.max(everyMs, gap)
    speak(text)
    cancelClearing?.()
    cancelClearing = clock.schedule(() => speak(''), CLEAR_MS)
  }

  function clear(): void {
    waiting = []
    cancelTimer?.()
    cancelTimer = undefined
  }

  return {
    add(words, { topic, staleMs: ownStaleMs = staleMs } = {}) {
      const now = clock.now()
      const others = waiting.filter((other) => topic === undefined || other.topic !== topic)
      waiting = [...others, { words, topic, goodUntil: now + ownStaleMs }]
      cancelTimer ??= clock.schedule(deliver, Math.max(SETTLE_MS, quietUntil - now))
    },
    clear,
    stop() {
      clear()
      cancelClearing?.()
      cancelClearing = undefined
    },
  }
}

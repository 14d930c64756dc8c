import type { Messages } from '../../locales/messages.ts'

/** What a list has to know of a talk. */
export interface ThreadSummary {
  readonly id: string
  /** Without one the list says that it has none. */
  readonly title?: string
  /** When something was last said, in milliseconds since 1970. */
  readonly updatedAt: number
}

export interface ThreadGroup {
  /** `''` for the one group that there is as long as nobody knows which day it is. */
  readonly label: string
  readonly threads: readonly ThreadSummary[]
}

const WEEK_DAYS = 7

/**
 * Sorts talks by when something was last said, the latest first, and puts them under today, yesterday, the last seven
 * days and the months before. `now` is unknown on a server, which knows neither the reader's day nor place.
 */
export function groupThreads(
  threads: readonly ThreadSummary[],
  now: number | undefined,
  { threads: words, format }: Messages,
): readonly ThreadGroup[] {
  const sorted = threads.toSorted((one, other) => other.updatedAt - one.updatedAt)
  if (now === undefined) return sorted.length > 0 ? [{ label: '', threads: sorted }] : []

  const today = startOfDay(now, 0)
  const yesterday = startOfDay(now, 1)
  const lastWeek = startOfDay(now, WEEK_DAYS)
  const labelOf = (time: number): string => {
    if (time >= today) return words.today
    if (time >= yesterday) return words.yesterday
    return time >= lastWeek ? words.lastWeek : format.month(time)
  }

  const groups: { label: string; threads: ThreadSummary[] }[] = []
  for (const thread of sorted) {
    const label = labelOf(thread.updatedAt)
    const group = groups.at(-1)
    if (group?.label === label) group.threads.push(thread)
    else groups.push({ label, threads: [thread] })
  }
  return groups
}

/** Midnight of so many days ago; a day of 23 or 25 hours is a day. */
function startOfDay(now: number, daysAgo: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysAgo).getTime()
}

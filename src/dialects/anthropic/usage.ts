import type { EventOf } from '../events.ts'
import { type JsonRecord, recordField } from '../payload/jsonFields.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'
import { createUsageWatch } from '../bookkeeping/usageWatch.ts'

/** What the messages of a stream have used together. */
export interface MessageUsage {
  /** Reads the figures of a message, each of which is the running total of that message. */
  read(holder: JsonRecord): EventOf<'usage'> | undefined
  /** Another message begins, whose figures begin anew; those of one that was taken back do not count. */
  startMessage(): void
  takeBack(): void
}

const FIGURES = ['inputTokens', 'outputTokens', 'cachedInputTokens'] as const
type Figures = Partial<Record<(typeof FIGURES)[number], number>>

export function createMessageUsage(): MessageUsage {
  const watch = createUsageWatch()
  let before: Figures = {}
  let current: Figures = {}

  return {
    read(holder) {
      const counts = readTokenUsage(recordField(holder, 'usage') ?? {}, true)
      if (counts === undefined) return undefined
      current = pick({ ...current, ...counts })
      return watch({ ...counts, ...sum(before, pick(counts)) })
    },
    startMessage() {
      before = { ...before, ...sum(before, current) }
      current = {}
    },
    takeBack() {
      current = {}
    },
  }
}

function pick(counts: Figures): Figures {
  return Object.fromEntries(
    FIGURES.flatMap((name) => (name in counts ? [[name, counts[name]]] : [])),
  )
}

/** Adds what came before to each figure of a message. */
function sum(before: Figures, figures: Figures): Figures {
  const sums: Figures = {}
  for (const name of FIGURES) {
    const figure = figures[name]
    if (figure !== undefined) sums[name] = figure + (before[name] ?? 0)
  }
  return sums
}

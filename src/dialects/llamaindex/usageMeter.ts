import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField, recordField } from '../payload/jsonFields.ts'

type Figures = Omit<EventOf<'usage'>, 'type' | 'cumulative'>
type FigureName =
  | 'inputTokens'
  | 'outputTokens'
  | 'totalTokens'
  | 'reasoningTokens'
  | 'cachedInputTokens'
type Counts = { readonly [Name in FigureName]?: number }

/** Adds up what the turns of a run have used. */
export interface UsageMeter {
  /** Reads the model's own chunk; gives the totals of the run when it says something new. */
  read(raw: JsonRecord): EventOf<'usage'> | undefined
  /** The next figures start from nothing. */
  startTurn(): void
}

/** Within a turn every chunk repeats the running total; the turns themselves add up. */
export function createUsageMeter(): UsageMeter {
  let before: Counts = {}
  let turn: Counts = {}

  return {
    read(raw) {
      const usage = recordField(raw, 'usage')
      if (usage === undefined) return undefined
      const counts = readCounts(usage)
      if (NAMES.every((name) => counts[name] === turn[name])) return undefined
      turn = counts
      return { type: 'usage', cumulative: true, ...add(before, turn) }
    },
    startTurn() {
      before = add(before, turn)
      turn = {}
    },
  }
}

const NAMES: readonly FigureName[] = [
  'inputTokens',
  'outputTokens',
  'totalTokens',
  'reasoningTokens',
  'cachedInputTokens',
]

function readCounts(usage: JsonRecord): Counts {
  const output = recordField(usage, 'completion_tokens_details') ?? {}
  const input = recordField(usage, 'prompt_tokens_details') ?? {}
  return {
    inputTokens: numberField(usage, 'prompt_tokens') ?? numberField(usage, 'input_tokens'),
    outputTokens: numberField(usage, 'completion_tokens') ?? numberField(usage, 'output_tokens'),
    totalTokens: numberField(usage, 'total_tokens'),
    reasoningTokens: numberField(output, 'reasoning_tokens'),
    cachedInputTokens: numberField(input, 'cached_tokens'),
  }
}

function add(left: Counts, right: Counts): Figures {
  const sum: { -readonly [Name in FigureName]?: number } = {}
  for (const name of NAMES) {
    const counts = [left[name], right[name]].filter((count) => count !== undefined)
    if (counts.length > 0) sum[name] = counts.reduce((total, count) => total + count, 0)
  }
  return sum
}

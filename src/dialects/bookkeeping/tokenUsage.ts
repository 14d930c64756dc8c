import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField, recordField } from '../payload/jsonFields.ts'

type Usage = EventOf<'usage'>
type Figure = keyof Omit<Usage, 'type' | 'cumulative' | 'id' | 'stepId' | 'agent' | 'raw'>

/** How backends name each figure; `a.b` reaches into a nested field. */
const NAMES: Readonly<Record<Figure, readonly string[]>> = {
  inputTokens: ['inputTokens', 'input_tokens', 'promptTokens', 'prompt_tokens'],
  outputTokens: ['outputTokens', 'output_tokens', 'completionTokens', 'completion_tokens'],
  totalTokens: ['totalTokens', 'total_tokens'],
  reasoningTokens: [
    'reasoningTokens',
    'reasoning_tokens',
    'outputTokenDetails.reasoningTokens',
    'output_token_details.reasoning',
    'output_tokens_details.reasoning_tokens',
    'completion_tokens_details.reasoning_tokens',
  ],
  cachedInputTokens: [
    'cachedInputTokens',
    'inputTokenDetails.cacheReadTokens',
    'input_token_details.cache_read',
    'input_tokens_details.cached_tokens',
    'prompt_tokens_details.cached_tokens',
    'cache_read_input_tokens',
  ],
}

/**
 * Reads what a model has used under the names that backends have for it; `undefined` when there is no figure at all.
 * @param cumulative whether the figures stand for all of the stream so far, or for one part that adds up with others.
 */
export function readTokenUsage(record: JsonRecord, cumulative: boolean): Usage | undefined {
  const figures: { -readonly [Name in Figure]?: number } = {}
  let name: Figure
  for (name in NAMES) {
    const value = findNumber(record, NAMES[name])
    if (value !== undefined) figures[name] = value
  }
  if (Object.keys(figures).length === 0) return undefined
  return { type: 'usage', ...figures, cumulative }
}

function findNumber(record: JsonRecord, paths: readonly string[]): number | undefined {
  for (const path of paths) {
    const dot = path.indexOf('.')
    const parent = dot === -1 ? record : recordField(record, path.slice(0, dot))
    const value = parent && numberField(parent, path.slice(dot + 1))
    if (value !== undefined) return value
  }
  return undefined
}

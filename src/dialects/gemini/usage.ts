import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField } from '../payload/jsonFields.ts'

/** Reads the running totals that stand on every chunk. Thoughts are not among the tokens of the candidates. */
export function readGeminiUsage(usage: JsonRecord): EventOf<'usage'> {
  return {
    type: 'usage',
    inputTokens: numberField(usage, 'promptTokenCount'),
    outputTokens: numberField(usage, 'candidatesTokenCount'),
    totalTokens: numberField(usage, 'totalTokenCount'),
    reasoningTokens: numberField(usage, 'thoughtsTokenCount'),
    cachedInputTokens: numberField(usage, 'cachedContentTokenCount'),
    cumulative: true,
  }
}

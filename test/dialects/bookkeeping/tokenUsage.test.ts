import { describe, expect, it } from 'vitest'
import { readFinishReason } from '../../../src/dialects/bookkeeping/finishReason.ts'
import { readTokenUsage } from '../../../src/dialects/bookkeeping/tokenUsage.ts'

describe('readTokenUsage', () => {
  it.each([
    [
      { promptTokens: 3, completionTokens: 4 },
      { inputTokens: 3, outputTokens: 4 },
    ],
    [
      { prompt_tokens: 3, total_tokens: 7 },
      { inputTokens: 3, totalTokens: 7 },
    ],
    [
      { input_tokens: 3, output_tokens: 0, output_token_details: { reasoning: 2 } },
      { inputTokens: 3, outputTokens: 0, reasoningTokens: 2 },
    ],
    [
      {
        prompt_tokens_details: { cached_tokens: 9 },
        completion_tokens_details: { reasoning_tokens: 1 },
      },
      { cachedInputTokens: 9, reasoningTokens: 1 },
    ],
    [
      { inputTokens: 5, inputTokenDetails: { cacheReadTokens: 2 }, outputTokenDetails: null },
      { inputTokens: 5, cachedInputTokens: 2 },
    ],
  ])('reads %j', (record, figures) => {
    expect(readTokenUsage(record, true)).toEqual({ type: 'usage', ...figures, cumulative: true })
  })

  it.each([[{}], [{ inputTokens: null }], [{ inputTokens: '3' }], [{ input_token_details: [1] }]])(
    'finds nothing in %j',
    (record) => {
      expect(readTokenUsage(record, false)).toBeUndefined()
    },
  )
})

describe('readFinishReason', () => {
  it.each([
    ['STOP', 'stop'],
    ['end_turn', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['tool-calls', 'tool-calls'],
    ['tool_use', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['toString', 'other'],
    ['', 'other'],
  ])('%s: %s', (raw, reason) => {
    expect(readFinishReason(raw)).toBe(reason)
  })
})

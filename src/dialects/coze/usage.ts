import type { EventOf } from '../events.ts'
import { type JsonRecord, numberField, recordField } from '../payload/jsonFields.ts'

/** The tokens of a chat or a workflow, in all. */
export function readCozeUsage(record: JsonRecord): EventOf<'usage'> | undefined {
  const usage = recordField(record, 'usage')
  if (usage === undefined) return undefined
  const inputTokens = numberField(usage, 'input_count') ?? numberField(usage, 'input_tokens')
  const outputTokens = numberField(usage, 'output_count') ?? numberField(usage, 'output_tokens')
  const totalTokens = numberField(usage, 'token_count') ?? numberField(usage, 'total_tokens')
  const hasFigures = [inputTokens, outputTokens, totalTokens].some((count) => count !== undefined)
  if (!hasFigures) return undefined
  return { type: 'usage', inputTokens, outputTokens, totalTokens, cumulative: true }
}

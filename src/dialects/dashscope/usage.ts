import type { EventOf } from '../events.ts'
import { arrayField, isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import { readTokenUsage } from '../bookkeeping/tokenUsage.ts'

/** The running totals of a model, or of all models of an application together. */
export function readDashscopeUsage(usage: JsonRecord): EventOf<'usage'> | undefined {
  const models = arrayField(usage, 'models')
  if (models === undefined) return readTokenUsage(usage, true)
  if (models.length === 0) return undefined
  let inputTokens = 0
  let outputTokens = 0
  for (const model of models.filter(isRecord)) {
    const used = readTokenUsage(model, true)
    inputTokens += used?.inputTokens ?? 0
    outputTokens += used?.outputTokens ?? 0
  }
  return { type: 'usage', inputTokens, outputTokens, cumulative: true }
}

/** The model of an application; a model that was called itself is not named. */
export function readDashscopeModel(usage: JsonRecord): string | undefined {
  const [first] = arrayField(usage, 'models') ?? []
  return isRecord(first) ? stringField(first, 'model_id') || undefined : undefined
}

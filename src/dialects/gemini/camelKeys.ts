import { isSafeKey } from '../payload/json.ts'
import { isRecord, type JsonRecord } from '../payload/jsonFields.ts'

/** Fields that a chunk of a Python client never lacks, as its own names for them. */
const SNAKE_FIELDS = ['usage_metadata', 'model_version', 'response_id', 'prompt_feedback'] as const

/** What is in here was named by the caller's functions. */
const FOREIGN: ReadonlySet<string> = new Set(['args', 'response', 'result'])

/**
 * Gives a chunk with the names of the API. A server that passes on what Google's Python client gives it, as it dumps
 * itself, writes `usage_metadata` for `usageMetadata`, at every depth.
 */
export function withCamelKeys(chunk: JsonRecord): JsonRecord {
  return SNAKE_FIELDS.some((name) => Object.hasOwn(chunk, name)) ? renameKeys(chunk) : chunk
}

function renameKeys(record: JsonRecord): JsonRecord {
  const renamed = Object.entries(record).map(([key, value]): readonly [string, unknown] => [
    key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    FOREIGN.has(key) ? value : renameWithin(value),
  ])
  return Object.fromEntries(renamed.filter(([key, value]) => value !== null && isSafeKey(key)))
}

/** Recursion is safe here: payloads have a limit of depth. */
function renameWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameWithin)
  return isRecord(value) ? renameKeys(value) : value
}

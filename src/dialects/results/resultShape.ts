import { isRecord, type JsonRecord, recordField } from '../payload/jsonFields.ts'

/** Fields that hold the thing itself, beside a score: LlamaIndex `node`, vector stores `payload`, search `_source`. */
const WRAPPERS = ['node', 'document', 'payload', '_source'] as const

/** Wrappers in wrappers happen (a scored pair of a serialised document); more than a few do not. */
const MAX_WRAPPERS = 4

/**
 * Finds the plain record in whatever a backend calls a result: a record, a text, a `[document, score]` pair,
 * LangChain's `{ lc: 1, kwargs }`, LlamaIndex's `{ node, score }`.
 */
export function unwrapResult(raw: unknown, wrappers = 0): JsonRecord | undefined {
  if (typeof raw === 'string') return raw.trim() === '' ? undefined : { text: raw }
  if (wrappers > MAX_WRAPPERS) return undefined
  if (Array.isArray(raw)) return isScoredPair(raw) ? unwrapPair(raw, wrappers) : undefined
  if (!isRecord(raw)) return undefined

  const constructed = raw['lc'] === 1 ? recordField(raw, 'kwargs') : undefined
  if (constructed !== undefined) return unwrapResult(constructed, wrappers + 1)

  const wrapper = WRAPPERS.find((name) => recordField(raw, name) !== undefined)
  if (wrapper === undefined) return raw
  const { [wrapper]: inner, ...beside } = raw
  const unwrapped = unwrapResult(inner, wrappers + 1)
  return unwrapped && { ...unwrapped, ...beside }
}

/** `null` is what a score of NaN has become. */
function isScoredPair(raw: readonly unknown[]): boolean {
  return raw.length === 2 && (typeof raw[1] === 'number' || raw[1] === null)
}

function unwrapPair(
  [document, score]: readonly unknown[],
  wrappers: number,
): JsonRecord | undefined {
  const unwrapped = unwrapResult(document, wrappers + 1)
  return unwrapped && { ...unwrapped, score }
}

import { isSafeKey } from './json.ts'
import { isRecord, type JsonRecord } from './jsonFields.ts'

/** Most levels of nesting, and most keys and items within one field, of what is left of a payload. */
const MOST_DEPTH = 8
const MOST_KEYS = 1000

interface Skimmed {
  readonly value: unknown
  /** How many keys and items it holds, at any depth. */
  readonly size: number
}

/**
 * Reads what it can of an object that is too large to be read: a field that holds too much or lies too deep is left out,
 * a list keeps its last items, for the news is at its end. `undefined` for what is not an object in JSON.
 */
export function skimJson(text: string): JsonRecord | undefined {
  try {
    const { value } = skim(JSON.parse(text), MOST_DEPTH)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Recursion is safe here: it goes no deeper than it is allowed to look. */
function skim(value: unknown, levels: number): Skimmed {
  if (typeof value !== 'object' || value === null) return { value, size: 0 }
  if (levels === 0) return { value: undefined, size: 0 }
  return Array.isArray(value) ? skimList(value, levels) : skimObject(value, levels)
}

function skimList(list: readonly unknown[], levels: number): Skimmed {
  const kept: unknown[] = []
  let size = 0
  for (const item of list.slice(-MOST_KEYS).toReversed()) {
    const part = skim(item, levels - 1)
    size += part.size + 1
    if (size > MOST_KEYS) break
    kept.push(part.value)
  }
  return { value: kept.toReversed(), size: Math.min(size, MOST_KEYS) }
}

function skimObject(object: object, levels: number): Skimmed {
  const kept: [string, unknown][] = []
  let size = 0
  for (const [key, field] of Object.entries(object).slice(0, MOST_KEYS)) {
    if (!isSafeKey(key)) continue
    const part = skim(field, levels - 1)
    // The root is what this is done for: any of its fields may be as large as all of a field deeper down.
    const isTooLarge = levels < MOST_DEPTH && size + part.size >= MOST_KEYS
    if (isTooLarge || part.value === undefined) continue
    size += part.size + 1
    kept.push([key, part.value])
  }
  return { value: Object.fromEntries(kept), size }
}

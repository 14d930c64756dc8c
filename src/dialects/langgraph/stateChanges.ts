import { isSafeKey } from '../payload/json.ts'

/** The result of a task is its changes, by channel: as an object, or as a list of pairs. */
export function changesIn(result: unknown): unknown {
  if (!Array.isArray(result)) return result
  const pairs = result.filter((pair): pair is [string, unknown] => {
    return Array.isArray(pair) && typeof pair[0] === 'string' && isSafeKey(pair[0])
  })
  return Object.fromEntries(pairs)
}

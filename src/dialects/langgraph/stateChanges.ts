import { isSafeKey } from '../payload/json.ts'
import { arrayField, isRecord } from '../payload/jsonFields.ts'

/** The result of a task is its changes, by channel: as an object, or as a list of pairs. */
export function changesIn(result: unknown): unknown {
  if (!Array.isArray(result)) return result
  const pairs = result.filter((pair): pair is [string, unknown] => {
    return Array.isArray(pair) && typeof pair[0] === 'string' && isSafeKey(pair[0])
  })
  return Object.fromEntries(pairs)
}

function isUser(message: unknown): boolean {
  if (!isRecord(message)) return false
  const type = message['type'] ?? message['role']
  const name: unknown = message['lc'] === 1 ? arrayField(message, 'id')?.at(-1) : type
  return name === 'human' || name === 'user' || name === 'HumanMessage'
}

/** What was said since the user last spoke: what stands before that was said in earlier runs. */
export function sinceUser(messages: readonly unknown[]): readonly unknown[] {
  return messages.slice(messages.findLastIndex(isUser) + 1)
}

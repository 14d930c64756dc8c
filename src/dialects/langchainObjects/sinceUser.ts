import { arrayField, isRecord } from '../payload/jsonFields.ts'

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

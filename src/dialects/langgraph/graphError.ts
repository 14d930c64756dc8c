import { type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'

/** Reads why a graph failed, `{error: "Name", message}`; a word alone is the message. */
export function readGraphError(error: JsonRecord): {
  readonly message?: string
  readonly code?: string
} {
  const inner = recordField(error, 'error') ?? error
  const message = stringField(inner, 'message') ?? stringField(error, 'detail')
  const name = stringField(error, 'error') ?? stringField(inner, 'type')
  if (message) return { message, ...(name && { code: name }) }
  return name ? { message: name } : {}
}

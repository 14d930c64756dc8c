import type { EventOf } from '../events.ts'
import { idField, type JsonRecord, stringField } from '../payload/jsonFields.ts'

/** Reads a failure under the names that chats and workflows have for it; the code 0 is none. */
export function readCozeFault(record: JsonRecord): EventOf<'error'> | undefined {
  const code = idField(record, 'code') ?? idField(record, 'error_code')
  const message =
    stringField(record, 'msg') ||
    stringField(record, 'message') ||
    stringField(record, 'error_message')
  if (code === '0' || (code === undefined && !message)) return undefined
  return {
    type: 'error',
    scope: 'stream',
    recoverable: false,
    message: message || `Coze answered with code ${code}.`,
    code,
  }
}

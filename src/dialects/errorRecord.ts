import type { EventOf } from './events.ts'
import { type JsonRecord, numberField, recordField, stringField } from './jsonFields.ts'

const UNSAID = 'The backend reported an error and did not say which.'

/**
 * Reads the failure of a stream from the object that reports it: `{error: {message, …}}`, `{error: "…"}` or the fields
 * themselves. The code is the most telling word of it, the status a number that is one of HTTP's.
 */
export function readErrorRecord(record: JsonRecord): EventOf<'error'> {
  const error = recordField(record, 'error') ?? record
  const message =
    stringField(error, 'message') || stringField(error, 'error') || stringField(error, 'detail')
  const number = numberField(error, 'code')
  // The type of `{"type": "error"}` says nothing that is not known.
  const kind = stringField(error, 'type')
  const code =
    stringField(error, 'code') ||
    stringField(error, 'status') ||
    (kind === 'error' ? undefined : kind) ||
    number?.toString()
  return {
    type: 'error',
    scope: 'stream',
    recoverable: false,
    message: message || code || UNSAID,
    code: code || undefined,
    status: numberField(error, 'status_code') ?? numberField(error, 'status') ?? httpStatus(number),
  }
}

/** Whether a payload of any kind reports a failure in a field named `error`. */
export function hasError(record: JsonRecord): boolean {
  const { error } = record
  return (
    (typeof error === 'object' && error !== null) || (typeof error === 'string' && error !== '')
  )
}

function httpStatus(number: number | undefined): number | undefined {
  return number !== undefined && number >= 400 && number <= 599 ? number : undefined
}

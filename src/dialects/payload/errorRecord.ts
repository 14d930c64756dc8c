import type { EventOf } from '../events.ts'
import { type JsonLimits, parseJson } from './json.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
  stringField,
} from './jsonFields.ts'

/** What a failure is called whose backend has no words for it: the text of many an exception is empty. */
export const UNSAID = 'The backend reported an error and did not say which.'

/** Where backends put the sentence, the most telling first. */
const MESSAGE_FIELDS = ['message', 'error', 'detail', 'msg'] as const
const CODE_FIELDS = ['code', 'error_code'] as const

/**
 * Reads the failure of a stream from the object that reports it: `{error: {message, …}}`, `{error: "…"}` or the fields
 * themselves. The code is the most telling word of it, the status a number that is one of HTTP's.
 */
export function readErrorRecord(record: JsonRecord): EventOf<'error'> {
  const error = recordField(record, 'error') ?? record
  const message = firstText(error, MESSAGE_FIELDS)
  const number = numberField(error, 'code') ?? numberField(error, 'error_code')
  // The type of `{"type": "error"}` says nothing that is not known.
  const kind = stringField(error, 'type')
  const code =
    firstText(error, CODE_FIELDS) ||
    stringField(error, 'status') ||
    (kind === 'error' ? undefined : kind) ||
    number?.toString()
  return {
    type: 'error',
    scope: 'stream',
    recoverable: false,
    message: message || readDetails(record) || code || UNSAID,
    code: code || undefined,
    status: numberField(error, 'status_code') ?? numberField(error, 'status') ?? httpStatus(number),
  }
}

/**
 * Reads the failure of a stream from the data of an event that is one by its name: plain words, JSON around them, or
 * nothing at all. JSON without a word that is known is told as it is.
 */
export function readErrorData(data: string | undefined, limits?: JsonLimits): EventOf<'error'> {
  const words = data?.trim() ?? ''
  const parsed = parseJson(words, limits)
  const value = parsed.ok ? parsed.value : words
  if (!isRecord(value))
    return readErrorRecord({ message: typeof value === 'string' ? value : words })
  const error = readErrorRecord(value)
  const isTold = error.message !== UNSAID || Object.keys(value).length === 0
  return isTold ? error : { ...error, message: words }
}

/** Whether a payload of any kind reports a failure in a field named `error`. */
export function hasError(record: JsonRecord): boolean {
  const { error } = record
  return (
    (typeof error === 'object' && error !== null) || (typeof error === 'string' && error !== '')
  )
}

/**
 * Whether an event that no rule of a dialect knows is a failure all the same, in the words of what stands around a backend:
 * gateways and web frameworks. FastAPI's `detail` is one where it stands alone.
 */
export function isFault(payload: unknown, event: string): boolean {
  if (event === 'error') return true
  if (!isRecord(payload)) return false
  if (payload['type'] === 'error' || hasError(payload)) return true
  return Object.hasOwn(payload, 'detail') && Object.keys(payload).length === 1
}

/** The first of these fields that is a text and not empty. */
function firstText(record: JsonRecord, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = stringField(record, name)
    if (text) return text
  }
  return undefined
}

/** FastAPI lists what is wrong with a request: `{detail: [{loc, msg, type}]}`. */
function readDetails(record: JsonRecord): string | undefined {
  const details = (arrayField(record, 'detail') ?? []).filter(isRecord)
  const words = details.map((detail) => firstText(detail, MESSAGE_FIELDS))
  return words.filter((word) => word !== undefined).join('; ') || undefined
}

function httpStatus(number: number | undefined): number | undefined {
  return number !== undefined && number >= 400 && number <= 599 ? number : undefined
}

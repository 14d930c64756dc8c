import type { EventOf } from './events.ts'
import { type JsonLimits, parseJson } from './json.ts'
import {
  idField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
  stringField,
} from './jsonFields.ts'

/** Where backends put the sentence, the most telling first. */
const MESSAGE_FIELDS = ['message', 'detail', 'error', 'msg'] as const
const CODE_FIELDS = ['code', 'error_code'] as const
const STATUS_FIELDS = ['status', 'status_code'] as const

/** The failure of a whole stream, as a backend reports it in an event of its own: plain text, or JSON around it. */
export function readErrorNotice(data: string, limits?: JsonLimits): EventOf<'error'> {
  const parsed = parseJson(data, limits)
  const value = parsed.ok ? parsed.value : data
  const record = isRecord(value) ? (recordField(value, 'error') ?? value) : {}
  const code = firstOf(CODE_FIELDS, (name) => idField(record, name))
  const status = firstOf(STATUS_FIELDS, (name) => numberField(record, name))
  return {
    type: 'error',
    scope: 'stream',
    recoverable: false,
    message: readMessage(record) ?? (typeof value === 'string' ? value : data),
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
  }
}

function readMessage(record: JsonRecord): string | undefined {
  return firstOf(MESSAGE_FIELDS, (name) => stringField(record, name) || undefined)
}

function firstOf<Value>(
  names: readonly string[],
  read: (name: string) => Value | undefined,
): Value | undefined {
  for (const name of names) {
    const value = read(name)
    if (value !== undefined) return value
  }
  return undefined
}

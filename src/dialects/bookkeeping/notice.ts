import type { EventOf } from '../events.ts'
import { isRecord, numberField, stringField } from '../payload/jsonFields.ts'

/** The names under which applications tell of themselves in their own events. */
const STATUS_NAMES: ReadonlySet<string> = new Set(['status', 'notification'])

/**
 * Reads what an application says of its work in an event of its own, by the name of that: `progress` with a number, `status`
 * or `notification` with words. Gives `undefined` where the name says nothing of the kind, or the value has nothing of it.
 */
export function readNotice(
  name: string,
  value: unknown,
): EventOf<'status'> | EventOf<'progress'> | undefined {
  if (name === 'progress') return readProgress(value)
  return STATUS_NAMES.has(name) ? readStatus(value) : undefined
}

function readProgress(given: unknown): EventOf<'progress'> | undefined {
  const fields = isRecord(given) ? given : { value: given }
  const value = numberField(fields, 'value') ?? numberField(fields, 'progress')
  if (value === undefined) return undefined
  const label = stringField(fields, 'label') ?? stringField(fields, 'message')
  return { type: 'progress', value, total: numberField(fields, 'total'), label }
}

function readStatus(given: unknown): EventOf<'status'> | undefined {
  const fields = isRecord(given) ? given : { message: given }
  const message = stringField(fields, 'message')
  if (!message) return undefined
  const isBad = /^(?:warn|err)/.test(stringField(fields, 'level') ?? '')
  return { type: 'status', message, level: isBad ? 'warning' : 'info' }
}

import { type JsonRecord, numberField } from '../payload/jsonFields.ts'

/** Whole milliseconds from a field that counts in seconds; more than a number can hold are none. */
export function elapsedField(record: JsonRecord, name: string): number | undefined {
  const milliseconds = Math.round((numberField(record, name) ?? Number.NaN) * 1000)
  return Number.isFinite(milliseconds) ? milliseconds : undefined
}

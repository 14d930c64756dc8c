import { type JsonRecord, numberField } from '../payload/jsonFields.ts'

/** Whole milliseconds from a field that counts in seconds. */
export function elapsedField(record: JsonRecord, name: string): number | undefined {
  const seconds = numberField(record, name)
  return seconds === undefined ? undefined : Math.round(seconds * 1000)
}

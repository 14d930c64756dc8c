/** A JSON object of which nothing is known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// What every object inherits is functions and a prototype: a string, a number or a list is the record's own, and asking
// for that first would cost more than all else.

/** The field, if it is a string; the empty string is one. */
export function stringField(record: JsonRecord, name: string): string | undefined {
  const value = record[name]
  return typeof value === 'string' ? value : undefined
}

/** The field, if it is a finite number. */
export function numberField(record: JsonRecord, name: string): number | undefined {
  const value = record[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The field, if it is an object and not an array. */
export function recordField(record: JsonRecord, name: string): JsonRecord | undefined {
  const value = ownField(record, name)
  return isRecord(value) ? value : undefined
}

/** The field, if it is an array. */
export function arrayField(record: JsonRecord, name: string): readonly unknown[] | undefined {
  const value = record[name]
  return Array.isArray(value) ? value : undefined
}

/** The field, if it is a string that is not empty, or a number: what an id looks like on the wire. */
export function idField(record: JsonRecord, name: string): string | undefined {
  return stringField(record, name) || numberField(record, name)?.toString()
}

/** The record's own field: `toString` or `constructor` are no fields of an empty object. */
export function ownField(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** A value in words: a text as it is, all else as JSON. `String` fails for an object that has a field named `toString`. */
export function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}

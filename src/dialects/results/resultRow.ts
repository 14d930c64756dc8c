import { isSafeKey } from '../payload/json.ts'
import { isRecord, type JsonRecord, recordField } from '../payload/jsonFields.ts'

/** Makes something of a field's value, or gives `undefined` when the field is not what its name promised. */
export type FieldReader<Value> = (value: unknown) => Value | undefined

export interface Found<Value> {
  readonly value: Value
  /** The name under which it was found. */
  readonly name: string
}

/** A record from which fields are taken one after the other, so that in the end it is known which are left. */
export interface ResultRow {
  /** The first field, in the order of the names, of which the reader makes something. */
  take<Value>(names: readonly string[], read: FieldReader<Value>): Found<Value> | undefined
  /** As `take`, without looking into the metadata. */
  takeOwn<Value>(names: readonly string[], read: FieldReader<Value>): Found<Value> | undefined
  /** Every such field. */
  takeAll<Value>(names: readonly string[], read: FieldReader<Value>): readonly Value[]
  /** What nobody took, in a fresh object, without keys that reach a prototype. */
  rest(): Readonly<Record<string, unknown>>
}

/**
 * Reads a record and the `metadata` inside it as one, the outer before the inner.
 *
 * Names are those of `ResultFields`: plain ones, `a.b` for a nested field, `a+b` for fields joined with a space. Only
 * plain ones are taken away: what is nested stays within its parent, and what was joined stays available in its parts.
 */
export function createResultRow(record: JsonRecord): ResultRow {
  const { metadata, ...own } = record
  const layers = isRecord(metadata) ? [own, metadata] : [record]
  const taken = layers.map(() => new Set<string>())
  const asked = new Set<string>()

  function* search<Value>(
    names: readonly string[],
    read: FieldReader<Value>,
    depth = layers.length,
  ): Generator<Found<Value>, undefined> {
    for (const name of names) {
      asked.add(name)
      for (const [index, layer] of layers.slice(0, depth).entries()) {
        const value = read(valueAt(layer, name))
        if (value === undefined) continue
        taken[index]?.add(name)
        yield { value, name }
      }
    }
  }

  return {
    take: (names, read) => search(names, read).next().value,
    takeOwn: (names, read) => search(names, read, 1).next().value,
    takeAll: (names, read) => Array.from(search(names, read), (found) => found.value),
    rest: () => {
      const left = layers.map((layer, index) =>
        Object.entries(layer).filter(([key, value]) => {
          const saysNothing = asked.has(key) && isBlank(value)
          return isSafeKey(key) && !taken[index]?.has(key) && !saysNothing
        }),
      )
      return Object.fromEntries(left.toReversed().flat())
    },
  }
}

/** The field of that name, of the record's own; a name of `ResultFields`. */
export function valueAt(record: JsonRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name]
  if (name.includes('+')) {
    const parts = name.split('+').map((part) => readLabel(valueAt(record, part)))
    return parts.filter((part) => part !== undefined).join(' ')
  }
  const dot = name.indexOf('.')
  if (dot === -1) return undefined
  const parent = recordField(record, name.slice(0, dot))
  return parent && valueAt(parent, name.slice(dot + 1))
}

/** A name or an id: text that is not blank, or a number. */
export function readLabel(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** Says nothing: also a score of NaN, or what JSON made of it. */
function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || Number.isNaN(value)
}

import type { EventOf, StreamIds } from '../events.ts'
import type { JsonRecord } from '../payload/jsonFields.ts'

/** Which field of a payload holds which id; where several hold the same one, the last that is there counts. */
export type IdFields = readonly (readonly [id: keyof StreamIds, field: string])[]

/**
 * Makes a watch over the ids that a backend repeats in every payload: it gives those that are new, and mostly nothing.
 *
 * Asked for every token, so that it compares before it does anything else.
 */
export function createIdWatch(
  fields: IdFields,
): (record: JsonRecord) => EventOf<'meta'> | undefined {
  const seen = fields.map((): unknown => undefined)

  return (record) => {
    let news: ({ type: 'meta' } & { -readonly [Id in keyof StreamIds]: StreamIds[Id] }) | undefined
    for (let index = 0; index < fields.length; index++) {
      const entry = fields[index]
      if (entry === undefined) continue
      const [id, field] = entry
      const value = record[field]
      if (value === seen[index] || typeof value !== 'string' || value === '') continue
      seen[index] = value
      news ??= { type: 'meta' }
      news[id] = value
    }
    return news
  }
}

import type { JsonRecord } from '../payload/jsonFields.ts'

/** The place of the item that an event is about: its index, for ids change on the way in some servers. */
export function placeOf(event: JsonRecord): string {
  const { output_index: index, item_id: id } = event
  if (typeof index === 'number') return String(index)
  return typeof id === 'string' ? id : '0'
}

/** The place of a text within its item; the first, where a server does not say. */
export function indexIn(event: JsonRecord, name: 'content_index' | 'summary_index'): number {
  const index = event[name]
  return typeof index === 'number' ? index : 0
}

import type { ResultItem } from '../../dialects/events.ts'

/** A result item as the row of JSON that most backends send: its fields beside what stands in its metadata. */
export function resultRow(item: ResultItem): Readonly<Record<string, unknown>> {
  const { metadata, images, span: _span, ...fields } = item
  return { ...metadata, ...fields, ...(images.length > 0 && { images }) }
}

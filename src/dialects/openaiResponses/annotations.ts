import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import { isRecord } from '../payload/jsonFields.ts'
import { withSpan } from '../results/spans.ts'

/** Makes the reader of citations of web pages and files; `start` is where the text they are counted in begins. */
export function createAnnotationReader(
  context: DialectContext,
): (annotation: unknown, start: number) => ResultItem | undefined {
  const readItem = createBackendResultReader(context, { id: ['file_id'] })
  return (annotation, start) => {
    if (!isRecord(annotation)) return undefined
    const { start_index: from, end_index: to, ...fields } = annotation
    const item = readItem(fields)
    if (item === undefined || typeof from !== 'number' || typeof to !== 'number') return item
    // A citation of no length stands behind the words and not for them.
    return withSpan(item, start + from, start + to)
  }
}

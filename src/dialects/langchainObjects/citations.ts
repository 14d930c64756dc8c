import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import { isRecord, recordField } from '../payload/jsonFields.ts'
import { createBackendResultReader } from '../results/backendResults.ts'
import { withSpan } from '../results/spans.ts'

/**
 * Makes the reader of what the blocks of a message lean on, in LangChain's own words or in those of a provider; `start` is
 * where the message begins in the answer, for places are counted within it.
 */
export function createCitationReader(
  context: DialectContext,
): (citation: unknown, start: number) => ResultItem | undefined {
  const readItem = createBackendResultReader(context, {
    title: ['document_title'],
    text: ['cited_text'],
  })
  return (citation, start) => {
    if (!isRecord(citation)) return readItem(citation)
    const inner = recordField(citation, 'url_citation') ?? citation
    const { start_index: from, end_index: to, ...fields } = inner
    const item = readItem(fields)
    if (item === undefined || typeof from !== 'number' || typeof to !== 'number') return item
    return withSpan(item, start + from, start + to)
  }
}

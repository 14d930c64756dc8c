import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { EventOf } from '../events.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import { readResults } from '../results/resultItem.ts'

/** Makes the reader of what a search found: passages of files, pages of the web. */
export function createFoundReader(
  context: DialectContext,
): (item: JsonRecord) => EventOf<'results'> | undefined {
  const readItem = createBackendResultReader(context, {})

  return (item) => {
    const action = recordField(item, 'action') ?? {}
    const isFiles = item['type'] === 'file_search_call'
    const rows = isFiles
      ? nameFiles(arrayField(item, 'results') ?? [])
      : arrayField(action, 'sources')
    const items = readResults(rows, readItem)
    if (items.length === 0) return undefined
    const query = queryOf(item) ?? queryOf(action)
    return { type: 'results', kind: 'retrieved', items, ...(query !== undefined && { query }) }
  }
}

/** Citations name a file, and of each file several passages may be found: the best of them bears its name. */
function nameFiles(rows: readonly unknown[]): readonly unknown[] {
  const named = new Set<unknown>()
  return rows.map((row) => {
    if (!isRecord(row)) return row
    const fileId = row['file_id']
    if (fileId === undefined || named.has(fileId)) return row
    named.add(fileId)
    return { ...row, id: fileId }
  })
}

function queryOf(holder: JsonRecord): string | undefined {
  const queries = arrayField(holder, 'queries')?.filter((query) => typeof query === 'string')
  return stringField(holder, 'query') || queries?.join(' · ') || undefined
}

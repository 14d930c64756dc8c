import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import {
  arrayField,
  idField,
  isRecord,
  type JsonRecord,
  ownField,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { speakerOf } from './place.ts'

/** Media that an event may bring, alone or in lists, and the name under which they go on. */
const MEDIA = [
  ['image', 'image'],
  ['images', 'image'],
  ['videos', 'video'],
  ['audio', 'audio'],
  ['response_audio', 'audio'],
  ['files', 'file'],
] as const

/** Makes the reader of what stands beside the text of a run: citations, what was retrieved, pictures and other media. */
export function createAgnoSources(
  context: DialectContext,
  output: EventOutput,
): (record: JsonRecord) => void {
  const readItem = createBackendResultReader(context, {
    title: ['document_title'],
    text: ['cited_text'],
  })

  function readCitations(citations: JsonRecord, agent: string | undefined): void {
    const sources = [
      ...(arrayField(citations, 'urls') ?? []),
      ...(arrayField(citations, 'documents') ?? []),
    ]
    const items = readResults(sources, readItem)
    if (items.length === 0) return
    const queries = arrayField(citations, 'search_queries') ?? []
    const query = queries.filter((entry) => typeof entry === 'string').join('; ') || undefined
    output.write({ type: 'results', kind: 'cited', items, query, agent })
  }

  function readReferences(references: readonly unknown[], agent: string | undefined): void {
    for (const entry of references) {
      if (!isRecord(entry)) continue
      const items = readResults(ownField(entry, 'references'), readItem)
      const query = stringField(entry, 'query')
      output.write({ type: 'results', kind: 'retrieved', items, query, agent })
    }
  }

  return (record) => {
    if (!hasSources(record)) return
    const citations = recordField(record, 'citations')
    const references = arrayField(record, 'references')
    if (citations !== undefined) readCitations(citations, speakerOf(record))
    if (references !== undefined) readReferences(references, speakerOf(record))
    for (const [field, name] of MEDIA) {
      const value = ownField(record, field)
      if (value === undefined || value === null) continue
      for (const data of Array.isArray(value) ? value : [value]) {
        const key = isRecord(data) ? idField(data, 'id') : undefined
        output.write({ type: 'data', name, data, key, agent: speakerOf(record) })
      }
    }
  }
}

/** Written out, for it is asked of every token. */
function hasSources(record: JsonRecord): boolean {
  const { citations, references, image, images, videos, audio, files } = record
  const { response_audio: speech } = record
  return Boolean(citations ?? references ?? image ?? images ?? videos ?? audio ?? files ?? speech)
}

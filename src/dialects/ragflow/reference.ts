import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import { isRecord, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'

/** Where a server has the picture of a chunk. */
const IMAGE_PATH = '/v1/document/image/'

/** Makes the reader of what an answer leans on: chunks, in a list or by their id, and how many of which document. */
export function createRagflowReference(
  context: DialectContext,
  output: EventOutput,
): (reference: unknown) => void {
  const readItem = createBackendResultReader(context, {
    title: ['docnm_kwd'],
    text: ['content_with_weight'],
  })

  return (reference) => {
    if (!isRecord(reference)) return
    const items = readResults(listOf(ownField(reference, 'chunks')).map(withImage), readItem)
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
    const documents = listOf(ownField(reference, 'doc_aggs'))
    if (documents.length === 0) return
    output.write({ type: 'data', name: 'documents', key: 'documents', data: documents })
  }
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  return isRecord(value) ? Object.values(value) : []
}

function withImage(chunk: unknown): unknown {
  if (!isRecord(chunk)) return chunk
  const id = stringField(chunk, 'image_id') || stringField(chunk, 'img_id')
  if (!id) return chunk
  const { image_id: _image, img_id: _img, ...fields } = chunk
  return { ...fields, images: [`${IMAGE_PATH}${encodeURIComponent(id)}`] } satisfies JsonRecord
}

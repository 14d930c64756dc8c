import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import { isRecord, type JsonRecord, ownField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'

/** Where a server has the picture of a chunk. */
const IMAGE_PATH = '/v1/document/image/'
const LONE_SURROGATE = /\p{Surrogate}/gu

/** Reads what an answer leans on: chunks, in a list or by their id, and how many of which document. */
export interface RagflowReference {
  readonly read: (reference: unknown) => void
  /** Chunks that a component has found, before it is known what of them the answer leans on. */
  readonly readFound: (chunks: unknown, stepId: string | undefined) => void
}

export function createRagflowReference(
  context: DialectContext,
  output: EventOutput,
): RagflowReference {
  const readItem = createBackendResultReader(context, {
    title: ['docnm_kwd'],
    text: ['content_with_weight'],
  })

  function itemsIn(chunks: unknown): readonly ResultItem[] {
    return readResults(listOf(chunks).map(withImage), readItem)
  }

  return {
    read(reference) {
      if (!isRecord(reference)) return
      const items = itemsIn(ownField(reference, 'chunks'))
      if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
      const documents = listOf(ownField(reference, 'doc_aggs'))
      if (documents.length === 0) return
      output.write({ type: 'data', name: 'documents', key: 'documents', data: documents })
    },
    readFound(chunks, stepId) {
      if (!Array.isArray(chunks)) return
      output.write({ type: 'results', kind: 'retrieved', items: itemsIn(chunks), stepId })
    },
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
  // Half a character has no place in a url, and `encodeURIComponent` throws on it.
  const name = encodeURIComponent(id.replace(LONE_SURROGATE, '\uFFFD'))
  return { ...fields, images: [IMAGE_PATH + name] } satisfies JsonRecord
}

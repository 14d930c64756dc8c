import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  recordField,
  stringField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createBackendResultReader } from '../results/backendResults.ts'
import { readResults } from '../results/resultItem.ts'
import { isSameJson } from '../payload/sameJson.ts'
import { withSpan } from '../results/spans.ts'

/** Reads what an answer leans on, in the places where the clones put it. */
export interface ChatCitations {
  /**
   * `annotations` (OpenAI, OpenRouter), `reference` and `final_content` (RAGFlow), `references` (Volcengine), `context`
   * (Azure).
   */
  readDelta(delta: JsonRecord): void
  /**
   * `citations` and `search_results` beside the choices (Perplexity, xAI), and `web_search` (Zhipu); said once, however
   * often they come.
   */
  readChunk(chunk: JsonRecord): void
}

const CHUNK_LISTS = ['citations', 'search_results', 'web_search'] as const

export function createChatCitations(context: DialectContext, output: EventOutput): ChatCitations {
  const readItem = createBackendResultReader(context, { source: ['media'] })
  const readFinding = createBackendResultReader(context, { source: ['filepath'] })
  const told = new Map<string, readonly unknown[]>()

  function cite(items: readonly ResultItem[]): void {
    if (items.length > 0) output.write({ type: 'results', kind: 'cited', items })
  }

  /** `{type, url_citation: {url, title, start_index, …}}`, or the same fields without the wrapper. */
  function readAnnotation(annotation: unknown): ResultItem | undefined {
    if (!isRecord(annotation)) return undefined
    const type = stringField(annotation, 'type')
    const citation = recordField(annotation, type ?? '') ?? annotation
    const { start_index: start, end_index: end, type: _type, ...fields } = citation
    const item = readItem(fields)
    return item && withSpan(item, start, end)
  }

  /** What Azure found in the data of its owner. The marks in the text count its items: `[doc1]` is the first. */
  function readContext({ citations, ...rest }: JsonRecord): void {
    const findings = Array.isArray(citations) ? citations.map(nameFinding) : []
    cite(readResults(findings, readFinding))
    if (Object.values(rest).some((value) => value !== null)) {
      output.write({ type: 'data', name: 'context', data: rest })
    }
  }

  return {
    readDelta(delta) {
      const annotations = arrayField(delta, 'annotations')
      if (annotations !== undefined) {
        cite(annotations.map(readAnnotation).filter((item) => item !== undefined))
      }
      if (delta['reference'] !== undefined) {
        cite(readResults(chunksOf(delta['reference']), readItem))
      }
      cite(readResults(delta['references'], readItem))
      readContext(recordField(delta, 'context') ?? {})
      const whole = stringField(delta, 'final_content')
      if (whole) {
        output.write({ type: 'text-full', channel: 'answer', text: whole, mode: 'final' })
      }
    },
    readChunk(chunk) {
      for (const name of CHUNK_LISTS) {
        const list = arrayField(chunk, name)
        if (list === undefined || isSameJson(list, told.get(name))) continue
        told.set(name, list)
        const links = list.map((entry) => (typeof entry === 'string' ? { url: entry } : entry))
        cite(readResults(links, readItem))
      }
    },
  }
}

/** The chunks of each document are counted from 0, and their number alone names none. */
function nameFinding(finding: unknown): unknown {
  if (!isRecord(finding)) return finding
  const place = stringField(finding, 'url') || stringField(finding, 'filepath')
  const chunk = stringField(finding, 'chunk_id')
  return place && chunk ? { ...finding, id: `${place}#${chunk}` } : finding
}

/** A list, an object with the list in `chunks`, or with the chunks under their numbers. */
function chunksOf(reference: unknown): readonly unknown[] {
  if (Array.isArray(reference)) return reference
  if (!isRecord(reference)) return []
  const chunks = reference['chunks'] ?? reference
  return Array.isArray(chunks) ? chunks : isRecord(chunks) ? Object.values(chunks) : []
}

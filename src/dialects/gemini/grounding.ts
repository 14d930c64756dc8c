import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import {
  arrayField,
  isRecord,
  type JsonRecord,
  numberField,
  recordField,
} from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { readResults } from '../results/resultItem.ts'
import { isSameJson } from '../payload/sameJson.ts'
import { withSpan } from '../results/spans.ts'
import { toUtf16Offsets } from './utf8Offsets.ts'

/** Reads what an answer is grounded in. The answer is that of so far, for places in it are counted in its bytes. */
export interface Grounding {
  read(candidate: JsonRecord, answer: string): void
  /** The answer is whole: tells the places that lay behind its end before. */
  end(answer: string): void
}

interface Citation {
  readonly item: ResultItem
  readonly start: number
  readonly end: number
}

/** Each field is said once, however many chunks repeat it. */
type Field = 'chunks' | 'supports' | 'citations' | 'pages' | 'searchEntryPoint' | 'queries'

export function createGrounding(context: DialectContext, output: EventOutput): Grounding {
  const readItem = createBackendResultReader(context, {
    url: ['retrievedUrl'],
    source: ['domain', 'documentName'],
  })
  const told = new Map<Field, unknown>()
  let chunks: readonly (ResultItem | undefined)[] = []
  /** Citations of places that the answer has not reached yet. */
  let ahead: readonly Citation[] = []

  function isNews(field: Field, value: unknown): boolean {
    if (value === undefined || isSameJson(value, told.get(field))) return false
    told.set(field, value)
    return true
  }

  function cite(citations: readonly Citation[], answer: string): void {
    if (citations.length === 0) return
    const places = toUtf16Offsets(
      answer,
      citations.flatMap(({ start, end }) => [start, end]),
    )
    ahead = citations.filter(({ end }) => !places.has(end))
    const items = citations.map(({ item, start, end }) =>
      withSpan(item, places.get(start), places.get(end)),
    )
    output.write({ type: 'results', kind: 'cited', items })
  }

  function readChunks(metadata: JsonRecord): void {
    const list = arrayField(metadata, 'groundingChunks')
    if (list === undefined || !isNews('chunks', list)) return
    chunks = list.map((chunk) => readItem(isRecord(chunk) ? Object.values(chunk)[0] : undefined))
    const queries = arrayField(metadata, 'webSearchQueries') ?? []
    const query = queries.filter((entry) => typeof entry === 'string').join(' · ')
    const items = chunks.filter((item) => item !== undefined)
    output.write({ type: 'results', kind: 'retrieved', items, ...(query !== '' && { query }) })
  }

  function citationsOf(support: unknown): readonly Citation[] {
    if (!isRecord(support)) return []
    const range = rangeOf(recordField(support, 'segment') ?? {})
    const scores = arrayField(support, 'confidenceScores') ?? []
    return (arrayField(support, 'groundingChunkIndices') ?? []).flatMap((index, place) => {
      const item = typeof index === 'number' ? chunks[index] : undefined
      const score = scores[place]
      if (item === undefined) return []
      return [{ item: typeof score === 'number' ? { ...item, score } : item, ...range }]
    })
  }

  function sourceOf(source: unknown): readonly Citation[] {
    if (!isRecord(source)) return []
    const { startIndex: _start, endIndex: _end, ...fields } = source
    const item = readItem(fields)
    return item === undefined ? [] : [{ item, ...rangeOf(source) }]
  }

  /** A search may find nothing that the answer leans on: what was searched for is all there is to tell. */
  function readQueries(metadata: JsonRecord): void {
    const queries = arrayField(metadata, 'webSearchQueries')
    if (queries === undefined || queries.length === 0 || metadata['groundingChunks']) return
    if (chunks.length > 0 || !isNews('queries', queries)) return
    output.write({ type: 'data', name: 'web-search-queries', data: queries })
  }

  function readMetadata(metadata: JsonRecord, answer: string): void {
    readChunks(metadata)
    readQueries(metadata)
    const supports = arrayField(metadata, 'groundingSupports')
    if (supports !== undefined && isNews('supports', supports)) {
      cite(supports.flatMap(citationsOf), answer)
    }
    const { searchEntryPoint } = metadata
    if (isNews('searchEntryPoint', searchEntryPoint)) {
      output.write({ type: 'data', name: 'search-entry-point', data: searchEntryPoint })
    }
  }

  return {
    read(candidate, answer) {
      const metadata = recordField(candidate, 'groundingMetadata')
      if (metadata !== undefined) readMetadata(metadata, answer)
      const licences = recordField(candidate, 'citationMetadata') ?? {}
      const sources = arrayField(licences, 'citations') ?? arrayField(licences, 'citationSources')
      if (sources !== undefined && isNews('citations', sources)) {
        cite(sources.flatMap(sourceOf), answer)
      }
      const pages = arrayField(recordField(candidate, 'urlContextMetadata') ?? {}, 'urlMetadata')
      const items = isNews('pages', pages) ? readResults(pages, readItem) : []
      if (items.length > 0) output.write({ type: 'results', kind: 'retrieved', items })
    },
    end: (answer) => cite(ahead, answer),
  }
}

/** A beginning at 0 is left out. */
function rangeOf(holder: JsonRecord): { readonly start: number; readonly end: number } {
  return {
    start: numberField(holder, 'startIndex') ?? 0,
    end: numberField(holder, 'endIndex') ?? 0,
  }
}

import type { ResultImage, ResultItem } from '../events.ts'
import { LINK_SCHEMES, resolveUrl } from './resolveUrl.ts'
import { readImages } from './resultImages.ts'
import { createResultRow, type Found, readLabel } from './resultRow.ts'
import { unwrapResult } from './resultShape.ts'
import { stableHash } from './stableHash.ts'

/**
 * Names of the fields of a backend's result items, tried in order, before the names that the kit knows.
 *
 * A name is looked up in the item and in its `metadata`. `a.b` reaches into a nested field. `a+b` joins the fields with
 * a space; they also stay in `metadata`, each on its own.
 */
export interface ResultFields {
  readonly id?: readonly string[]
  readonly title?: readonly string[]
  readonly text?: readonly string[]
  readonly url?: readonly string[]
  readonly score?: readonly string[]
  readonly source?: readonly string[]
  readonly images?: readonly string[]
}

export interface ResultReaderOptions {
  /** Base that relative urls of images and links resolve against. */
  readonly baseUrl?: string
  readonly fields?: ResultFields
}

/** Reads one result; gives `undefined` for what holds nothing at all. Never throws. */
export type ResultReader = (raw: unknown) => ResultItem | undefined

export type { ResultItem }

const KNOWN_NAMES = {
  // Looked up outside the metadata only, and none of a document: the chunks of a document share those.
  id: ['id', '_id', 'id_', 'node_id', 'chunk_id', 'uuid'],
  title: ['title', 'alarm_code+alarm_message', 'name', 'document_name', 'file_name', 'filename'],
  text: [
    'text',
    'content',
    'page_content',
    'pageContent',
    'solution',
    'snippet',
    'summary',
    'description',
    'text_resource.text',
  ],
  url: ['url', 'link', 'uri', 'href'],
  score: ['score', '_score', 'similarity', 'relevance_score', 'distance'],
  source: ['source', 'source_name', 'site_name', 'file_path'],
  images: ['images', 'image', 'image_urls', 'image_url', 'thumbnail'],
} as const satisfies ResultFields

/**
 * Makes the reader for the results of one stream.
 *
 * It takes records of search engines, vector stores and document loaders, serialised LangChain documents, LlamaIndex
 * nodes with their score, `[document, score]` pairs and plain texts.
 */
export function createResultReader(options: ResultReaderOptions = {}): ResultReader {
  const { baseUrl, fields = {} } = options
  const namesOf = (field: keyof ResultFields): readonly string[] => [
    ...(fields[field] ?? []),
    ...KNOWN_NAMES[field],
  ]
  const names = {
    title: namesOf('title'),
    text: namesOf('text'),
    url: namesOf('url'),
    score: namesOf('score'),
    source: namesOf('source'),
    images: namesOf('images'),
  }
  const readLink = (value: unknown): string | undefined =>
    typeof value === 'string' ? resolveUrl(value, LINK_SCHEMES, baseUrl) : undefined
  const readPictures = (value: unknown): readonly ResultImage[] | undefined =>
    readImages(value, baseUrl)

  return (raw) => {
    const record = unwrapResult(raw)
    if (record === undefined) return undefined
    const row = createResultRow(record)
    const id = row.take(fields.id ?? [], readLabel) ?? row.takeOwn(KNOWN_NAMES.id, readLabel)
    const title = row.take(names.title, readLabel)
    const text = row.take(names.text, readText)
    const url = row.take(names.url, readLink)
    const score = row.take(names.score, readScore)
    const source = row.take(names.source, readText)
    const images = uniqueImages(row.takeAll(names.images, readPictures).flat())
    const metadata = row.rest()

    const isEmpty =
      [id, title, text, url, source].every((found) => found === undefined) &&
      images.length === 0 &&
      Object.keys(metadata).length === 0
    if (isEmpty) return undefined
    return {
      id: id?.value ?? url?.value ?? stableHash(describe(title, text, images, metadata)),
      ...(title && { title: title.value }),
      ...(text && { text: text.value }),
      ...(url && { url: url.value }),
      ...(score && { score: score.value }),
      ...(source && { source: source.value }),
      images,
      metadata,
    }
  }
}

/** Reads a list of results in the order of the wire; what is no list holds none. */
export function readResults(raw: unknown, read: ResultReader): readonly ResultItem[] {
  if (!Array.isArray(raw)) return []
  return raw.map((entry) => read(entry)).filter((item) => item !== undefined)
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A number, also as text: databases give decimals so. */
function readScore(value: unknown): number | undefined {
  const score = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof score === 'number' && Number.isFinite(score) ? score : undefined
}

function uniqueImages(images: readonly ResultImage[]): readonly ResultImage[] {
  const urls = new Set<string>()
  return images.filter(({ url }) => !urls.has(url) && urls.add(url))
}

/** What tells an item without id and url from others. A title joined from several fields (code and message) is enough. */
function describe(
  title: Found<string> | undefined,
  text: Found<string> | undefined,
  images: readonly ResultImage[],
  metadata: Readonly<Record<string, unknown>>,
): string {
  if (title?.name.includes('+')) return title.value
  if (title || text) return `${title?.value ?? ''}\0${text?.value ?? ''}`
  const fields = Object.entries(metadata).filter(([, value]) => typeof value !== 'object')
  return [
    ...images.map(({ url }) => url),
    ...fields.map(([key, value]) => `${key}=${String(value)}`),
  ].join('\0')
}

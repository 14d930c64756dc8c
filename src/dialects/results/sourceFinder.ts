import type { DialectContext } from '../dialect.ts'
import type { EventOf } from '../events.ts'
import { parseJson } from '../payload/json.ts'
import { isRecord, type JsonRecord, recordField, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { createResultReader, readResults } from './resultItem.ts'
import { stableHash } from './stableHash.ts'

type Kind = EventOf<'results'>['kind']

/** Where what is found belongs. */
export interface SourcePlace {
  readonly stepId?: string | undefined
  readonly agent?: string | undefined
}

/**
 * Finds the sources in what belongs to an application: a state, a result of a tool, an event of its own. The whole of it
 * goes on as it came; these are given as results beside it, and a list that comes again unchanged is given once.
 */
export interface SourceFinder {
  /** Looks through the fields of a record for those that are named as sources are, and hold some. */
  readFields(record: JsonRecord, place?: SourcePlace): void
  /** Reads a value that is known by a name, such as that of an event; in a record of another name its fields count. */
  readNamed(name: string, value: unknown, place?: SourcePlace): void
  /** Reads what a tool gave back, which may be JSON as text; a list without a name has to show what it is. */
  readOutput(output: unknown, place?: SourcePlace): void
  /** Takes the sources in these fields for told: they are those of an earlier run. */
  pass(record: JsonRecord): void
}

/** Names as they are spelled without `_`, `-` and capitals. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['documents', 'retrieved'],
  ['docs', 'retrieved'],
  ['sourcedocuments', 'retrieved'],
  ['retrieveddocuments', 'retrieved'],
  ['retrieveddocs', 'retrieved'],
  ['context', 'retrieved'],
  ['sources', 'retrieved'],
  ['searchresults', 'retrieved'],
  ['webresults', 'retrieved'],
  ['results', 'retrieved'],
  ['citations', 'cited'],
  ['references', 'cited'],
])

/** Longest text by itself that is the name of a source, in UTF-16 units. */
const LONGEST_NAME = 80

/** What stands under these names may be anything, so that each item has to show that it is a source. */
const VAGUE: ReadonlySet<string> = new Set(['context', 'results', 'references', ''])

export function createSourceFinder(
  context: DialectContext,
  output: Pick<EventOutput, 'write'>,
): SourceFinder {
  const readResult = createResultReader({ baseUrl: context.baseUrl, fields: context.resultFields })
  const told = new Set<string>()

  function isNews(kind: Kind, list: readonly unknown[]): boolean {
    const name = stableHash(kind + JSON.stringify(list))
    if (told.has(name)) return false
    told.add(name)
    return true
  }

  function give(kind: Kind, list: readonly unknown[], place: SourcePlace): void {
    if (!isNews(kind, list)) return
    const items = readResults(list.map(fromText), readResult)
    if (items.length > 0) output.write({ type: 'results', kind, items, ...place })
  }

  function readFields(record: JsonRecord, place: SourcePlace = {}): void {
    for (const [kind, list] of sourcesIn(record)) give(kind, list, place)
  }

  return {
    readFields,
    readNamed(name, value, place = {}) {
      const kind = KINDS.get(plainName(name))
      if (kind !== undefined && isSourceList(value, name)) give(kind, value, place)
      else if (isRecord(value)) readFields(value, place)
    },
    readOutput(result, place = {}) {
      const value = typeof result === 'string' ? decode(result, context) : result
      if (isSourceList(value, '')) give('retrieved', value, place)
      else if (isRecord(value)) readFields(value, place)
    },
    pass(record) {
      for (const [kind, list] of sourcesIn(record)) isNews(kind, list)
    },
  }
}

function sourcesIn(record: JsonRecord): readonly (readonly [Kind, readonly unknown[]])[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const kind = Array.isArray(value) ? KINDS.get(plainName(name)) : undefined
    return kind !== undefined && isSourceList(value, name) ? [[kind, value] as const] : []
  })
}

function plainName(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase()
}

/** Only text that begins as JSON does is worth a try. */
function decode(text: string, { json }: DialectContext): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  const parsed = parseJson(text, json)
  return parsed.ok ? parsed.value : undefined
}

function isSourceList(value: unknown, name: string): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false
  const isSource = VAGUE.has(plainName(name)) ? isEvidentSource : isNamedSource
  return value.every(isSource)
}

/** Under a telling name, anything that has a link, a title or words is a source; so is a link or a text by itself. */
function isNamedSource(item: unknown): boolean {
  if (typeof item === 'string') return item.trim() !== ''
  return (
    isEvidentSource(item) || (isRecord(item) && (linkOf(item) || hasTitle(item) || hasWords(item)))
  )
}

/** A document of LangChain or LlamaIndex, with or without its score, or something with a link and words. */
function isEvidentSource(item: unknown): boolean {
  if (Array.isArray(item)) return item.length === 2 && isEvidentSource(item[0])
  if (!isRecord(item)) return false
  if (isDocument(item) || recordField(item, 'node') !== undefined) return true
  return linkOf(item) && (hasTitle(item) || hasWords(item))
}

const has =
  (names: readonly string[]) =>
  (record: JsonRecord): boolean =>
    names.some((name) => stringField(record, name)?.trim())

const linkOf = has(['url', 'link', 'uri', 'href'])
const hasTitle = has(['title', 'name', 'document_name', 'file_name', 'filename', 'source'])
const hasWords = has(['text', 'content', 'snippet', 'summary', 'description', 'raw_content'])

/** A source may be no more than its address or its name; what is longer than a name is its text. */
function fromText(item: unknown): unknown {
  if (typeof item !== 'string') return item
  if (/^https?:\/\/\S+$/.test(item)) return { url: item }
  return item.length <= LONGEST_NAME && !item.includes('\n') ? { title: item } : item
}

/** Whether this is a LangChain document, dumped or as a constructor. */
export function isDocument(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  const fields = raw['lc'] === 1 ? (recordField(raw, 'kwargs') ?? raw) : raw
  return Object.hasOwn(fields, 'page_content') || Object.hasOwn(fields, 'pageContent')
}

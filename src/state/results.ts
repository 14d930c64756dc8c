import { isRecord } from '../dialects/payload/jsonFields.ts'
import type { EventOf, ResultImage, ResultItem } from '../dialects/events.ts'
import {
  addPart,
  placeOf,
  putItem,
  replaceItems,
  type DraftList,
  type StateDraft,
} from './draft.ts'
import { mergeDefined } from './merge.ts'
import type { Part } from './streamState.ts'

type Kind = EventOf<'results'>['kind']
type ResultsPart = Extract<Part, { readonly type: 'results' }>

const LIST = { retrieved: 'results', cited: 'references' } as const

/**
 * Takes in what a backend found or cited: each item once per list, known by its id.
 *
 * An item that comes again completes what is known of it. What is cited takes the title, text and images of what was
 * retrieved under the same id, and a retrieved item takes the images that came with its citation.
 */
export function takeResults(draft: StateDraft, event: EventOf<'results'>): void {
  const { kind, replace = false } = event
  const items = event.items.map(completeItem)
  const list = draft[LIST[kind]]
  const places = takePlaces(list.items)
  const news = items.filter((item) => !places.has(item.id)).map(({ id }) => id)
  if (replace) replaceItems(list, mergeAll(list.items, places, items))
  else for (const item of items) mergeInto(list, places, item)
  placesOf.set(list.items, replace ? findPlaces(list.items) : places)
  for (const { id } of items) joinItem(draft, id, kind)
  if (replace) dropGone(draft, kind)
  showResults(draft, event, [...new Set(news)])
}

/** A dialect in plain JavaScript may leave out what an item without pictures or further fields has none of. */
function completeItem(item: ResultItem): ResultItem {
  const { images, metadata }: Partial<ResultItem> = item
  return images && metadata ? item : { ...item, images: images ?? [], metadata: metadata ?? {} }
}

/**
 * Where each item of a list stands. The list that grew out of another takes its places over, so that an event costs what
 * it brings and not what is there; a list whose places went to a younger one finds them again when somebody asks.
 */
const placesOf = new WeakMap<readonly ResultItem[], Map<string, number>>()

function takePlaces(items: readonly ResultItem[]): Map<string, number> {
  const places = placesOf.get(items) ?? findPlaces(items)
  placesOf.delete(items)
  return places
}

function findPlaces(items: readonly ResultItem[]): Map<string, number> {
  return new Map(items.map((item, index) => [item.id, index]))
}

function mergeInto(
  list: DraftList<ResultItem>,
  places: Map<string, number>,
  item: ResultItem,
): void {
  const index = places.get(item.id) ?? list.items.length
  putItem(list, index, mergeItem(list.items[index] ?? item, item))
  places.set(item.id, index)
}

/** The items of an event that names all there are, each completed by what was known of it. */
function mergeAll(
  known: readonly ResultItem[],
  places: ReadonlyMap<string, number>,
  items: readonly ResultItem[],
): readonly ResultItem[] {
  const merged = new Map<string, ResultItem>()
  for (const item of items) {
    const earlier = merged.get(item.id) ?? known[places.get(item.id) ?? -1] ?? item
    merged.set(item.id, mergeItem(earlier, item))
  }
  return [...merged.values()]
}

/** Lets what was retrieved and its citation complete each other, where both are there. */
function joinItem({ results, references }: StateDraft, id: string, kind: Kind): void {
  const place = findPlace(results.items, id)
  const reference = findPlace(references.items, id)
  const source = results.items[place]
  const citation = references.items[reference]
  if (source === undefined || citation === undefined) return
  keepPlaces(references, () =>
    putItem(references, reference, mergeDefined(citation, mergeItem(source, citation))),
  )
  if (kind === 'retrieved') return
  const images = mergeImages(source.images, citation.images)
  keepPlaces(results, () => putItem(results, place, mergeDefined(source, { images })))
}

function findPlace(items: readonly ResultItem[], id: string): number {
  let places = placesOf.get(items)
  if (places === undefined) {
    places = findPlaces(items)
    placesOf.set(items, places)
  }
  return places.get(id) ?? -1
}

/** Changes an item in its place, so that the places stay right. */
function keepPlaces(list: DraftList<ResultItem>, change: () => void): void {
  const places = takePlaces(list.items)
  change()
  placesOf.set(list.items, places)
}

/** Lays what is new about an item over what was known of it. */
function mergeItem(known: ResultItem, item: ResultItem): ResultItem {
  return mergeDefined(known, {
    ...item,
    images: mergeImages(known.images, item.images),
    metadata: { ...mergeDefined(known.metadata, item.metadata), ...allSpans(known, item) },
  })
}

/** An answer may lean on one source in several places: `span` is the last of them, `metadata.spans` has all. */
function allSpans(known: ResultItem, { span }: ResultItem): { readonly spans?: readonly Span[] } {
  if (known.span === undefined || span === undefined) return {}
  const { spans: earlier } = known.metadata
  const spans = Array.isArray(earlier) ? earlier.filter(isSpan) : [known.span]
  const isKnown = spans.some(({ start, end }) => start === span.start && end === span.end)
  if (isKnown) return spans.length > 1 ? { spans } : {}
  return { spans: [...spans, span] }
}

type Span = NonNullable<ResultItem['span']>

function isSpan(value: unknown): value is Span {
  return isRecord(value) && typeof value['start'] === 'number' && typeof value['end'] === 'number'
}

function mergeImages(
  known: readonly ResultImage[],
  images: readonly ResultImage[],
): readonly ResultImage[] {
  const merged = new Map<string, ResultImage>()
  for (const image of [...known, ...images]) {
    merged.set(image.url, mergeDefined(merged.get(image.url) ?? image, image))
  }
  return [...merged.values()]
}

// A part for what is new. A repeat that brings nothing new shows nothing new; a search without hits is news once.
function showResults(draft: StateDraft, event: EventOf<'results'>, ids: readonly string[]): void {
  const { kind, items, query, count, mode } = event
  const isRepeat = (part: Part): boolean =>
    isResultsOf(part, kind) && (items.length > 0 || query === undefined || part.query === query)
  if (ids.length === 0 && draft.parts.items.some(isRepeat)) return
  addPart(draft, {
    type: 'results',
    kind,
    ids,
    ...placeOf(event),
    ...mergeDefined<Pick<ResultsPart, 'query' | 'count' | 'mode'>>({}, { query, count, mode }),
  })
}

// Items that a whole list no longer names are gone from the parts too. A part that has nothing to show goes with them,
// unless nothing is what the list says.
function dropGone(draft: StateDraft, kind: Kind): void {
  const present = findPlaces(draft[LIST[kind]].items)
  const parts = draft.parts.items.flatMap((part): readonly Part[] => {
    if (!isResultsOf(part, kind)) return [part]
    const ids = part.ids.filter((id) => present.has(id))
    if (ids.length === 0) return present.size === 0 && part.ids.length === 0 ? [part] : []
    return ids.length === part.ids.length ? [part] : [{ ...part, ids }]
  })
  replaceItems(draft.parts, parts)
}

function isResultsOf(part: Part, kind: Kind): part is ResultsPart {
  return part.type === 'results' && part.kind === kind
}

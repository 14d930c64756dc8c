import type { EventOf, ResultImage, ResultItem } from '../dialects/events.ts'
import { addPart, placeOf, replaceItems, type StateDraft } from './draft.ts'
import { mergeDefined } from './merge.ts'
import type { Part } from './streamState.ts'

type Kind = EventOf<'results'>['kind']
type ItemsById = ReadonlyMap<string, ResultItem>
type ResultsPart = Extract<Part, { readonly type: 'results' }>

const LIST = { retrieved: 'results', cited: 'references' } as const

/**
 * Takes in what a backend found or cited: each item once per list, known by its id.
 *
 * An item that comes again completes what is known of it. What is cited takes the title, text and images of what was
 * retrieved under the same id, and a retrieved item takes the images that came with its citation.
 */
export function takeResults(draft: StateDraft, event: EventOf<'results'>): void {
  const { kind, items, replace = false } = event
  const list = draft[LIST[kind]]
  const before = byId(list.items)
  replaceItems(list, mergeItems(replace ? new Map() : before, items, before))
  completeReferences(draft, items)
  if (kind === 'cited') completeImages(draft, items)
  if (replace) dropGone(draft, kind)
  showResults(draft, event, before)
}

function mergeItems(
  kept: ItemsById,
  items: readonly ResultItem[],
  known: ItemsById,
): readonly ResultItem[] {
  const merged = new Map(kept)
  for (const item of items) {
    const earlier = merged.get(item.id) ?? known.get(item.id)
    merged.set(item.id, earlier === undefined ? mergeItem(item, item) : mergeItem(earlier, item))
  }
  return [...merged.values()]
}

/** Lays what is new about an item over what was known of it. */
function mergeItem(known: ResultItem, item: ResultItem): ResultItem {
  return mergeDefined(known, {
    ...item,
    images: mergeImages(known.images, item.images),
    metadata: mergeDefined(known.metadata, item.metadata),
  })
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

function completeReferences(draft: StateDraft, items: readonly ResultItem[]): void {
  if (draft.references.items.length === 0) return
  const named = byId(items)
  const retrieved = byId(draft.results.items)
  const completed = draft.references.items.map((reference) => {
    const source = named.has(reference.id) ? retrieved.get(reference.id) : undefined
    return source ? mergeDefined(reference, mergeItem(source, reference)) : reference
  })
  replaceItems(draft.references, completed)
}

function completeImages(draft: StateDraft, items: readonly ResultItem[]): void {
  const cited = byId(items)
  const completed = draft.results.items.map((item) => {
    const citation = cited.get(item.id)
    if (citation === undefined) return item
    return mergeDefined(item, { images: mergeImages(item.images, citation.images) })
  })
  replaceItems(draft.results, completed)
}

// A part for what is new. A repeat that brings nothing new shows nothing new; a search without hits is news once.
function showResults(draft: StateDraft, event: EventOf<'results'>, known: ItemsById): void {
  const { kind, items, query, count, mode } = event
  const ids = [...byId(items).keys()].filter((id) => !known.has(id))
  const shown = draft.parts.items.filter((part) => isResultsOf(part, kind))
  const isRepeat =
    ids.length === 0 &&
    shown.some((part) => items.length > 0 || query === undefined || part.query === query)
  if (isRepeat) return
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
  const present = byId(draft[LIST[kind]].items)
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

function byId(items: readonly ResultItem[]): ItemsById {
  return new Map(items.map((item) => [item.id, item]))
}

import type { ResultItem } from '../../dialects/events.ts'
import type { Part } from '../../state/streamState.ts'

export type ResultsPart = Extract<Part, { readonly type: 'results' }>

/** What stands in the place of one results part. */
export interface ArrangedResults {
  readonly items: readonly ResultItem[]
  readonly layout: 'cards' | 'list'
}

/**
 * Gives each results part its items, by the part's key.
 *
 * Every item has one card in an answer, where it first came up: what an answer cites after that is a list of names,
 * and what is found once more is not shown once more. So a picture that arrives four times is seen once.
 */
export function arrangeResults(
  parts: readonly ResultsPart[],
  results: readonly ResultItem[],
  references: readonly ResultItem[],
): ReadonlyMap<string, ArrangedResults> {
  const retrieved = byId(results)
  const cited = byId(references)
  const carded = new Set<string>()
  const arranged = new Map<string, ArrangedResults>()

  for (const part of parts) {
    const [own, other] = part.kind === 'cited' ? [cited, retrieved] : [retrieved, cited]
    const items = part.ids.flatMap((id) => own.get(id) ?? other.get(id) ?? [])
    const isRepeat = items.length > 0 && items.every((item) => carded.has(item.id))
    for (const item of items) carded.add(item.id)
    if (!isRepeat) arranged.set(part.key, { items, layout: 'cards' })
    else if (part.kind === 'cited') arranged.set(part.key, { items, layout: 'list' })
  }
  return arranged
}

/**
 * Everything an answer may cite, each once, in the order in which it came up and in the batches it came in; what was
 * cited knows more of itself.
 */
export function listSources(
  parts: readonly ResultsPart[],
  results: readonly ResultItem[],
  references: readonly ResultItem[],
): readonly (readonly ResultItem[])[] {
  const known = new Map([...byId(results), ...byId(references)])
  return parts.map((part) =>
    part.ids.flatMap((id) => {
      const item = known.get(id)
      known.delete(id)
      return item ?? []
    }),
  )
}

function byId(items: readonly ResultItem[]): ReadonlyMap<string, ResultItem> {
  return new Map(items.map((item) => [item.id, item]))
}

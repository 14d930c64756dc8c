import type { InjectionKey, MaybeRefOrGetter, Ref, ShallowRef } from 'vue'
import { computed, inject, nextTick, provide, shallowRef, toValue, useId, watch } from 'vue'
import type { ResultItem } from '../../dialects/events.ts'
import type { CitedSpan } from '../../markdown/citations/locateSpans.ts'
import { spansOf } from './spansOf.ts'
import type { CitedSource } from './numberSources.ts'
import { createSourceNumbering } from './numberSources.ts'
import { systemPrefersStill } from '../../composables/systemPrefersStill.ts'

/** Finds the card of an item in a list; what it gives brings the card into the page. */
export type FindCard = (item: ResultItem) => (() => void) | undefined

/** What an answer and the cards of its sources know of each other. */
export interface Citations {
  /** The sources with their numbers, in the order in which they came. */
  readonly sources: Readonly<Ref<readonly CitedSource[]>>
  /** Where the answer leans on a source without saying so in its text. */
  readonly spans: Readonly<Ref<readonly CitedSpan[]>>
  /** The source that a label in the text means: its number, or its id. */
  find(label: string): CitedSource | undefined
  /** Id of the card of a source on the page. */
  cardId(source: CitedSource): string
  /** The chip whose preview is open; one at a time. */
  readonly open: ShallowRef<symbol | undefined>
  /** Whether the source has a card to go to. */
  hasCard(source: CitedSource, page: Document): boolean
  /**
   * Tells of a list of cards not all of which need to be in the page: asked about an item, it gives what brings its card
   * in, if it has one. Returns what takes the list back.
   */
  offerCards(findCard: FindCard): () => void
  /** Leads the reader to the card of a source; `false` where the page has none. */
  goTo(source: CitedSource, chip: HTMLElement): boolean
  /** The source whose card the reader was led to. */
  readonly visited: Readonly<ShallowRef<CitedSource | undefined>>
  /** Leads the reader back to the place they came from. */
  goBack(): void
}

/** Sources in the batches that they came in, such as the hits of one search. */
type SourceBatches = readonly (readonly ResultItem[])[]

/** The sources that text and cards below here share. */
export const citationsKey: InjectionKey<Citations | undefined> = Symbol('rill citations')

/** The sources in force here, if there are any to cite. */
export function useCitations(): Citations | undefined {
  return inject(citationsKey, undefined)
}

/**
 * Lets all `RillMarkdown` below cite these sources, and all `RillResults` below be the place that their numbers lead to.
 * `RillAnswer` does so itself, with what its stream brings.
 *
 * A list without any source starts the numbers anew.
 */
export function provideCitations(items: MaybeRefOrGetter<readonly ResultItem[]>): Citations {
  return provideSources(() => [toValue(items)])
}

/** As `provideCitations`, for sources that stand in the batches they came in. */
export function provideSources(batches: () => SourceBatches): Citations {
  const citations = createCitations(batches, useId())
  provide(citationsKey, citations)
  return citations
}

/** The sources for one answer; `id` is what the ids of their cards begin with. */
export function createCitations(batches: () => SourceBatches, id: string): Citations {
  const numbering = shallowRef(createSourceNumbering())
  const open = shallowRef<symbol>()
  const visited = shallowRef<CitedSource>()
  const lists = new Set<FindCard>()
  let origin: HTMLElement | undefined
  // Sync, because a run that starts over may bring its first source before anybody looks.
  watch(
    () => batches().every((items) => items.length === 0),
    (isEmpty) => {
      if (isEmpty) numbering.value = createSourceNumbering()
    },
    { flush: 'sync' },
  )
  const sources = computed(() => numbering.value.take(batches()))
  const spans = computed<readonly CitedSpan[]>((before) => {
    const now = sources.value.flatMap(spansOf)
    return before !== undefined && isSameSpans(before, now) ? before : now
  })
  const cardId = ({ number }: CitedSource): string => `${id}-source-${number}`

  function findFarCard({ item }: CitedSource): (() => void) | undefined {
    for (const findCard of lists) {
      const bringIn = findCard(item)
      if (bringIn !== undefined) return bringIn
    }
    return undefined
  }

  return {
    sources,
    spans,
    find: (label) => (sources.value.length === 0 ? undefined : numbering.value.find(label)),
    cardId,
    open,
    visited,
    hasCard: (source, page) =>
      page.getElementById(cardId(source)) !== null || findFarCard(source) !== undefined,
    offerCards(findCard) {
      lists.add(findCard)
      return () => lists.delete(findCard)
    },
    goTo(source, chip) {
      const findCard = (): HTMLElement | null => chip.ownerDocument.getElementById(cardId(source))
      const card = findCard()
      const bringIn = card === null ? findFarCard(source) : undefined
      if (card === null && bringIn === undefined) return false
      origin = chip
      visited.value = source
      bringIn?.()
      if (card !== null) bring(card)
      else void nextTick(() => bring(findCard() ?? chip))
      return true
    },
    goBack() {
      visited.value = undefined
      // The link that was pressed goes away with this change: the focus must not go with it.
      if (origin?.isConnected) bring(origin)
      origin = undefined
      void nextTick(() => (open.value = undefined))
    },
  }
}

/** A way of more windows than this is not gone in sight: what comes and goes on it may move its end. */
const LONG_WAY = 3

/** Moves the reader, who asked for it, to an element. */
function bring(element: HTMLElement): void {
  element.focus({ preventScroll: true })
  const page = element.ownerDocument.defaultView
  const isStill = systemPrefersStill(page)
  const way = Math.abs(element.getBoundingClientRect().top) / (page?.innerHeight || 1)
  element.scrollIntoView?.({
    block: 'nearest',
    behavior: isStill || way > LONG_WAY ? 'auto' : 'smooth',
  })
}

function isSameSpans(one: readonly CitedSpan[], other: readonly CitedSpan[]): boolean {
  return (
    one.length === other.length &&
    one.every((span, index) => {
      const same = other[index]
      return same?.start === span.start && same.end === span.end && same.label === span.label
    })
  )
}

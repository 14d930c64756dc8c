import type { ComputedRef } from 'vue'
import { computed, provide, useId } from 'vue'
import type { ResultItem } from '../../dialects/events.ts'
import type { LineAnchor } from '../../markdown/citations/locateSpans.ts'
import { locateSpans } from '../../markdown/citations/locateSpans.ts'
import { createBlockCiting, type BlockCiting } from './blockCiting.ts'
import { citationsKey, createCitations, useCitations } from './citations.ts'

interface CitingOptions {
  /** Sources of this text's own, in place of those from above. */
  readonly references: () => readonly ResultItem[] | undefined
  readonly content: () => string
  /** Where the text begins in the answer that the sources count from. */
  readonly start: () => number
}

const NONE: readonly LineAnchor[] = []

/** What draws citations in a text; nothing where no sources are known of, above or here. */
export function useCiting({
  references,
  content,
  start,
}: CitingOptions): ComputedRef<BlockCiting | undefined> {
  const above = useCitations()
  const own = createCitations(() => [references() ?? []], useId())
  const hasOwn = references() !== undefined
  // Who may give sources of its own says so from the start, were it with an empty list.
  if (hasOwn) provide(citationsKey, own)
  const citations = hasOwn ? own : above

  const anchors = computed<readonly LineAnchor[]>((before) => {
    const spans = citations?.spans.value ?? []
    if (spans.length === 0) return NONE
    const offset = start()
    const here = spans
      .filter((span) => span.end > offset)
      .map((span) => ({ ...span, start: Math.max(0, span.start - offset), end: span.end - offset }))
    const now = locateSpans(content(), here)
    return before !== undefined && isSameAnchors(before, now) ? before : now
  })

  return computed(() =>
    citations === undefined ? undefined : createBlockCiting(() => anchors.value),
  )
}

function isSameAnchors(one: readonly LineAnchor[], other: readonly LineAnchor[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ line, column, label, text }, index) => {
      const same = other[index]
      return (
        same?.line === line && same.column === column && same.label === label && same.text === text
      )
    })
  )
}

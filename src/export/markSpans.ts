import type { CitedSource } from '../components/citations/numberSources.ts'
import { spansOf } from '../components/citations/spansOf.ts'
import { findCitations } from '../markdown/citations/findCitations.ts'
import type { Passage } from './outlineThread.ts'

/** What a mark inside it would break: inline code, the address of a link, an address that stands by itself. */
const UNBROKEN = /`+[^`\n]*`+|\]\([^)\n]{0,500}\)|https?:\/\/[^\s)>\]]+/g

/** Blocks of code, the last of which may be open. The bounds keep the search linear. */
const FENCED = /^ {0,3}(`{3,20}|~{3,20}).*\n(?:.*\n)*? {0,3}\1.*$|^ {0,3}(?:`{3,}|~{3,})[^]*/gm

/** A stretch of a text and what takes its place; an empty one is an insertion. */
interface Mark {
  readonly start: number
  readonly end: number
}

/**
 * A text with the numbers of the sources that a backend names by spans only, each at the end of its span, as on the
 * screen. A mark of the backend's own that the span ends in gives way to them; in a block of code there is no place.
 */
export function markSpans({ text, start }: Passage, sources: readonly CitedSource[]): string {
  const ends = sources.flatMap((source) =>
    spansOf(source)
      .filter((span) => span.start < span.end)
      .map((span) => ({ end: span.end - start, number: source.number })),
  )
  const inside = ends.filter(({ end }) => end > 0 && end <= text.length)
  if (inside.length === 0) return text

  const numbers = new Map<number, { readonly mark: Mark; readonly found: Set<number> }>()
  const place = createPlacing(text)
  for (const { end, number } of inside) {
    const mark = place(end)
    if (mark === undefined) continue
    const known = numbers.get(mark.start) ?? { mark, found: new Set() }
    known.found.add(number)
    numbers.set(mark.start, known)
  }

  let marked = text
  // From behind, so that the places before stay where they are.
  const edits = [...numbers.values()].toSorted((one, other) => other.mark.start - one.mark.start)
  for (const { mark, found } of edits) {
    const after = text.slice(mark.end)
    const own = [...found].toSorted((one, other) => one - other)
    // A bracket with a parenthesis behind it would be a link.
    const words = own.map((number) => (after.startsWith('(') ? `\\[${number}\\]` : `[${number}]`))
    marked = marked.slice(0, mark.start) + words.join('') + marked.slice(mark.end)
  }
  return marked
}

/** Finds the place of a mark for the end of a span; `undefined` where there is none. */
function createPlacing(text: string): (end: number) => Mark | undefined {
  const citations = findCitations(text)
  const fences = stretchesOf(text, FENCED)
  const unbroken = stretchesOf(text, UNBROKEN)

  return (end) => {
    const at = text.slice(0, end).trimEnd().length
    const isFenced = fences.some((fence) => fence.start < at && at <= fence.end)
    const line = text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0] ?? ''
    // A rule, or the line below the head of a table, is one only as long as nothing else stands in it.
    if (isFenced || !/[\p{L}\p{N}\p{S}]/u.test(line)) return undefined
    const own = citations.find((citation) => citation.start < at && at <= citation.end)
    if (own) return { start: own.start, end: own.end }
    const free = unbroken.find((whole) => whole.start < at && at < whole.end)?.end ?? at
    // Behind the last bar of a row there is no cell.
    const isRowEnd = text[free - 1] === '|' && /^\s*?(?:\n|$)/.test(text.slice(free, free + 80))
    const inCell = isRowEnd ? text.slice(0, free - 1).trimEnd().length : free
    return { start: inCell, end: inCell }
  }
}

function stretchesOf(text: string, pattern: RegExp): readonly Mark[] {
  return Array.from(text.matchAll(pattern), ({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
  }))
}

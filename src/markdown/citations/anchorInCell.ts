import type { LineAnchor } from './locateSpans.ts'

/** A row that begins with a bar, behind the marks of the quotes and the item it stands in. */
const LEADING_BAR = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)*\|/

/** An anchor in a row of a table as one in a cell of it, if it stands in that cell. */
export function anchorInCell(anchor: LineAnchor, cell: number): readonly LineAnchor[] {
  const { text, column } = anchor
  const bars = barsOf(text)
  const first = LEADING_BAR.test(text) ? 0 : -1
  const before = bars.filter((bar) => bar < column).length - 1
  // Behind the last bar of a row there is no cell: the mark belongs to what stands before it.
  const isBehind = text.slice(column).trim() === '' && text[column - 1] === '|'
  if (before - first - (isBehind ? 1 : 0) !== cell) return []
  const start = (bars[cell + first] ?? -1) + 1
  const end = bars[cell + first + 1] ?? text.length
  return [{ ...anchor, text: text.slice(start, end), column: Math.min(column, end) - start }]
}

function barsOf(text: string): readonly number[] {
  return Array.from(text.matchAll(/\\\||\|/g))
    .filter(([bar]) => bar === '|')
    .map(({ index }) => index)
}

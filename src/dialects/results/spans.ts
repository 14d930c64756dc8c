import type { ResultItem } from '../events.ts'

/** Says where the answer leans on an item, in UTF-16 units; a range that is none, or empty, says nothing. */
export function withSpan(item: ResultItem, start: unknown, end: unknown): ResultItem {
  const isRange =
    Number.isSafeInteger(start) &&
    Number.isSafeInteger(end) &&
    Number(start) >= 0 &&
    Number(end) > Number(start)
  return isRange ? { ...item, span: { start: Number(start), end: Number(end) } } : item
}

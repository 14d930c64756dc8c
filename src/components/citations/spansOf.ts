import type { CitedSpan } from '../../markdown/citations/locateSpans.ts'
import type { CitedSource } from './numberSources.ts'

/** Where the answer leans on a source, as the backend says. */
export function spansOf({ item }: CitedSource): readonly CitedSpan[] {
  const { spans } = item.metadata
  const ranges: readonly unknown[] = Array.isArray(spans) ? spans : [item.span]
  return ranges.filter(isRange).map(({ start, end }) => ({ start, end, label: item.id }))
}

function isRange(value: unknown): value is { readonly start: number; readonly end: number } {
  if (typeof value !== 'object' || value === null) return false
  return (
    'start' in value &&
    'end' in value &&
    Number.isSafeInteger(value.start) &&
    Number.isSafeInteger(value.end)
  )
}

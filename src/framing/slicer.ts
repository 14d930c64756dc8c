/** `source.slice(start, end)`, as something that may be kept without keeping all of a large `source`. */
export type Slicer = (source: string, start: number, end: number) => string

/** The most units that a kept slice holds in memory beside itself. */
const PAGE_UNITS = 1024

/** V8 copies shorter slices by itself. */
const SHORTEST_VIEW = 13

/**
 * V8 makes a slice a view on its source: one kept token of 30 characters keeps the whole 64 KB chunk that it came in.
 * So a large source is copied page by page, and the slices are cut from the copies. That costs half of copying each slice
 * by itself, which most callers, who parse their JSON and drop it, would pay for nothing.
 */
export function createSlicer(): Slicer {
  let pageSource = ''
  let page = ''
  let pageStart = 0
  let pageEnd = 0

  return (source, start, end) => {
    const length = end - start
    const mayBeView = source.length - length <= PAGE_UNITS || length < SHORTEST_VIEW
    if (mayBeView) return source.slice(start, end)
    if (end > pageEnd || start < pageStart || source !== pageSource) {
      pageSource = source
      pageStart = start
      pageEnd = Math.max(end, start + PAGE_UNITS)
      page = copySlice(source, pageStart, pageEnd)
    }
    return page.slice(start - pageStart, end - pageStart)
  }
}

/**
 * With a character joined in front and cut off again, V8 has to write the text out once. No cheaper way was found: this
 * takes 70 ns for 140 units, `split('').join('')` 1,800, and `[slice, ''].join('')` copies nothing.
 */
function copySlice(source: string, start: number, end: number): string {
  return ` ${source.slice(start, end)}`.slice(1)
}

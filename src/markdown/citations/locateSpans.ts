/** Where an answer leans on a source: a range of UTF-16 units in the text, whose end bears the mark. */
export interface CitedSpan {
  readonly start: number
  readonly end: number
  /** What the source is found by. */
  readonly label: string
}

/** The end of a span as a place in the lines of the source. */
export interface LineAnchor {
  readonly line: number
  /** UTF-16 units into the line. */
  readonly column: number
  /** The whole line. */
  readonly text: string
  readonly label: string
}

/** The line ends of markdown-it: CR LF, LF and a lone CR are one each. */
const LINE_END = /\r\n?|\n/g

/**
 * The ends of the spans as places in lines, in order; those that the text has not reached yet are left out. The text
 * only grows while the same spans are asked for, so that a place once found stays.
 */
export function locateSpans(text: string, spans: readonly CitedSpan[]): readonly LineAnchor[] {
  const ends = spans
    .filter(({ start, end }) => start < end && end <= text.length)
    // A mark stands behind a word, not behind the blank line that the span goes on to.
    .map(({ start, end, label }) => ({ end: trimmedEnd(text, start, end), label }))
    .filter(({ end }) => end > 0)
    .toSorted((one, other) => one.end - other.end)
  const anchors: LineAnchor[] = []
  const lineEnds = new RegExp(LINE_END)
  let line = 0
  let lineStart = 0
  let lineEnd = lineEnds.exec(text)
  for (const { end, label } of ends) {
    while (lineEnd !== null && lineEnd.index < end) {
      line++
      lineStart = lineEnd.index + lineEnd[0].length
      lineEnd = lineEnds.exec(text)
    }
    const whole = text.slice(lineStart, lineEnd?.index ?? text.length)
    anchors.push({ line, column: end - lineStart, text: whole, label })
  }
  return anchors
}

function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end
  while (trimmed > start && /\s/.test(text[trimmed - 1] ?? '')) trimmed--
  return trimmed > start ? trimmed : 0
}

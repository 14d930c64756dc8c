import type { StateBlock } from 'markdown-it'

const TAB = 0x09
const LINE_FEED = 0x0a
const SPACE = 0x20

/** Position of the first character of a line that is neither blank nor taken away by a container. */
export function textStart(state: StateBlock, line: number): number {
  return at(state.bMarks, line) + at(state.tShift, line)
}

export function textEnd(state: StateBlock, line: number): number {
  return at(state.eMarks, line)
}

/** Columns of blank before the text; negative in a line that continues a paragraph lazily. */
export function indentOf(state: StateBlock, line: number): number {
  return at(state.sCount, line)
}

/** A value per line; every caller has checked that the line exists. */
export function at(values: readonly number[], line: number): number {
  return values[line] ?? 0
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** The next tab stop is four columns on. */
export function columnAfter(code: number, column: number, base: number): number {
  return code === TAB ? column + 4 - ((column + base) % 4) : column + 1
}

/**
 * Fills the state's line table from line `first` on with the lines of `text`, and gives the number of lines that have
 * their line break. As in markdown-it, a last line of blanks alone is no line before its line break has come.
 */
export function indexLines(state: StateBlock, text: string, first: number): number {
  const { bMarks, eMarks, tShift, sCount, bsCount } = state
  for (const values of [bMarks, eMarks, tShift, sCount, bsCount]) values.length = first
  const add = (begin: number, end: number, shift: number, indent: number): void => {
    bMarks.push(begin)
    eMarks.push(end)
    tShift.push(shift)
    sCount.push(indent)
    bsCount.push(0)
  }

  let begin = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
    addLine(begin, end)
    begin = end + 1
  }
  const complete = bMarks.length
  if (begin < text.length && !isBlankTo(text, begin)) addLine(begin, text.length)
  // The entry behind the last line reads as empty, wherever a rule looks one line too far.
  state.lineMax = bMarks.length
  add(text.length, text.length, 0, 0)
  state.src = text
  return complete

  function addLine(start: number, end: number): void {
    let position = start
    let column = 0
    for (; position < end && isBlank(text.charCodeAt(position)); position++) {
      column = columnAfter(text.charCodeAt(position), column, 0)
    }
    add(start, end, position - start, column)
  }
}

function isBlankTo(text: string, from: number): boolean {
  let position = from
  while (position < text.length && isBlank(text.charCodeAt(position))) position++
  return position === text.length
}

/** Text as markdown-it normalises it, chunk by chunk: a CR LF that was cut in two is still one line break. */
export function createNormaliser(): (chunk: string) => string {
  let endedWithReturn = false
  return (chunk) => {
    const text = endedWithReturn && chunk.charCodeAt(0) === LINE_FEED ? chunk.slice(1) : chunk
    if (chunk !== '') endedWithReturn = chunk.endsWith('\r')
    // eslint-disable-next-line no-control-regex -- NUL is what is replaced
    return text.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')
  }
}

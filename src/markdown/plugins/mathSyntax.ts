// What is a formula and what is money. A dollar sign more often stands for the latter.

/** Longer text between two dollar signs is no formula that anybody wrote in a line. */
const MAX_INLINE = 1_000

/** Signs that prose does not have. */
const TEX_SIGN = /[\\^_={}]/

/** `19 and`, `5 per month`: a number with a word behind it is an amount, whatever closes it later. */
const AMOUNT = /^\d[\d.,]*\s*(?:[A-Za-z]{2,}|[\u3000-\u9fff\uff00-\uffef])|^\d[\d.,]*\s*[-–—~]\s*$/

/** Two words in a row are prose, and so are two Chinese characters, where nothing of TeX stands beside them. */
const PROSE = /\p{L}{2,}[\s,]+\p{L}{2,}|[\u3000-\u9fff\uff00-\uffef]{2,}/u

/** A formula in a line of text: where its content lies, and whether it stands alone in its line. */
export interface InlineMath {
  readonly start: number
  readonly end: number
  /** Behind the closing mark. */
  readonly next: number
  readonly display: boolean
  readonly mark: string
}

export interface Delimiter {
  readonly open: string
  readonly close: string
  readonly display: boolean
  /** Whether what stands between the marks is a formula. */
  readonly accepts: (content: string, around: { before: string; after: string }) => boolean
}

/** `$…$` as pandoc reads it: "the opening $ must have a non-space character immediately to its right, while the closing
 * $ must have a non-space character immediately to its left, and must not be followed immediately by a digit". */
function isDollarMath(
  content: string,
  { before, after }: { before: string; after: string },
): boolean {
  return (
    !/^\s|\s$/.test(content) &&
    !/[A-Za-z0-9]/.test(before) &&
    !/[A-Za-z0-9$]/.test(after) &&
    !/[`$]/.test(content.replace(/\\./gs, '')) &&
    !AMOUNT.test(content) &&
    (TEX_SIGN.test(content) || !PROSE.test(content))
  )
}

/** Escaped brackets are markdown, too: `\[1\]` is a number in brackets, `\[ x \]` and `\[x^2\]` are formulas. */
function isBracketMath(content: string): boolean {
  return TEX_SIGN.test(content) || (/^\s/.test(content) && /\s$/.test(content))
}

const DELIMITERS: readonly Delimiter[] = [
  { open: '$$', close: '$$', display: true, accepts: (content) => !content.includes('`') },
  { open: '$', close: '$', display: false, accepts: isDollarMath },
  { open: '\\(', close: '\\)', display: false, accepts: (content) => !isProse(content) },
  { open: '\\[', close: '\\]', display: true, accepts: isBracketMath },
]

/** Words and nothing that only a formula has. */
export function isProse(content: string): boolean {
  return !TEX_SIGN.test(content) && PROSE.test(content)
}

/** The mark that may open a formula at a place in the text. */
export function delimiterAt(text: string, at: number): Delimiter | undefined {
  return DELIMITERS.find(({ open }) => text.startsWith(open, at))
}

/** Where a mark stands next in a text, or -1. */
export type MarkFinder = (mark: string, from: number) => number

/**
 * Finds marks in one text, from the front to the back. Mostly there is none left, which is found out once: else thousands
 * of openers would each look through what follows.
 */
export function createMarkFinder(text: string): MarkFinder {
  const known = new Map<string, { readonly from: number; readonly at: number }>()
  return (mark, from) => {
    const last = known.get(mark)
    const isKnown = last !== undefined && last.from <= from && (last.at < 0 || last.at >= from)
    if (isKnown) return last.at
    const at = text.indexOf(mark, from)
    known.set(mark, { from, at })
    return at
  }
}

/** The formula that begins at a place in the text, if one does. Looks no further than the next closing mark. */
export function findInlineMath(
  text: string,
  at: number,
  limit: number,
  find: MarkFinder,
): InlineMath | undefined {
  const delimiter = delimiterAt(text, at)
  if (delimiter === undefined) return undefined
  const { open, close, display, accepts } = delimiter
  const start = at + open.length
  const last = Math.min(limit, start + MAX_INLINE)
  const first = find(close, start)
  const end = first < 0 || first > last ? -1 : findClose(text, close, start, last)
  if (end < 0 || end + close.length > limit) return undefined
  const next = end + close.length
  const content = text.slice(start, end)
  const around = { before: text[at - 1] ?? '', after: next < limit ? (text[next] ?? '') : '' }
  if (content.trim() === '' || !accepts(content, around)) return undefined
  return { start, end, next, display, mark: open }
}

/** The next closing mark that no backslash takes the meaning from. */
export function findClose(text: string, close: string, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    if (text.startsWith(close, at)) return at
    if (text[at] === '\\') at++
  }
  return -1
}

/** How a formula on lines of its own begins in a line: its closing mark, and what stands behind the opening one. */
export interface BlockMathStart {
  readonly open: string
  readonly close: string
  readonly rest: string
  /** The line closes the formula itself. */
  readonly isWhole: boolean
}

/** Whether a line, without its indent, begins a formula on lines of its own. */
export function startBlockMath(line: string): BlockMathStart | undefined {
  const open = ['$$', '\\['].find((mark) => line.startsWith(mark))
  if (open === undefined) return undefined
  const close = open === '$$' ? '$$' : '\\]'
  const rest = line.slice(2).trimEnd()
  if (rest.trim() === '') return { open, close, rest: '', isWhole: false }
  const end = findClose(rest, close, 0, rest.length)
  if (end < 0) {
    // `$$ and more`, `\[see below`: only what looks like TeX opens a formula that goes on.
    return TEX_SIGN.test(rest) && !PROSE.test(rest)
      ? { open, close, rest, isWhole: false }
      : undefined
  }
  const content = rest.slice(0, end)
  const isAlone = end + 2 === rest.length && content.trim() !== ''
  if (!isAlone || (open === '\\[' && !isBracketMath(content))) return undefined
  return { open, close, rest: content, isWhole: true }
}

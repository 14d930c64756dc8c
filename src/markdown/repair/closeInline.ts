import { closeBrackets } from './closeBrackets.ts'
import { closeDelimiters } from './closeDelimiters.ts'
import { findRun } from './findRun.ts'

/** An address, an entity or the mark of a source that is being typed at the very end: it shows once it is whole. */
const UNFINISHED_END =
  /(?:<(?:[a-z][^\s<>]*)?|&(?:#\w{0,7}|[a-z]{0,8})|\\|(?<=^|[\s*_~([])!|【(?:\d[\d:]{0,8}(?:†[^【】\n]{0,200})?)?)$/i

/**
 * The text of an open paragraph as it will most likely read once the markup at its end is closed. Only for display: the
 * text itself is never touched.
 *
 * Code that is open wins, because nothing inside it is markup; an image that is open is left out, a link shows its label
 * without leading anywhere; then emphasis is closed from the inside out. Marks with nothing behind them are left out.
 */
export function closeInline(text: string): string {
  const code = openCode(text)
  if (code !== undefined) {
    const content = text.slice(code.end).replace(/`+$/, '').trim()
    return content === ''
      ? closeDelimiters(closeBrackets(text.slice(0, code.start)))
      : closeAround(text, code)
  }
  return closeDelimiters(closeBrackets(text.replace(UNFINISHED_END, '')))
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Closes the code at the end and what is open around it. */
function closeAround(text: string, code: Span): string {
  const mark = text.slice(code.start, code.end)
  const content = text.slice(code.end).replace(/`+$/, '').trimEnd()
  // A backtick that belongs to the code must not make the closing run longer.
  const gap = content.endsWith('`') ? ' ' : ''
  // The code stands for one word while the marks before it are closed.
  const closed = closeDelimiters(`${closeBrackets(text.slice(0, code.start))}x`)
  const word = closed.lastIndexOf('x')
  return `${closed.slice(0, word)}${mark}${content}${gap}${mark}${closed.slice(word + 1)}`
}

/** The run of backticks that no run of the same length closes. */
function openCode(text: string): Span | undefined {
  const runs = /\\[^`]|\\(?=`)|`+/g
  for (let run = runs.exec(text); run !== null; run = runs.exec(text)) {
    if (!run[0].startsWith('`')) {
      // A backslash takes the meaning from one backtick only.
      if (text[runs.lastIndex] === '`') runs.lastIndex++
      continue
    }
    const start = run.index
    const end = start + run[0].length
    const closing = findRun(text, end, run[0].length)
    if (closing < 0) return { start, end }
    runs.lastIndex = closing
  }
  return undefined
}

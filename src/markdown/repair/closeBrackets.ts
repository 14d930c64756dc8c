import { findRun } from './findRun.ts'

/** The box of a task, and the numbers of sources, while they are typed. */
const TASK_BOX = /^\[[ xX]?\]?$/
/** A label that begins its paragraph may come to be defined rather than shown. */
const UNDECIDED_LABEL = /^\[[^[\]\n`]{0,40}\]?$/
/** Defined already, and not shown, save while its colon, its angle brackets or its title are typed. */
const OPEN_DEFINITION = /^\[[^[\]\n]{1,40}\]:[ \t]*(?:<[^<>\n]{0,200}|\S+[ \t]+["'(][^\n]{0,200})?$/
const UNDECIDED_NUMBER = /^\[\^?(?:\d[\d\s,，、;；–-]{0,24})?$/
const MARK = /[\\`[\]]/g
const NUMBER = /^\[\^?\d[\d\s,，、;；–-]*\]$/

/** What is open at the end of a text. */
interface OpenBrackets {
  /** Brackets without an end, the outermost first. */
  readonly unclosed: readonly number[]
  /** A label whose address has begun and not ended. */
  readonly link: { readonly start: number; readonly labelEnd: number } | undefined
}

/**
 * Shows an open link as its label, and leaves an open image out. A label alone may be anything, an index of a list too:
 * it shows as text, without the bracket that waits for its end.
 */
export function closeBrackets(text: string): string {
  if (TASK_BOX.test(text)) return ''
  if (UNDECIDED_LABEL.test(text) && !NUMBER.test(text)) return ''
  if (OPEN_DEFINITION.test(text)) return ''
  const { unclosed, link } = findOpen(text)
  const image = [...unclosed, ...(link === undefined ? [] : [link.start])].find(
    (at) => text[at - 1] === '!',
  )
  if (image !== undefined) return dropAt(text.slice(0, image - 1), unclosed)
  const last = unclosed.at(-1)
  if (last !== undefined && UNDECIDED_NUMBER.test(text.slice(last))) {
    return dropAt(text.slice(0, last), unclosed)
  }
  if (link === undefined) return dropAt(text, unclosed)
  // An address that leads nowhere: the link takes its place and its look now, and its address later.
  return `${dropAt(text.slice(0, link.labelEnd + 1), unclosed)}(<>)`
}

/** Passes over the text once, so that a thousand brackets cost no more than a thousand letters. */
function findOpen(text: string): OpenBrackets {
  const unclosed: number[] = []
  for (let at = nextMark(text, 0); at < text.length; at = nextMark(text, at + 1)) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '`') at = skipCode(text, at)
    else if (character === '[') unclosed.push(at)
    else if (character === ']') {
      const start = unclosed.pop()
      if (start === undefined) continue
      if (text[at + 1] === '(') {
        const end = closingParenthesis(text, at + 1)
        if (end < 0) return { unclosed, link: { start, labelEnd: at } }
        at = end
      } else if (at === text.length - 1 && !NUMBER.test(text.slice(start))) {
        // With the next character the label may become a link: both brackets wait for it.
        return { unclosed: [...unclosed, start, at], link: undefined }
      }
    }
  }
  return { unclosed, link: undefined }
}

/** Where a bracket, code or an escape stands, the end of the text if none does. */
function nextMark(text: string, from: number): number {
  MARK.lastIndex = from
  return MARK.exec(text)?.index ?? text.length
}

function closingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return at
  }
  return -1
}

function skipCode(text: string, at: number): number {
  let end = at
  while (text[end] === '`') end++
  const closing = findRun(text, end, end - at)
  return (closing < 0 ? end : closing) - 1
}

/** The text without the characters at those places. */
function dropAt(text: string, places: readonly number[]): string {
  let kept = ''
  let from = 0
  for (const place of places) {
    if (place >= text.length) break
    kept += text.slice(from, place)
    from = place + 1
  }
  return kept + text.slice(from)
}

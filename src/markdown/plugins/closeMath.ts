import { findRun } from '../repair/findRun.ts'
import type { Delimiter } from './mathSyntax.ts'
import { createMarkFinder, delimiterAt, findClose, findInlineMath, isProse } from './mathSyntax.ts'

/** Stands for a formula while the markup around it is closed: a letter to every rule, and in no text of its own. */
const STAND_IN = '\uE000'

/** "$5/$": what would close a formula may as well begin the next amount. */
const AMOUNT = /^\$\d[^$]*[^$\w]\$$/

/** A formula that is being typed for longer than this will not be one. */
const MAX_OPEN = 200

/**
 * The text of an open paragraph with its formulas out of reach of `close`, which closes the markup around them, and the
 * formula at its end shown as if closed. Amounts of money stay as they are.
 */
export function closeMath(text: string, close: (text: string) => string): string {
  if (text.includes(STAND_IN) || !/[$\\]/.test(text)) return close(text)
  const { masked, formulas } = mask(text)
  let next = 0
  return close(masked).replaceAll(STAND_IN, () => formulas[next++] ?? '')
}

function mask(text: string): { masked: string; formulas: readonly string[] } {
  const find = createMarkFinder(text)
  const formulas: string[] = []
  let masked = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '`') at = skipCode(text, at)
    if (character !== '$' && character !== '\\') continue
    const next = findInlineMath(text, at, text.length, find)?.next
    const end = next === text.length && AMOUNT.test(text.slice(at)) ? undefined : next
    const delimiter = end === undefined ? delimiterAt(text, at) : undefined
    const isOpen = delimiter !== undefined && mayStillClose(text, at, delimiter)
    if (end === undefined && !isOpen) {
      // A backslash takes the meaning from what stands behind it; of a run of dollar signs no part opens anything.
      if (character === '\\') at++
      else while (text[at + 1] === '$') at++
      continue
    }
    const source = text.slice(at, end)
    masked += text.slice(from, at)
    from = end ?? text.length
    at = from - 1
    const formula = delimiter === undefined ? source : closeAtEnd(source, delimiter)
    if (formula === '') continue
    formulas.push(formula)
    masked += STAND_IN
  }
  return { masked: masked + text.slice(from), formulas }
}

/** The source with its closing mark: what stands last and would spoil it, a blank or half a mark, is left out. */
function closeAtEnd(source: string, { open, close }: Delimiter): string {
  const content = source
    .slice(open.length)
    .replace(/[\\$]+$/, '')
    .trimEnd()
  return content === '' ? '' : `${open}${content}${close}`
}

function mayStillClose(text: string, at: number, { open, close }: Delimiter): boolean {
  const content = text.slice(at + open.length)
  if (content.length > MAX_OPEN || findClose(content, close, 0, content.length) >= 0) return false
  if (isProse(content) || content.includes('`')) return false
  if (open !== '$') return true
  return /^(?:$|[^\s\d])/.test(content) && !/[A-Za-z0-9]/.test(text[at - 1] ?? '')
}

function skipCode(text: string, at: number): number {
  let end = at
  while (text[end] === '`') end++
  const closing = findRun(text, end, end - at)
  return (closing < 0 ? end : closing) - 1
}

import type { DelimiterRun, OpenerStack } from './openerStack.ts'
import { createOpenerStack } from './openerStack.ts'

const PLAIN = /^[a-z0-9]$/i
const SPACE = /^[\s\u00a0]$/u
const PUNCTUATION = /^[\p{P}\p{S}]$/u
const MARK = /[\\`*_~\]<]/g
const CODE_OR_ESCAPE_OR_ADDRESS =
  /\\.|(`+)(?!`)[^]*?[^`]\1(?!`)|\]\([^)]{0,2048}\)|<[a-z][^\s<>]*>/giy

/**
 * Closes the emphasis that is open at the end of the text, the innermost first. Marks at the end with nothing behind
 * them are left out: they open what is not there yet, or are the first half of what closes.
 */
export function closeDelimiters(text: string): string {
  const openers = createOpenerStack()
  let end = text.length
  for (let at = nextMark(text, 0); at < text.length; at = nextMark(text, at)) {
    CODE_OR_ESCAPE_OR_ADDRESS.lastIndex = at
    const passage = CODE_OR_ESCAPE_OR_ADDRESS.exec(text)?.[0]
    if (passage !== undefined) {
      at += passage.length
      continue
    }
    const mark = text[at] ?? ''
    if (mark !== '*' && mark !== '_' && mark !== '~') {
      at++
      continue
    }
    const start = at
    while (text[at] === mark) at++
    const run = { start, mark, isLast: at === text.length, length: at - start }
    if (mark === '~' && run.length === 1 && at < text.length) continue
    const left = closeWith(openers, run, flanking(text, start, at))
    if (run.isLast && left > 0) end = start + run.length - left
  }

  let shown = text.slice(0, end).trimEnd()
  for (let opener = openers.pop(); opener !== undefined; opener = openers.pop()) {
    const isEmpty = opener.start + opener.length >= shown.length
    if (isEmpty) shown = shown.slice(0, opener.start).trimEnd()
    else shown += opener.mark.repeat(opener.length)
  }
  return shown
}

/** Where anything stands that may mean something, the end of the text if nothing does. */
function nextMark(text: string, from: number): number {
  MARK.lastIndex = from
  return MARK.exec(text)?.index ?? text.length
}

interface Flanking {
  readonly canOpen: boolean
  readonly canClose: boolean
}

/** "A left-flanking delimiter run is a delimiter run that is (1) not followed by Unicode whitespace, …" */
function flanking(text: string, start: number, end: number): Flanking {
  const before = text[start - 1] ?? ' '
  const after = text[end] ?? ' '
  const spaceBefore = SPACE.test(before)
  const spaceAfter = SPACE.test(after)
  const markBefore = isPunctuation(before)
  const markAfter = isPunctuation(after)
  const left = !spaceAfter && (!markAfter || spaceBefore || markBefore)
  const right = !spaceBefore && (!markBefore || spaceAfter || markAfter)
  if (text[start] !== '_') return { canOpen: left, canClose: right }
  return { canOpen: left && (!right || markBefore), canClose: right && (!left || markAfter) }
}

/** Letters and blanks are told first: the search in all of Unicode takes long. */
function isPunctuation(character: string): boolean {
  return !PLAIN.test(character) && character !== ' ' && PUNCTUATION.test(character)
}

/** Closes openers with a run, or keeps it as one; gives how many of its marks did neither. */
function closeWith(
  openers: OpenerStack,
  run: DelimiterRun,
  { canOpen, canClose }: Flanking,
): number {
  const left = canClose ? closeOpeners(openers, run) : run.length
  const isHalf = run.isLast && left > 0 && openers.last(run.mark) !== undefined
  if (left === 0 || !canOpen || isHalf) return left
  openers.push({ ...run, start: run.start + run.length - left, length: left })
  return 0
}

/** Closes openers of the same mark, the innermost first; gives how many marks are left over. */
function closeOpeners(openers: OpenerStack, run: DelimiterRun): number {
  let left = run.length
  while (left > 0) {
    const opener = openers.last(run.mark)
    // `**bold*`: at the end a shorter run is the first half of the one that closes.
    if (opener === undefined || (run.isLast && left < opener.length)) return left
    const taken = Math.min(left, opener.length)
    opener.length -= taken
    left -= taken
    openers.closeTo(run.mark)
  }
  return 0
}

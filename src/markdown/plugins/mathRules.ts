import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it'
import { declareLocalInlineRule, declareLocalRule } from '../engine/localRules.ts'
import { declareOpenText } from '../repair/openTextRules.ts'
import { closeMath } from './closeMath.ts'
import type { BlockMathStart, MarkFinder } from './mathSyntax.ts'
import { createMarkFinder, delimiterAt, findInlineMath, startBlockMath } from './mathSyntax.ts'

/** A formula of more lines has lost its closing mark; what follows is text again. */
const MAX_LINES = 120

/** Like a fence, a formula may begin right behind a line of text. */
const INTERRUPTED = ['paragraph', 'reference', 'blockquote', 'list']

/** What the tokens of formulas carry besides their source. */
export interface MathMeta {
  /** On a line of its own, or within a line. */
  readonly display: boolean
  /** The closing mark was met. */
  readonly closed: boolean
}

/**
 * Formulas for markdown-it: `$…$` and `\(…\)` within a line, `$$…$$` and `\[…\]` on their own. Amounts of money stay
 * text. Tokens: `math_inline` and `math_block`, the TeX in `content`. Both rules are local: growing text is read
 * incrementally with them.
 *
 * @example
 * createMarkdownDocument({ parser: new MarkdownIt().use(mathRules) })
 */
export function mathRules(parser: MarkdownIt): void {
  parser.inline.ruler.before('escape', 'math_inline', readInlineMath)
  parser.block.ruler.before('fence', 'math_block', readBlockMath, { alt: [...INTERRUPTED] })
  const escape = (text: string): string => parser.utils.escapeHtml(text)
  parser.renderer.rules.math_inline = (tokens, index) =>
    `<code class="math math-inline">${escape(tokens[index]?.content ?? '')}</code>`
  parser.renderer.rules.math_block = (tokens, index) =>
    `<pre><code class="math math-display">${escape(tokens[index]?.content ?? '')}</code></pre>\n`
}

/** Of each text that is being read. */
const FINDERS = new WeakMap<StateInline, MarkFinder>()

function finderOf(state: StateInline): MarkFinder {
  const known = FINDERS.get(state) ?? createMarkFinder(state.src)
  FINDERS.set(state, known)
  return known
}

function readInlineMath(state: StateInline, silent: boolean): boolean {
  if (delimiterAt(state.src, state.pos) === undefined) return false
  const math = findInlineMath(state.src, state.pos, state.posMax, finderOf(state))
  if (math === undefined) return false
  if (!silent) {
    const token = state.push('math_inline', 'math', 0)
    token.content = state.src.slice(math.start, math.end)
    token.markup = math.mark
    token.meta = { display: math.display, closed: true } satisfies MathMeta
  }
  state.pos = math.next
  return true
}

function readBlockMath(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = startBlockMath(lineOf(state, startLine))
  const isIndentedCode = (state.sCount[startLine] ?? 0) - state.blkIndent >= 4
  if (start === undefined || isIndentedCode) return false
  if (silent) return true
  const { content, next, closed } = readContent(state, start, startLine + 1, endLine)
  state.line = next
  const token = state.push('math_block', 'math', 0)
  token.content = content
  token.markup = start.open
  token.map = [startLine, next]
  token.meta = { display: true, closed } satisfies MathMeta
  return true
}

/** A formula that began with something in its first line ends at a blank line at the latest, one that did not may hold any. */
function readContent(
  state: StateBlock,
  { rest, close, isWhole }: BlockMathStart,
  from: number,
  endLine: number,
): { content: string; next: number; closed: boolean } {
  if (isWhole) return { content: rest.trim(), next: from, closed: true }
  const lines = rest === '' ? [] : [rest.trim()]
  const last = Math.min(endLine, from + MAX_LINES)
  let line = from
  for (; line < last; line++) {
    const isOutdented = (state.sCount[line] ?? 0) < state.blkIndent
    if (isOutdented && !state.isEmpty(line)) break
    const text = lineOf(state, line).trimEnd()
    if (text === '' && rest !== '') break
    if (!text.endsWith(close)) {
      lines.push(text)
      continue
    }
    const before = text.slice(0, -close.length).trimEnd()
    if (before !== '') lines.push(before)
    return { content: lines.join('\n'), next: line + 1, closed: true }
  }
  return { content: lines.join('\n'), next: line, closed: false }
}

function lineOf(state: StateBlock, line: number): string {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  return state.src.slice(start, state.eMarks[line])
}

/**
 * Whether every mark of a formula in a text opened or closed one. The formulas found without regard to code and links
 * must be those that the parser found: else a mark stands in one of these, and who knows what it hides.
 */
function isMathSettled(text: string, tokens: readonly Token[]): boolean {
  const find = createMarkFinder(text)
  const found: string[] = []
  for (let at = 0; at < text.length; at++) {
    if (delimiterAt(text, at) === undefined) {
      if (text[at] === '\\') at++
      continue
    }
    const math = findInlineMath(text, at, text.length, find)
    if (math === undefined) return false
    found.push(text.slice(math.start, math.end))
    at = math.next - 1
  }
  return found.join('\n') === formulasOf(tokens).join('\n')
}

function formulasOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ type, content, children }) =>
    type === 'math_inline' ? [content] : formulasOf(children ?? []),
  )
}

declareLocalRule(readBlockMath, INTERRUPTED)
declareLocalInlineRule(readInlineMath, isMathSettled)
declareOpenText(readInlineMath, closeMath)

import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'
import { declareLocalInlineRule, declareLocalRule } from '../engine/localRules.ts'
import { labelOf } from './labelOf.ts'

/** A note may follow a line of text directly, as the notes at the end of an answer follow each other. */
const INTERRUPTED = ['paragraph', 'reference', 'blockquote', 'list']

/** "[^label]: text": a label without blanks and brackets. */
const DEFINITION = /^\[\^([^\s[\]\\]{1,100})\]:/
const REFERENCE = /\[\^([^\s[\]\\]{1,100})\]/y

/** How far the lines that go on with a note are indented. */
const INDENT = 4

/**
 * Notes for markdown-it: `[^label]` refers to `[^label]: text`, whose further paragraphs are indented by four columns.
 * A note stays where it is written, as in GitHub's syntax tree, so that growing text is read incrementally: tokens
 * `footnote_open` and `footnote_close` around its blocks, `footnote_reference` where it is referred to, each with its
 * label in `meta`. A reference to a note that is not there stays text, until the note comes.
 *
 * @example
 * createMarkdownDocument({ parser: new MarkdownIt().use(footnoteRules) })
 */
export function footnoteRules(parser: MarkdownIt): void {
  parser.block.ruler.before('reference', 'footnote', readFootnote, { alt: [...INTERRUPTED] })
  parser.inline.ruler.before('link', 'footnote_reference', readReference)
  const label = (meta: unknown): string => parser.utils.escapeHtml(labelOf(meta))
  parser.renderer.rules.footnote_reference = (tokens, index) => {
    const name = label(tokens[index]?.meta)
    return `<sup class="footnote-ref"><a href="#footnote-${name}">${name}</a></sup>`
  }
  parser.renderer.rules.footnote_open = (tokens, index) => {
    const name = label(tokens[index]?.meta)
    return `<div class="footnote" id="footnote-${name}"><sup>${name}</sup>\n`
  }
  parser.renderer.rules.footnote_close = () => '</div>\n'
}

/**
 * Notes stand among the link definitions, because those are what a paragraph is known to depend on: one that refers to
 * a note which comes later is read again then, and no other. No link can be led to one, as the blank in front is trimmed
 * from every label that a link names.
 */
function keyOf(label: string): string {
  return ` ^${label.toUpperCase()}`
}

function readReference(state: StateInline, silent: boolean): boolean {
  REFERENCE.lastIndex = state.pos
  if (state.linkLevel > 0 || state.src[state.pos + 1] !== '^') return false
  const found = REFERENCE.exec(state.src)
  const label = found?.[1]
  if (found === null || label === undefined || REFERENCE.lastIndex > state.posMax) return false
  if (state.env.references?.[keyOf(label)] === undefined) return false
  if (!silent) {
    const token = state.push('footnote_reference', 'sup', 0)
    token.content = found[0]
    token.meta = { label }
  }
  state.pos += found[0].length
  return true
}

function readFootnote(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  const found = DEFINITION.exec(state.src.slice(start, state.eMarks[startLine]))
  const label = found?.[1]
  const isIndentedCode = (state.sCount[startLine] ?? 0) - state.blkIndent >= 4
  if (found === null || label === undefined || isIndentedCode) return false
  if (silent) return true

  define(state, label, startLine)
  const opening = state.push('footnote_open', 'div', 1)
  opening.meta = { label }
  const lines = { start: startLine, end: endOf(state, startLine, endLine) }
  readInside(state, lines, start + found[0].length)
  opening.map = [startLine, state.line]
  state.push('footnote_close', 'div', -1)
  return true
}

/** The first definition of a label counts, as with links. */
function define(state: StateBlock, label: string, line: number): void {
  state.env.references ??= {}
  const { references } = state.env
  references[keyOf(label)] ??= { href: '', title: '' }
  const token = state.push('reference_definition', '', 0)
  token.map = [line, line + 1]
  token.hidden = true
  token.meta = { label: keyOf(label) }
}

/** The line behind the last one that says something in the note: indented ones, and those that go on with its paragraph. */
function endOf(state: StateBlock, startLine: number, endLine: number): number {
  const terminators = state.md.block.ruler.getRules('blockquote')
  let end = startLine + 1
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue
    const isIndented = (state.sCount[line] ?? 0) - state.blkIndent >= INDENT
    const isLazy =
      line === end &&
      (state.sCount[line] ?? 0) >= state.blkIndent &&
      !terminators.some((rule) => rule(state, line, endLine, true))
    if (!isIndented && !isLazy) break
    end = line + 1
  }
  return end
}

/** Reads the blocks of the note, its label taken away from the first line and the lines as they were afterwards. */
function readInside(
  state: StateBlock,
  { start, end }: { start: number; end: number },
  textFrom: number,
): void {
  const { lineMax, parentType, listIndent } = state
  const kept = {
    bMarks: state.bMarks.slice(start, end),
    tShift: state.tShift.slice(start, end),
    sCount: state.sCount.slice(start, end),
  }
  const inner = state.blkIndent + INDENT
  let text = textFrom
  while (text < (state.eMarks[start] ?? 0) && /[ \t]/.test(state.src[text] ?? '')) text++
  state.bMarks[start] = text
  state.tShift[start] = 0
  state.sCount[start] = inner
  for (let line = start + 1; line < end; line++) {
    // A line without the indent continues a paragraph; no block may begin in it. markdown-it says so with -1.
    if ((state.sCount[line] ?? 0) < inner) state.sCount[line] = -1
  }
  state.blkIndent = inner
  state.listIndent = -1
  state.parentType = 'footnote'
  state.lineMax = end
  state.line = start
  if (text < (state.eMarks[start] ?? 0) || end > start + 1) {
    state.md.block.tokenize(state, start, end)
  } else {
    state.line = start + 1
  }
  state.blkIndent = inner - INDENT
  Object.assign(state, { lineMax, parentType, listIndent })
  state.bMarks.splice(start, end - start, ...kept.bMarks)
  state.tShift.splice(start, end - start, ...kept.tShift)
  state.sCount.splice(start, end - start, ...kept.sCount)
}

declareLocalRule(readFootnote, INTERRUPTED)
// Without any definition a reference is text, and with one nothing is settled.
declareLocalInlineRule(readReference, () => true)

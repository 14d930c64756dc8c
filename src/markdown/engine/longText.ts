import type { MarkdownIt, Token } from 'markdown-it'
import { mayHoldBareLink } from './bareLinks.ts'
import { FastToken } from './fastToken.ts'
import type { InlinePhase } from './inlinePhase.ts'
import type { References } from './references.ts'
import type { SettledCheck } from './localRules.ts'
import { settledChecks } from './stockRules.ts'

/** Text of a block that is still open: `show` says how it is to be read, if not as it is. */
export type OpenTextPhase = (token: Token, show: (text: string) => string) => void

/** The beginning of a long text that later text cannot change any more, and what it says. */
interface Settled {
  readonly text: string
  readonly tokens: readonly Token[]
}

const NOTHING: Settled = { text: '', tokens: [] }

/** Settled in pieces of about this many characters: shorter text is read whole each time. */
const PIECE = 256

/** A cut is looked for in this many characters behind a piece. */
const REACH = 256

/** A place between two plain words, or nothing of the kind near. */
const CUT = /[a-z0-9\u4e00-\u9fff][.,;:]? (?=[a-z0-9\u4e00-\u9fff])/gi

/** Marks that cannot take part in anything: between blanks, within a word, or as a whole label that nothing defines. */
const HARMLESS = /(?<=\s)[*_~<&]+(?=\s)|(?<=[a-z0-9])_+(?=[a-z0-9])|(?<!!)\[[^[\]]*\](?![([:])/gi
const MARKS = /[`*_~<&[\]\\]/

/**
 * Reads an open paragraph of any length at the cost of its last piece.
 *
 * A piece is settled when it ends between two plain words and every mark in it has found its use: no later character
 * can then pair with anything in it. Only for markdown-it's own inline rules and those declared local, without raw HTML
 * and without typography, which look at the whole text: a closing `</a>` or a quote changes what came before.
 */
export function createLongText(
  parser: MarkdownIt,
  references: References,
  run: InlinePhase,
): OpenTextPhase {
  let settled = NOTHING
  let hadDefinitions = false
  /** How long the text was when no cut could be found: there is no use in trying before it has grown. */
  let stuckAt = 0

  function read(text: string): Token[] {
    const piece = new FastToken('inline', '', 0)
    piece.content = text
    run(piece)
    return piece.children ?? []
  }

  function settle(text: string, checks: readonly SettledCheck[]): void {
    while (text.length - settled.text.length > 2 * PIECE && text.length > stuckAt + PIECE) {
      const from = settled.text.length
      const cut = findCut(text, from + PIECE)
      const piece = cut < 0 ? '' : text.slice(from, cut)
      const tokens = read(piece)
      if (
        piece === '' ||
        !tokens.every(isUsedUp) ||
        !checks.every((isSettled) => isSettled(piece, tokens)) ||
        hidesLink(piece, tokens)
      ) {
        stuckAt = text.length
        return
      }
      settled = { text: text.slice(0, cut), tokens: join(settled.tokens, tokens) }
    }
  }

  return (token, show) => {
    const text = token.content
    const { html, typographer } = parser.options
    const isLong = text.length > 2 * PIECE
    const checks = isLong && !html && !typographer ? settledChecks(parser) : undefined
    if (checks === undefined) return readWhole(token, show)
    // With definitions a label in brackets may mean something, so that what was harmless is so no more.
    if (hadDefinitions !== references.hasDefinitions || !startsWith(text, settled.text)) {
      settled = NOTHING
      stuckAt = 0
    }
    hadDefinitions = references.hasDefinitions
    if (!hadDefinitions) settle(text, checks)
    const rest = show(text.slice(settled.text.length))
    const tokens = read(rest)
    if (hidesLink(rest, tokens)) return readWhole(token, show)
    token.children = join(settled.tokens, tokens)
  }

  function readWhole(token: Token, show: (text: string) => string): void {
    const text = token.content
    token.content = show(text)
    run(token)
    token.content = text
  }

  /**
   * Bare addresses are looked for only where the text as a whole seems to have one: an address right behind a link
   * becomes one or not depending on whether another stands anywhere in the paragraph.
   */
  function hidesLink(text: string, tokens: readonly Token[]): boolean {
    if (!parser.options.linkify || !mayHoldBareLink(parser, tokens)) return false
    if (parser.linkify.test(text)) return false
    return tokens.some(({ type, content }) => type === 'text' && parser.linkify.test(content))
  }
}

/** Compares a slice: the method of that name goes character by character. */
function startsWith(text: string, start: string): boolean {
  return text.slice(0, start.length) === start
}

/** Behind a blank between two plain words, in front of the second. */
function findCut(text: string, from: number): number {
  CUT.lastIndex = from
  const found = CUT.exec(text)
  return found === null || found.index > from + REACH ? -1 : CUT.lastIndex
}

function isUsedUp(token: Token): boolean {
  if (token.type === 'text') return !MARKS.test(token.content.replace(HARMLESS, ''))
  return token.children === null || token.children.every(isUsedUp)
}

/** Two pieces as one: text that was cut is one token again, the later one, as where markdown-it joins text. */
function join(one: readonly Token[], other: readonly Token[]): Token[] {
  const last = one.at(-1)
  const first = other[0]
  if (last?.type !== 'text' || first?.type !== 'text') return [...one, ...other]
  const text = new FastToken('text', '', 0)
  text.content = last.content + first.content
  text.level = first.level
  text.markup = first.markup
  text.info = first.info
  return [...one.slice(0, -1), text, ...other.slice(1)]
}

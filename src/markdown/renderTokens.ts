import type { MarkdownIt, Token } from 'markdown-it'
import MarkdownItClass from 'markdown-it'
import { FastToken } from './engine/fastToken.ts'

const { renderer: stock } = new MarkdownItClass()

/**
 * The HTML of tokens that are kept, or nothing when the parser's renderer was changed: the rules that people add often
 * change the tokens they draw, which a second call would meet.
 */
export function renderTokens(parser: MarkdownIt, tokens: readonly Token[]): string | undefined {
  if (!hasStockRenderer(parser)) return undefined
  const html = parser.renderer.render([...tokens], parser.options, {})
  // The one change that the stock rules make.
  for (const token of tokens) if (token.type === 'inline') clearAlternatives(token)
  return html
}

/**
 * The HTML of tokens that no text stands for, because their open end shows otherwise than it is written: drawn by the
 * parser's own renderer, whose rules may do with the copies what they like.
 */
export function renderCopies(parser: MarkdownIt, tokens: readonly Token[]): string {
  return parser.renderer.render(tokens.map(copyToken), parser.options, {})
}

function copyToken(token: Token): Token {
  const copy = new FastToken(token.type, token.tag, token.nesting)
  const attrs = token.attrs?.map(([name, value]): [string, string | number] => [name, value])
  return Object.assign(copy, token, {
    attrs: attrs ?? null,
    children: token.children?.map(copyToken) ?? null,
  })
}

function hasStockRenderer({ renderer }: MarkdownIt): boolean {
  const names = Object.keys(renderer.rules)
  return (
    renderer.render === stock.render &&
    renderer.renderInline === stock.renderInline &&
    renderer.renderToken === stock.renderToken &&
    names.length === Object.keys(stock.rules).length &&
    names.every((name) => renderer.rules[name] === stock.rules[name])
  )
}

/** Images get their alternative text only while they are drawn; in a fresh token list it is empty. */
function clearAlternatives(inline: Token): void {
  for (const child of inline.children ?? []) {
    if (child.type === 'image') child.attrSet('alt', '')
  }
}

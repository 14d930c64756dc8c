import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it'
import MarkdownItClass from 'markdown-it'
import { FastToken } from './fastToken.ts'

/** A block state whose tokens are made the fast way. */
export function createBlockState(
  parser: MarkdownIt,
  env: StateBlock['env'],
  tokens: Token[],
): StateBlock {
  const state = new parser.block.State('', parser, env, tokens)
  state.Token = FastToken
  state.push = (type, tag, nesting) => {
    const token = new FastToken(type, tag, nesting)
    token.block = true
    if (nesting === -1) state.level--
    token.level = state.level
    if (nesting === 1) state.level++
    tokens.push(token)
    return token
  }
  return state
}

interface InlineConstructor {
  new (source: string, parser: MarkdownIt, env: StateInline['env'], tokens: Token[]): StateInline
}

function PlainInlineState(
  this: StateInline,
  source: string,
  parser: MarkdownIt,
  env: StateInline['env'],
  tokens: Token[],
): void {
  this.src = source
  this.env = env
  this.md = parser
  this.tokens = tokens
  this.tokens_meta = tokens.map(() => undefined)
  this.pos = 0
  this.posMax = source.length
  this.level = 0
  this.pending = ''
  this.pendingLevel = 0
  this.cache = {}
  this.backticks = {}
  this.backticksScanned = false
  this.skipHtmlSpecial = false
  this.linkLevel = 0
  this.delimiters = []
  // oxlint-disable-next-line no-underscore-dangle -- the name is markdown-it's
  this._prev_delimiters = []
  this.Token = FastToken
}

PlainInlineState.prototype = Object.create(MarkdownItClass.StateInline.prototype, {
  pushPending: { value: pushPending },
  push: { value: push },
})

/** An inline state whose tokens are made the fast way; `instanceof` and every other method are the original's. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as with the token, only a plain function can be given its prototype
const FastInlineState = PlainInlineState as unknown as InlineConstructor

/** Does what `parser.inline.parse` does, with the fast state. */
export function parseInline(parser: MarkdownIt, env: StateInline['env'], token: Token): void {
  const state = new FastInlineState(token.content, parser, env, token.children ?? [])
  parser.inline.tokenize(state)
  for (const rule of parser.inline.ruler2.getRules('')) rule(state)
}

function pushPending(this: StateInline): Token {
  const token = new FastToken('text', '', 0)
  token.content = this.pending
  token.level = this.pendingLevel
  this.tokens.push(token)
  this.pending = ''
  return token
}

/** An element's delimiters are its own: opening one starts a new list, closing it returns to the list around it. */
function push(this: StateInline, type: string, tag: string, nesting: Token['nesting']): Token {
  if (this.pending !== '') this.pushPending()
  // oxlint-disable-next-line no-underscore-dangle -- the name is markdown-it's
  const outer = this._prev_delimiters
  const token = new FastToken(type, tag, nesting)
  let meta: (typeof this.tokens_meta)[number]
  if (nesting === -1) {
    this.level--
    this.delimiters = outer.pop() ?? []
  }
  token.level = this.level
  if (nesting === 1) {
    this.level++
    outer.push(this.delimiters)
    this.delimiters = []
    meta = { delimiters: this.delimiters }
  }
  this.pendingLevel = this.level
  this.tokens.push(token)
  this.tokens_meta.push(meta)
  return token
}

import type { Token } from 'markdown-it'
import { FastToken } from '../engine/fastToken.ts'
import { citedByLink, findCitations, mayCite } from './findCitations.ts'
import type { InlineAnchor } from './placeAnchors.ts'

/** Type of the tokens that stand where a text names sources. Their content is the text they stand for. */
export const CITATION = 'rill_citation'

/** What a citation token names its sources by. */
export interface CitationMeta {
  readonly labels: readonly string[]
}

/** What was made of a token stays with it, so that a renderer meets the same tokens again. */
export type CitedTokens = WeakMap<Token, readonly Token[]>

/**
 * The tokens of a text with a token for each citation in it.
 *
 * The parser's own tokens are never touched: a token with a citation in it is replaced by its parts, every other one
 * stays what it is. Code keeps its brackets, and so does what stands in a link: a chip is something to press itself.
 */
export function citeTokens(
  tokens: readonly Token[],
  anchors: readonly InlineAnchor[],
  kept: CitedTokens,
): readonly Token[] {
  if (anchors.length === 0 && !tokens.some(isCandidate)) return tokens
  const cited: Token[] = []
  let linkDepth = 0
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) continue
    const end = token.type === 'link_open' ? citingLinkEnd(tokens, index) : -1
    if (end > 0) {
      cited.push(...remember(kept, token, () => [citeLink(tokens, index, end)]))
      index = end
    } else {
      if (token.type === 'link_open') linkDepth++
      if (token.type === 'link_close') linkDepth--
      const here = anchors.filter((anchor) => anchor.index === index)
      cited.push(...citeToken(token, here, linkDepth > 0, kept))
    }
    // What ends inside a link that has become a citation is cited by it already.
  }
  return cited
}

function isCandidate({ type, content, attrs }: Token): boolean {
  return type === 'text' ? mayCite(content) : type === 'link_open' && attrs !== null
}

function citeToken(
  token: Token,
  anchors: readonly InlineAnchor[],
  inLink: boolean,
  kept: CitedTokens,
): readonly Token[] {
  if (token.type !== 'text') return [token, ...anchors.map(({ label }) => citation('', [label]))]
  const isPlain = inLink || !mayCite(token.content)
  if (anchors.length > 0) return splitText(token.content, anchors, isPlain)
  return isPlain ? [token] : remember(kept, token, () => splitOrKeep(token))
}

function splitOrKeep(token: Token): readonly Token[] {
  const parts = splitText(token.content, [], false)
  return parts.length === 1 && parts[0]?.type === 'text' ? [token] : parts
}

function splitText(text: string, anchors: readonly InlineAnchor[], isPlain: boolean): Token[] {
  const parts: Token[] = []
  let from = 0
  const addText = (to: number): void => {
    if (to > from) parts.push(textToken(text.slice(from, to)))
    from = Math.max(from, to)
  }
  const left = [...anchors]
  const addAnchors = (before: number): void => {
    for (let first = left[0]; first !== undefined && first.offset < before; first = left[0]) {
      addText(first.offset)
      parts.push(citation('', [first.label]))
      left.shift()
    }
  }
  for (const { start, end, labels } of isPlain ? [] : findCitations(text)) {
    addAnchors(start + 1)
    addText(start)
    // A backend that says where its marks stand says which source each means.
    const own = left.filter(({ offset }) => offset <= end).map(({ label }) => label)
    left.splice(0, own.length)
    parts.push(citation(text.slice(start, end), own.length > 0 ? own : labels))
    from = end
  }
  addAnchors(Infinity)
  addText(text.length)
  return parts
}

function citingLinkEnd(tokens: readonly Token[], index: number): number {
  const href = tokens[index]?.attrGet('href')
  if (typeof href !== 'string' || citedByLink(href) === undefined) return -1
  return tokens.findIndex((token, at) => at > index && token.type === 'link_close')
}

function citeLink(tokens: readonly Token[], index: number, end: number): Token {
  const label = citedByLink(String(tokens[index]?.attrGet('href') ?? '')) ?? ''
  const text = tokens.slice(index + 1, end).map(({ content }) => content)
  return citation(text.join(''), [label])
}

/** A token that stands where a text names sources. `content`: the text it stands for, empty where there is none. */
export function citation(content: string, labels: readonly string[]): Token {
  const token = new FastToken(CITATION, '', 0)
  token.content = content
  const meta: CitationMeta = { labels }
  token.meta = { ...meta }
  return token
}

function textToken(content: string): Token {
  const token = new FastToken('text', '', 0)
  token.content = content
  return token
}

function remember(kept: CitedTokens, token: Token, make: () => readonly Token[]): readonly Token[] {
  const known = kept.get(token)
  if (known !== undefined) return known
  const made = make()
  kept.set(token, made)
  return made
}

/** What a citation token names, or nothing where a plugin made a token of the same name. */
export function labelsOf({ meta }: Token): readonly string[] {
  const labels: unknown = meta?.['labels']
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : []
}

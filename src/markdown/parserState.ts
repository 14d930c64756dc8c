import type { MarkdownIt } from 'markdown-it'

/** Methods that markdown-it invites its users to replace. */
const LINK_METHODS = ['validateLink', 'normalizeLink', 'normalizeLinkText'] as const

/**
 * Everything about a parser that its owner may change while a document is open and that decides what text means: two
 * equal lists mean that what was read before still holds. Rulers make a new array whenever a rule changes, and what finds bare
 * addresses a new cache whenever it is told to find others.
 */
export function parserState(parser: MarkdownIt): readonly unknown[] {
  const { options, block, inline, core, linkify } = parser
  return [
    ...['', 'paragraph', 'reference', 'blockquote', 'list'].map((chain) =>
      block.ruler.getRules(chain),
    ),
    inline.ruler.getRules(''),
    inline.ruler2.getRules(''),
    core.ruler.getRules(''),
    ...LINK_METHODS.map((name): unknown => Reflect.get(parser, name)),
    linkify,
    linkify.re.cache,
    options.html,
    options.breaks,
    options.linkify,
    options.typographer,
    options.quotes,
    options.maxNesting,
  ]
}

export function isSameState(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}

import type { MarkdownIt, Token } from 'markdown-it'
import { mayHoldBareLink } from './bareLinks.ts'
import { parseInline } from './fastState.ts'
import { FastToken } from './fastToken.ts'
import type { References } from './references.ts'
import type { CoreRule } from './stockRules.ts'
import { stockCoreRule } from './stockRules.ts'

/** Works out what stands inside one inline token: markup, links, typography. */
export type InlinePhase = (token: Token) => void

/**
 * The rules that run after the blocks are known. Each of them works on one inline token at a time, so that they can be
 * given them one by one, in the order in which the parser runs them over the whole document.
 */
export function createInlinePhase(
  parser: MarkdownIt,
  rules: readonly CoreRule[],
  references: References,
): InlinePhase {
  const state = new parser.core.State('', parser, references.env)
  state.Token = FastToken
  const parseRule = stockCoreRule('inline')
  const linkifyRule = stockCoreRule('linkify')

  function run(rule: CoreRule, token: Token): void {
    if (rule === parseRule) parseInline(parser, references.env, token)
    else if (rule !== linkifyRule || mayHoldBareLink(parser, token.children ?? [])) rule(state)
  }

  return (token) => {
    token.children = []
    state.tokens = [token]
    references.track(token, () => {
      for (const rule of rules) run(rule, token)
    })
  }
}

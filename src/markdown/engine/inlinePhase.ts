import type { MarkdownIt, Token } from 'markdown-it'
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
  const steps = rules.map((rule): CoreRule => {
    return rule === parseRule ? ({ tokens }) => tokens.forEach(parse) : rule
  })

  function parse(token: Token): void {
    parseInline(parser, references.env, token)
  }

  return (token) => {
    token.children = []
    state.tokens = [token]
    references.track(token, () => {
      for (const step of steps) step(state)
    })
  }
}

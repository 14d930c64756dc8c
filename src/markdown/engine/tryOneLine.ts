import type { Token } from 'markdown-it'
import type { BlockMachine } from './blockMachine.ts'
import type { BlockRule } from './stockRules.ts'

/**
 * Lets markdown-it's own rule decide whether its block begins in the line, by showing it that line alone, and gives the
 * token it made. The token list is left as it was.
 */
export function tryOneLine(
  { state }: BlockMachine,
  rule: BlockRule,
  line: number,
): Token | undefined {
  const before = state.line
  const isBegun = rule(state, line, line + 1, false)
  state.line = before
  return isBegun ? state.tokens.pop() : undefined
}

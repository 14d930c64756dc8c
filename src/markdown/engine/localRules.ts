import type { StateInline, Token } from 'markdown-it'
import type { BlockMachine, BlockOpener } from './blockMachine.ts'
import { look } from './horizon.ts'
import type { BlockRule } from './stockRules.ts'

/** A block rule of the kit's own plugins, and the rules of markdown-it that it may interrupt. */
interface LocalRule {
  readonly alternatives: readonly string[]
}

const LOCAL_RULES = new WeakMap<BlockRule, LocalRule>()

/**
 * Declares a block rule that keeps nothing between blocks, so that the engine need not read the whole text for it.
 *
 * The rule promises three things. Whether a block begins is decided by its first line alone. What it reads behind the
 * block's end is at most the next line that says something and the one after it. Of the environment it uses nothing but
 * `references`, and whatever it defines there it names in a token of the type `reference_definition`, whose `map` tells
 * which lines define it. While its block is open the block is read again from its first line, so it should be short.
 */
export function declareLocalRule(rule: BlockRule, alternatives: readonly string[]): void {
  LOCAL_RULES.set(rule, { alternatives })
}

/** Whether the rule was declared to be local, and interrupts what it was declared to interrupt. */
export function isLocalRule(rule: BlockRule, alternatives: readonly string[]): boolean {
  return LOCAL_RULES.get(rule)?.alternatives.join() === alternatives.join()
}

type InlineRule = (state: StateInline, silent: boolean) => boolean

/** Whether all that a rule cares about in the beginning of a text has found its use, given the tokens it became. */
export type SettledCheck = (text: string, tokens: readonly Token[]) => boolean

const LOCAL_INLINE_RULES = new WeakMap<InlineRule, SettledCheck>()

/**
 * Declares an inline rule that decides at its opening mark, looks forward only, and of the environment uses nothing but
 * `references`, so that a long paragraph need not be read whole for it. `isSettled` answers for the beginning of a text,
 * cut between two plain words: whether no text behind it can change what the rule made of it.
 */
export function declareLocalInlineRule(rule: InlineRule, isSettled: SettledCheck): void {
  LOCAL_INLINE_RULES.set(rule, isSettled)
}

/** What tells whether a declared inline rule is done with a text; nothing for any other rule. */
export function settledCheckOf(rule: InlineRule): SettledCheck | undefined {
  return LOCAL_INLINE_RULES.get(rule)
}

/** How the engine carries out a local rule; nothing for any other. */
export function localOpener(rule: BlockRule): BlockOpener | undefined {
  if (!LOCAL_RULES.has(rule)) return undefined
  return (machine, line, container) => {
    const { state, horizon } = machine
    const first = state.tokens.length
    if (!rule(state, line, container.endLine, false)) return false
    const next = state.skipEmptyLines(state.line)
    look(horizon, next, container)
    look(horizon, next + 1, container)
    takeDefinitions(machine, first)
    return true
  }
}

/** Takes the tokens away that only tell what was defined, as markdown-it does once it has read the whole text. */
function takeDefinitions({ state, references, horizon }: BlockMachine, first: number): void {
  const { tokens } = state
  let kept = first
  for (let index = first; index < tokens.length; index++) {
    const token = tokens[index]
    if (token === undefined) continue
    if (token.type === 'reference_definition') {
      const end = token.map?.[1] ?? state.line
      references.define(String(token.meta?.label), { typing: end > horizon.complete })
    } else tokens[kept++] = token
  }
  tokens.length = kept
}

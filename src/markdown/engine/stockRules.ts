import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser, StateBlock, StateCore } from 'markdown-it'
import type { SettledCheck } from './localRules.ts'
import { isLocalRule, settledCheckOf } from './localRules.ts'

export type BlockRule = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean

export type CoreRule = (state: StateCore) => void

const stock = new MarkdownIt()

interface Rule<Run> {
  readonly name: string
  readonly enabled: boolean
  readonly fn: Run
  readonly alt: readonly string[]
}

/**
 * The rules as they stand in a ruler, with their names. The field is internal to markdown-it; where it is missing, no
 * rule is known, and everything is parsed in full.
 */
function rulesOf<Run>(ruler: { __rules__: readonly Rule<Run>[] }): readonly Rule<Run>[] {
  const { __rules__: rules } = ruler
  return Array.isArray(rules) ? rules : []
}

const BLOCK_RULES = new Map(rulesOf(stock.block.ruler).map((rule) => [rule.name, rule]))
const CORE_RULES = new Map(rulesOf(stock.core.ruler).map((rule) => [rule.name, rule]))

const INLINE_RULES = new Set(rulesOf(stock.inline.ruler).map(({ fn }) => fn))
const INLINE_RULES_AFTER = new Set(rulesOf(stock.inline.ruler2).map(({ fn }) => fn))

/** markdown-it's own block rule of that name: the same function in every parser of this copy. */
export function stockBlockRule(name: string): BlockRule | undefined {
  return BLOCK_RULES.get(name)?.fn
}

/** markdown-it's own core rule of that name. */
export function stockCoreRule(name: string): CoreRule | undefined {
  return CORE_RULES.get(name)?.fn
}

/** Core rules that see the whole document. The engine does their work itself, so that all of them must be in place. */
const DOCUMENT_RULES = ['normalize', 'block', 'strip_references']

/**
 * The core rules that work on one inline token at a time, in the parser's order, or nothing when the parser has a rule
 * that the engine does not know, which may look at the whole document.
 */
export function knownCoreRules(parser: Parser): readonly CoreRule[] | undefined {
  const active = rulesOf(parser.core.ruler).filter(({ enabled }) => enabled)
  const known = active.every((rule) => CORE_RULES.get(rule.name)?.fn === rule.fn)
  const inPlace = DOCUMENT_RULES.every((name, index) => active[index]?.name === name)
  return known && inPlace ? active.slice(DOCUMENT_RULES.length).map(({ fn }) => fn) : undefined
}

/**
 * Whether each active block rule is markdown-it's own and interrupts what it interrupts there, in the same order; or is
 * one of the kit's, which stand anywhere.
 */
export function hasKnownBlockRules(parser: Parser): boolean {
  const names = [...BLOCK_RULES.keys()]
  let last = -1
  for (const rule of rulesOf(parser.block.ruler)) {
    if (!rule.enabled || isLocalRule(rule.fn, rule.alt)) continue
    const original = BLOCK_RULES.get(rule.name)
    const place = names.indexOf(rule.name)
    if (original === undefined || original.fn !== rule.fn || place < last) return false
    if (original.alt.join() !== rule.alt.join()) return false
    last = place
  }
  return true
}

/**
 * What the active inline rules that are not markdown-it's own ask of a text that is settled piece by piece; nothing where
 * one of them was not declared to be local.
 */
export function settledChecks({ inline }: Parser): readonly SettledCheck[] | undefined {
  if (!inline.ruler2.getRules('').every((rule) => INLINE_RULES_AFTER.has(rule))) return undefined
  const checks: SettledCheck[] = []
  for (const rule of inline.ruler.getRules('')) {
    if (INLINE_RULES.has(rule)) continue
    const check = settledCheckOf(rule)
    if (check === undefined) return undefined
    checks.push(check)
  }
  return checks
}

/** Whether the parser's machinery is that of this copy of markdown-it, with no method replaced. */
export function hasKnownMachinery(parser: Parser): boolean {
  return (
    parser.parse === stock.parse &&
    parser.render === stock.render &&
    parser.core.process === stock.core.process &&
    parser.core.State === stock.core.State &&
    parser.block.parse === stock.block.parse &&
    parser.block.tokenize === stock.block.tokenize &&
    parser.block.State === stock.block.State &&
    parser.inline.parse === stock.inline.parse &&
    parser.inline.tokenize === stock.inline.tokenize &&
    parser.inline.State === stock.inline.State
  )
}

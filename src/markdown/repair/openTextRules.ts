import type { MarkdownIt, StateInline } from 'markdown-it'
import { closeInline } from './closeInline.ts'

type InlineRule = (state: StateInline, silent: boolean) => boolean

/** Shows text that is still being typed as a rule will most likely read it; `close` does so for what the rule leaves. */
export type OpenTextRule = (text: string, close: (text: string) => string) => string

const RULES = new WeakMap<InlineRule, OpenTextRule>()

/** Declares how unfinished markup of a plugin's inline rule shows while it is typed. */
export function declareOpenText(rule: InlineRule, show: OpenTextRule): void {
  RULES.set(rule, show)
}

/** How open text shows for a parser: as its active rules declare, and else as markdown's own markup. */
export function openTextOf({ inline }: MarkdownIt): (text: string) => string {
  let shown = closeInline
  for (const rule of inline.ruler.getRules('')) {
    const declared = RULES.get(rule)
    const inner = shown
    if (declared !== undefined) shown = (text) => declared(text, inner)
  }
  return shown
}

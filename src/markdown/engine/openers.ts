import type { MarkdownIt, StateBlock } from 'markdown-it'
import type { BlockMachine, BlockOpener } from './blockMachine.ts'
import { mayBecomeDefinition, startsTitle } from './definition.ts'
import { openFence } from './fence.ts'
import type { ContainerFrame } from './frame.ts'
import { look, note } from './horizon.ts'
import { openHtmlBlock } from './htmlBlock.ts'
import { openIndentedCode } from './indentedCode.ts'
import { textEnd, textStart } from './lines.ts'
import { openList } from './list.ts'
import { localOpener } from './localRules.ts'
import { openQuote } from './quote.ts'
import type { BlockRule } from './stockRules.ts'
import { stockBlockRule } from './stockRules.ts'
import { openTable } from './table.ts'

type OpenerFor = (rule: BlockRule) => BlockOpener

/** How the engine carries out each of markdown-it's block rules, by the rule's name. */
const OPENERS: Readonly<Record<string, OpenerFor>> = {
  table: (rule) => (machine, line, container) => {
    // Any line may be the head of a table, which its next line decides, whatever else it looks like.
    look(machine.horizon, line + 1, container)
    return openTable(machine, rule, line)
  },
  code: () => openIndentedCode,
  fence: (rule) => (machine, line) => openFence(machine, rule, line),
  blockquote: (rule) => (machine, line, container) => {
    if (!rule(machine.state, line, container.endLine, true)) return false
    openQuote(machine, line, container)
    return true
  },
  hr: inOneLine,
  list: (rule) => (machine, line, container) => {
    if (!rule(machine.state, line, container.endLine, true)) return false
    openList(machine, line, container)
    return true
  },
  reference: (rule) => (machine, line, container) => {
    const { state } = machine
    if (!rule(state, line, container.endLine, false)) {
      if (mayBecomeDefinition(lineText(state, line))) noteFirstBlank(machine, line + 1)
      return false
    }
    // Defining tokens show nothing: markdown-it takes them out before anything else sees them.
    const label = String(state.tokens.pop()?.meta?.label)
    machine.references.define(label, { typing: state.line > machine.horizon.complete })
    look(machine.horizon, state.line, container)
    if (startsTitle(lineText(state, state.line))) noteFirstBlank(machine, state.line)
    return true
  },
  html_block: (rule) => (machine, line) => openHtmlBlock(machine, rule, line),
  heading: inOneLine,
  lheading: wholly,
  paragraph: (rule) => (machine, line, container) => {
    const { state, horizon } = machine
    if (!rule(state, line, container.endLine, false)) return false
    look(horizon, state.line, container)
    // What interrupts a paragraph may be the head of a table, so that its next line was read, too.
    const isInterrupted = state.line < container.endLine && !state.isEmpty(state.line)
    if (isInterrupted) look(horizon, state.line + 1, container)
    if (container.kind === 'list') notePair(container, state)
    return true
  },
}

/** The active block rules of a parser, each as the engine carries it out. */
export function openersOf(parser: MarkdownIt): readonly BlockOpener[] {
  return parser.block.ruler.getRules('').map((rule) => {
    const name = Object.keys(OPENERS).find((candidate) => stockBlockRule(candidate) === rule)
    const opener = name === undefined ? undefined : OPENERS[name]
    return localOpener(rule) ?? (opener ?? wholly)(rule)
  })
}

/** Rules that look at nothing but their line. */
function inOneLine(rule: BlockRule): BlockOpener {
  return (machine, line, container) => rule(machine.state, line, container.endLine, false)
}

/** Rules whose last line decides them. */
function wholly(rule: BlockRule): BlockOpener {
  return (machine, line, container) => {
    if (!rule(machine.state, line, container.endLine, false)) return false
    note(machine.horizon, machine.state.line - 1)
    return true
  }
}

/** A definition goes on over lines until a blank one at the latest. */
function noteFirstBlank({ state, horizon, lineMaxNeed }: BlockMachine, from: number): void {
  let line = from
  while (line < state.lineMax && !state.isEmpty(line)) line++
  note(horizon, line < state.lineMax ? line : lineMaxNeed)
}

function lineText(state: StateBlock, line: number): string {
  return line < state.lineMax ? state.src.slice(textStart(state, line), textEnd(state, line)) : ''
}

function notePair(list: Extract<ContainerFrame, { kind: 'list' }>, { tokens }: StateBlock): void {
  const opening = tokens.at(-3)
  const closing = tokens.at(-1)
  if (opening !== undefined && closing !== undefined) list.newParagraphs.push([opening, closing])
}

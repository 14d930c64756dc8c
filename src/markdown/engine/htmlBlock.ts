import type { BlockMachine } from './blockMachine.ts'
import { containerOf } from './blockMachine.ts'
import { advanceCheckpoint } from './advanceCheckpoint.ts'
import type { HtmlFrame } from './frame.ts'
import { look } from './horizon.ts'
import { indentOf, textEnd, textStart } from './lines.ts'
import type { BlockRule } from './stockRules.ts'
import { tryOneLine } from './tryOneLine.ts'

/** "There are seven kinds of HTML block": how the first five begin and end. The others end at a blank line. */
const KINDS: readonly (readonly [begin: RegExp, end: RegExp])[] = [
  [/^<(?:script|pre|style|textarea)(?:\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
]

/** Opens a block of raw HTML, if markdown-it sees one begin in this line. */
export function openHtmlBlock(machine: BlockMachine, rule: BlockRule, line: number): boolean {
  if (tryOneLine(machine, rule, line) === undefined) return false
  const { state } = machine
  const first = state.src.slice(textStart(state, line), textEnd(state, line))
  const ending = KINDS.find(([begin]) => begin.test(first))?.[1]
  const frame: HtmlFrame = {
    kind: 'html',
    start: line,
    line: line + 1,
    ending,
    text: readLine(machine, line),
  }
  if (ending?.test(first)) close(machine, frame)
  else machine.frames.push(frame)
  return true
}

/** Reads raw HTML to its end, line by line. */
export function readHtmlBlock(machine: BlockMachine, frame: HtmlFrame): void {
  const { state, horizon } = machine
  const extent = containerOf(machine)
  for (let isThrough = false; !isThrough;) {
    const { line, ending } = frame
    advanceCheckpoint(machine, line)
    look(horizon, line, extent)
    if (line >= extent.endLine) break
    const isOutdented = indentOf(state, line) < state.blkIndent
    if (isOutdented && (ending === undefined || !state.isEmpty(line))) break
    const text = state.src.slice(textStart(state, line), textEnd(state, line))
    if (ending === undefined && text === '') break
    isThrough = ending?.test(text) ?? false
    frame.text += readLine(machine, line)
    frame.line++
  }
  machine.frames.pop()
  close(machine, frame)
}

function close({ state }: BlockMachine, frame: HtmlFrame): void {
  state.line = frame.line
  const token = state.push('html_block', '', 0)
  token.map = [frame.start, frame.line]
  token.content = frame.text
}

function readLine({ state }: BlockMachine, line: number): string {
  return state.getLines(line, line + 1, state.blkIndent, true)
}

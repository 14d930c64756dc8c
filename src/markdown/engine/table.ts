import type { BlockMachine } from './blockMachine.ts'
import { containerOf } from './blockMachine.ts'
import { advanceCheckpoint } from './advanceCheckpoint.ts'
import type { TableFrame } from './frame.ts'
import { look } from './horizon.ts'
import { indentOf, textEnd, textStart } from './lines.ts'
import type { BlockRule } from './stockRules.ts'
import { cutRow } from './tableRow.ts'

/** markdown-it ends a table whose rows lack more cells than this, because it fills them up. */
const MAX_MISSING_CELLS = 65_536

/** Opens a table, if markdown-it sees a head and a delimiter row in these two lines; it makes the tokens of the head. */
export function openTable(machine: BlockMachine, rule: BlockRule, line: number): boolean {
  const { state, frames } = machine
  const { endLine } = containerOf(machine)
  const outerParentType = state.parentType
  const first = state.tokens.length
  if (!rule(state, line, Math.min(line + 2, endLine), false)) return false
  // The rule has closed the table behind its head; the table stays open here.
  state.tokens.pop()
  state.level++
  state.parentType = 'table'
  const head = state.tokens.slice(first)
  const opening = head[0]
  if (opening === undefined) return false
  frames.push({
    kind: 'table',
    start: line,
    line: line + 2,
    opening,
    alignments: head
      .filter(({ type }) => type === 'th_open')
      .map((cell) => String(cell.attrGet('style') ?? '')),
    outerParentType,
    body: undefined,
    missingCells: 0,
  })
  return true
}

/** Reads the table to its end, row by row. */
export function readTable(machine: BlockMachine, frame: TableFrame): void {
  const { state, horizon } = machine
  const extent = containerOf(machine)
  for (; ; frame.line++) {
    advanceCheckpoint(machine, frame.line)
    look(horizon, frame.line, extent)
    const cells = readRow(machine, frame, extent.endLine)
    if (cells === undefined) break
    if (frame.body === undefined) {
      frame.body = state.push('tbody_open', 'tbody', 1)
      frame.body.map = [frame.line, 0]
    }
    pushRow(machine, frame, cells)
  }
  if (frame.body !== undefined) {
    state.push('tbody_close', 'tbody', -1)
    frame.body.map = [frame.start + 2, frame.line]
  }
  state.push('table_close', 'table', -1)
  frame.opening.map = [frame.start, frame.line]
  state.parentType = frame.outerParentType
  state.line = frame.line
  machine.frames.pop()
}

/** The cells of the row in the next line, or nothing when the table ends before it. */
function readRow(
  { state, parser }: BlockMachine,
  frame: TableFrame,
  endLine: number,
): readonly string[] | undefined {
  const { line } = frame
  if (line >= endLine || indentOf(state, line) < state.blkIndent) return undefined
  const terminators = parser.block.ruler.getRules('blockquote')
  if (terminators.some((rule) => rule(state, line, endLine, true))) return undefined
  const text = state.src.slice(textStart(state, line), textEnd(state, line)).trim()
  if (text === '' || indentOf(state, line) - state.blkIndent >= 4) return undefined
  const cells = cutRow(text)
  frame.missingCells += frame.alignments.length - cells.length
  return frame.missingCells > MAX_MISSING_CELLS ? undefined : cells
}

function pushRow({ state }: BlockMachine, frame: TableFrame, cells: readonly string[]): void {
  state.push('tr_open', 'tr', 1).map = [frame.line, frame.line + 1]
  frame.alignments.forEach((alignment, index) => {
    const opening = state.push('td_open', 'td', 1)
    if (alignment !== '') opening.attrs = [['style', alignment]]
    const inline = state.push('inline', '', 0)
    inline.content = cells[index]?.trim() ?? ''
    inline.children = []
    state.push('td_close', 'td', -1)
  })
  state.push('tr_close', 'tr', -1)
}

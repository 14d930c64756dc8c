import type { BlockMachine } from './blockMachine.ts'
import type { ContainerFrame, Extent, QuoteFrame } from './frame.ts'
import { progressFrom } from './frame.ts'
import { at, columnAfter, indentOf, isBlank, textEnd, textStart } from './lines.ts'

const SPACE = 0x20
const TAB = 0x09
const QUOTE_MARK = 0x3e

/** Opens a block quote: finds the lines it takes and takes their marks away. */
export function openQuote(machine: BlockMachine, line: number, parent: ContainerFrame): void {
  const { state, frames } = machine
  const frame: QuoteFrame = {
    kind: 'quote',
    ...progressFrom(line, parent),
    start: line,
    // The token is pushed once the extent is known, in the place and with the level markdown-it gives it.
    opening: new state.Token('blockquote_open', 'blockquote', 1),
    outerParentType: state.parentType,
    outerIndent: state.blkIndent,
    outerListIndent: state.listIndent,
    outerLineMax: state.lineMax,
    outerLineMaxNeed: machine.lineMaxNeed,
    savedFrom: line,
    saved: [],
  }
  enterQuote(machine, frame, line, parent)
  frame.opening.markup = '>'
  frame.opening.map = [line, 0]
  frame.opening.block = true
  frame.opening.level = state.level++
  state.tokens.push(frame.opening)
  frames.push(frame)
}

/**
 * Finds the lines of the quote from line `from` on and takes their marks away, in the context around the quote; then
 * enters it. Lines before `from` were seen by an earlier run, and `from` itself is known to belong to the quote then.
 */
export function enterQuote(
  machine: BlockMachine,
  frame: QuoteFrame,
  from: number,
  outer: Extent,
): void {
  const { state } = machine
  state.blkIndent = frame.outerIndent
  state.listIndent = frame.outerListIndent
  state.parentType = 'blockquote'
  frame.outerLineMax = state.lineMax
  frame.outerLineMaxNeed = machine.lineMaxNeed
  frame.savedFrom = from
  frame.saved = []

  const terminators = machine.parser.block.ruler.getRules('blockquote')
  let endsEmpty = false
  let isInterrupted = false
  let line = from
  for (; line < outer.endLine; line++) {
    const start = textStart(state, line)
    if (start >= textEnd(state, line)) break
    const isQuoted =
      state.src.charCodeAt(start) === QUOTE_MARK && indentOf(state, line) >= state.blkIndent
    if (isQuoted) {
      saveLine(machine, frame, line)
      endsEmpty = takeMark(machine, line, start + 1)
      continue
    }
    if (endsEmpty) break
    isInterrupted = terminators.some((rule) => rule(state, line, outer.endLine, true))
    if (isInterrupted) break
    saveLine(machine, frame, line)
    // A line without a mark continues the paragraph of the line before; no block may begin in it.
    state.sCount[line] = -1
  }

  frame.endLine = line
  frame.endNeed = line < outer.endLine ? line : outer.endNeed
  if (isInterrupted) {
    state.lineMax = line
    machine.lineMaxNeed = frame.endNeed
  }
  state.blkIndent = 0
}

/** Closes the quote and gives its lines back as they were. */
export function closeQuote(machine: BlockMachine, frame: QuoteFrame): void {
  const { state } = machine
  state.push('blockquote_close', 'blockquote', -1).markup = '>'
  frame.opening.map = [frame.start, state.line]
  state.lineMax = frame.outerLineMax
  machine.lineMaxNeed = frame.outerLineMaxNeed
  state.parentType = frame.outerParentType
  state.blkIndent = frame.outerIndent
  frame.saved.forEach((saved, index) => {
    const line = frame.savedFrom + index
    state.bMarks[line] = saved.begin
    state.tShift[line] = saved.shift
    state.sCount[line] = saved.indent
    state.bsCount[line] = saved.base
  })
}

function saveLine({ state }: BlockMachine, frame: QuoteFrame, line: number): void {
  frame.saved.push({
    begin: at(state.bMarks, line),
    shift: at(state.tShift, line),
    indent: at(state.sCount, line),
    base: at(state.bsCount, line),
  })
}

/**
 * Takes the mark and one blank behind it away; `position` is behind the mark. A tab may reach past the one column that
 * belongs to the mark: the columns left over then count as indent. Tells whether nothing else stands in the line.
 */
function takeMark({ state }: BlockMachine, line: number, position: number): boolean {
  const end = textEnd(state, line)
  const base = at(state.bsCount, line)
  const indent = at(state.sCount, line)
  const code = state.src.charCodeAt(position)
  const hasBlank = code === SPACE || code === TAB
  const isWholeTab = code === TAB && (base + indent + 1) % 4 === 3
  const isSplitTab = code === TAB && !isWholeTab
  const isTaken = code === SPACE || isWholeTab

  const begin = isTaken ? position + 1 : position
  const first = indent + (isTaken ? 2 : 1)
  let column = first
  let text = begin
  for (; text < end && isBlank(state.src.charCodeAt(text)); text++) {
    column = columnAfter(state.src.charCodeAt(text), column, base + (isSplitTab ? 1 : 0))
  }

  state.bMarks[line] = begin
  state.tShift[line] = text - begin
  state.sCount[line] = column - first
  state.bsCount[line] = indent + 1 + (hasBlank ? 1 : 0)
  return text >= end
}

import type { StateBlock, Token } from 'markdown-it'
import type { BlockMachine } from './blockMachine.ts'
import type { ContainerFrame, ListFrame } from './frame.ts'
import { progressFrom } from './frame.ts'
import { look, note } from './horizon.ts'
import { at, columnAfter, indentOf, isBlank, textEnd, textStart } from './lines.ts'
import { bulletEnd, numberEnd } from './listMarker.ts'

/** Opens a list with its first item; the caller has made sure that one begins here. */
export function openList(machine: BlockMachine, line: number, parent: ContainerFrame): void {
  const { state, frames } = machine
  const behindNumber = numberEnd(state, line)
  const isOrdered = behindNumber >= 0
  const behindMarker = isOrdered ? behindNumber : bulletEnd(state, line)
  const markerCode = state.src.charCodeAt(behindMarker - 1)
  const opening = isOrdered
    ? state.push('ordered_list_open', 'ol', 1)
    : state.push('bullet_list_open', 'ul', 1)
  if (isOrdered) {
    const first = Number(state.src.slice(textStart(state, line), behindMarker - 1))
    if (first !== 1) opening.attrs = [['start', first]]
  }
  opening.map = [line, 0]
  opening.markup = String.fromCharCode(markerCode)

  const frame: ListFrame = {
    kind: 'list',
    ...progressFrom(line, parent),
    opening,
    isOrdered,
    markerCode,
    outerParentType: state.parentType,
    paragraphs: { pairs: [], hidden: false },
    newParagraphs: [],
    tight: true,
    previousEndsEmpty: false,
    item: opening,
    itemStart: line,
    itemIndent: 0,
    isBare: false,
    itemShift: 0,
    itemOffset: 0,
    outerShift: 0,
    outerOffset: 0,
    outerTight: false,
    outerListIndent: -1,
  }
  state.parentType = 'list'
  frames.push(frame)
  openItem(machine.state, frame, line, behindMarker)
}

/** Opens an item: its marker is taken away from its first line, and what stands indented below belongs to it. */
function openItem(state: StateBlock, frame: ListFrame, line: number, behindMarker: number): void {
  const begin = textStart(state, line)
  const end = textEnd(state, line)
  const first = indentOf(state, line) + behindMarker - begin
  let column = first
  let text = behindMarker
  for (; text < end && isBlank(state.src.charCodeAt(text)); text++) {
    column = columnAfter(state.src.charCodeAt(text), column, at(state.bsCount, line))
  }
  const isEmpty = text >= end
  const gap = isEmpty || column - first > 4 ? 1 : column - first

  const item = state.push('list_item_open', 'li', 1)
  item.markup = String.fromCharCode(frame.markerCode)
  item.map = [line, 0]
  if (frame.isOrdered) item.info = state.src.slice(begin, behindMarker - 1)

  frame.item = item
  frame.itemStart = line
  frame.itemIndent = first + gap
  frame.itemShift = text - at(state.bMarks, line)
  frame.itemOffset = column
  frame.outerTight = state.tight
  frame.outerListIndent = state.listIndent
  state.listIndent = state.blkIndent
  state.blkIndent = frame.itemIndent
  state.tight = true
  takeMarker(state, frame)

  frame.line = line
  frame.hasEmptyLines = false
  frame.after = false
  frame.isBare = isEmpty
}

/**
 * Whether the item that has just been opened stays empty. "A list item can begin with at most one blank line": one
 * whose marker stands alone with a blank line below has nothing in it.
 */
export function staysEmpty(machine: BlockMachine, frame: ListFrame): boolean {
  const { state, horizon } = machine
  if (!frame.isBare) return false
  frame.isBare = false
  const below = frame.itemStart + 1
  note(horizon, below < state.lineMax ? below : machine.lineMaxNeed)
  if (!state.isEmpty(below)) return false
  if (below >= frame.endLine) note(horizon, frame.endNeed)
  state.line = Math.min(state.line + 2, frame.endLine)
  return true
}

/** Takes the marker away from the first line of the item, remembering how the line looks outside of it. */
export function takeMarker(state: StateBlock, frame: ListFrame): void {
  frame.outerShift = at(state.tShift, frame.itemStart)
  frame.outerOffset = at(state.sCount, frame.itemStart)
  state.tShift[frame.itemStart] = frame.itemShift
  state.sCount[frame.itemStart] = frame.itemOffset
}

/** Closes the item, then opens the next one or closes the list. */
export function closeItem(machine: BlockMachine, frame: ListFrame): void {
  leaveItem(machine, frame)
  const { line } = machine.state
  look(machine.horizon, line, frame)
  const behindMarker = nextMarker(machine, frame, line)
  if (behindMarker < 0) closeList(machine, frame, line)
  else openItem(machine.state, frame, line, behindMarker)
}

function leaveItem({ state }: BlockMachine, frame: ListFrame): void {
  if (!state.tight || frame.previousEndsEmpty) frame.tight = false
  frame.previousEndsEmpty = state.line - frame.itemStart > 1 && state.isEmpty(state.line - 1)
  state.blkIndent = state.listIndent
  state.listIndent = frame.outerListIndent
  state.tShift[frame.itemStart] = frame.outerShift
  state.sCount[frame.itemStart] = frame.outerOffset
  state.tight = frame.outerTight
  state.push('list_item_close', 'li', -1).markup = String.fromCharCode(frame.markerCode)
  frame.item.map = [frame.itemStart, state.line]
}

/** The position behind the marker of another item of the same list, or -1 when the list ends before the line. */
function nextMarker({ state, parser }: BlockMachine, frame: ListFrame, line: number): number {
  if (line >= frame.endLine) return -1
  const indent = indentOf(state, line) - state.blkIndent
  if (indent < 0 || indent >= 4) return -1
  const terminators = parser.block.ruler.getRules('list')
  if (terminators.some((rule) => rule(state, line, frame.endLine, true))) return -1
  const behindMarker = frame.isOrdered ? numberEnd(state, line) : bulletEnd(state, line)
  if (behindMarker < 0) return -1
  return state.src.charCodeAt(behindMarker - 1) === frame.markerCode ? behindMarker : -1
}

function closeList({ state, frames }: BlockMachine, frame: ListFrame, line: number): void {
  const closing = frame.isOrdered
    ? state.push('ordered_list_close', 'ol', -1)
    : state.push('bullet_list_close', 'ul', -1)
  closing.markup = String.fromCharCode(frame.markerCode)
  frame.opening.map = [frame.opening.map?.[0] ?? 0, line]
  state.line = line
  state.parentType = frame.outerParentType
  showTightness(frame)
  frames.pop()
}

/** In a tight list no paragraph shows as one. Earlier paragraphs are touched only when the list changes its mind. */
function showTightness({ paragraphs, newParagraphs, tight }: ListFrame): void {
  if (paragraphs.hidden !== tight) {
    paragraphs.hidden = tight
    hide(paragraphs.pairs, tight)
  }
  hide(newParagraphs, tight)
}

function hide(pairs: readonly (readonly Token[])[], hidden: boolean): void {
  for (const pair of pairs) for (const token of pair) token.hidden = hidden
}

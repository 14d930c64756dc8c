import { advanceCheckpoint } from './advanceCheckpoint.ts'
import type { BlockMachine } from './blockMachine.ts'
import type { ContainerFrame } from './frame.ts'
import { look, note } from './horizon.ts'
import { indentOf } from './lines.ts'
import { staysEmpty } from './list.ts'

/**
 * One turn of the loop over the blocks of a container: opens the next block, or tells that the container is through.
 * A block that is read at once is complete afterwards; any other has put its frame on top.
 */
export function stepContainer(machine: BlockMachine, frame: ContainerFrame): 'open' | 'through' {
  const { state, horizon } = machine
  advanceCheckpoint(machine, frame.after ? state.line : frame.line)
  if (frame.after) settleBlock(machine, frame)
  else if (frame.kind === 'list' && staysEmpty(machine, frame)) return 'through'

  if (frame.line >= frame.endLine) {
    note(horizon, frame.endNeed)
    return 'through'
  }
  state.line = frame.line = skipEmptyLines(machine, frame.line)
  if (frame.line >= frame.endLine) {
    note(horizon, frame.endNeed)
    return 'through'
  }
  note(horizon, frame.line)
  if (indentOf(state, frame.line) < state.blkIndent) return 'through'
  if (state.level >= machine.parser.options.maxNesting) {
    // As in markdown-it: what is nested too deeply is dropped to the end of its container.
    state.line = frame.endLine
    note(horizon, frame.endNeed)
    return 'through'
  }

  frame.after = true
  for (const open of machine.openers) {
    if (open(machine, frame.line, frame)) return 'open'
  }
  throw new RangeError('No block rule took the line')
}

/** The end of a block's turn: notes whether blank lines part the blocks, which makes a list around them loose. */
function settleBlock({ state, horizon }: BlockMachine, frame: ContainerFrame): void {
  frame.after = false
  state.tight = !frame.hasEmptyLines
  if (state.isEmpty(state.line - 1)) frame.hasEmptyLines = true
  frame.line = state.line
  look(horizon, frame.line, frame)
  if (frame.line < frame.endLine && state.isEmpty(frame.line)) {
    frame.hasEmptyLines = true
    state.line = ++frame.line
  }
}

/** May run past the end of a quote, whose blank lines markdown-it counts to it. */
function skipEmptyLines(machine: BlockMachine, from: number): number {
  const line = machine.state.skipEmptyLines(from)
  note(machine.horizon, line < machine.state.lineMax ? line : machine.lineMaxNeed)
  return line
}

import type { BlockMachine } from './blockMachine.ts'
import { containerOf } from './blockMachine.ts'
import { advanceCheckpoint } from './advanceCheckpoint.ts'
import type { CodeFrame } from './frame.ts'
import { look } from './horizon.ts'
import { indentOf } from './lines.ts'

const CODE_INDENT = 4

/** Opens indented code, if the line is indented far enough. */
export function openIndentedCode(machine: BlockMachine, line: number): boolean {
  if (indentOf(machine.state, line) - machine.state.blkIndent < CODE_INDENT) return false
  const text = readLine(machine, line)
  machine.frames.push({
    kind: 'code',
    start: line,
    line: line + 1,
    last: line + 1,
    text,
    blank: '',
  })
  return true
}

/**
 * Reads indented code to its end. Blank lines belong to it only if more code follows, so that a checkpoint lies only
 * behind a line of code: parsing goes on from the last one.
 */
export function readIndentedCode(machine: BlockMachine, frame: CodeFrame): void {
  const { state, horizon } = machine
  const extent = containerOf(machine)
  for (; ; frame.line++) {
    const { line } = frame
    if (frame.blank === '') advanceCheckpoint(machine, line)
    look(horizon, line, extent)
    if (line >= extent.endLine) break
    if (state.isEmpty(line)) {
      frame.blank += readLine(machine, line)
      continue
    }
    if (indentOf(state, line) - state.blkIndent < CODE_INDENT) break
    frame.text += frame.blank + readLine(machine, line)
    frame.blank = ''
    frame.last = line + 1
  }
  state.line = frame.last
  const token = state.push('code_block', 'code', 0)
  token.content = frame.text.endsWith('\n') ? frame.text : `${frame.text}\n`
  token.map = [frame.start, frame.last]
  machine.frames.pop()
}

function readLine({ state }: BlockMachine, line: number): string {
  return state.getLines(line, line + 1, CODE_INDENT + state.blkIndent, true)
}

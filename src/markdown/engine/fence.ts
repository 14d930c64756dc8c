import type { BlockMachine } from './blockMachine.ts'
import { containerOf } from './blockMachine.ts'
import { advanceCheckpoint } from './advanceCheckpoint.ts'
import type { FenceFrame } from './frame.ts'
import { look } from './horizon.ts'
import { indentOf, textEnd, textStart } from './lines.ts'
import type { BlockRule } from './stockRules.ts'
import { tryOneLine } from './tryOneLine.ts'

/** Opens a fenced code block, if markdown-it sees one begin in this line. */
export function openFence(machine: BlockMachine, rule: BlockRule, line: number): boolean {
  const token = tryOneLine(machine, rule, line)
  if (token === undefined) return false
  machine.frames.push({
    kind: 'fence',
    start: line,
    line: line + 1,
    info: token.info,
    markup: token.markup,
    indent: indentOf(machine.state, line),
    text: '',
  })
  return true
}

/** Reads the fence to its end, line by line; every line read is done with. */
export function readFence(machine: BlockMachine, frame: FenceFrame): void {
  const { state, horizon } = machine
  const extent = containerOf(machine)
  for (; ; frame.line++) {
    const { line } = frame
    advanceCheckpoint(machine, line)
    look(horizon, line, extent)
    if (line >= extent.endLine) return close(machine, frame, line)
    const isOutdented = indentOf(state, line) < state.blkIndent
    // "If the end of the containing block is reached and no closing code fence has been found": outdented text ends it.
    if (isOutdented && textStart(state, line) < textEnd(state, line)) {
      return close(machine, frame, line)
    }
    if (isClosing(machine, frame, line)) return close(machine, frame, line + 1)
    frame.text += state.getLines(line, line + 1, frame.indent, true)
  }
}

function isClosing({ state }: BlockMachine, frame: FenceFrame, line: number): boolean {
  if (indentOf(state, line) - state.blkIndent >= 4) return false
  const marker = frame.markup.charCodeAt(0)
  const start = textStart(state, line)
  if (state.src.charCodeAt(start) !== marker) return false
  const behind = state.skipChars(start, marker)
  return behind - start >= frame.markup.length && state.skipSpaces(behind) >= textEnd(state, line)
}

function close({ state, frames }: BlockMachine, frame: FenceFrame, end: number): void {
  state.line = end
  const token = state.push('fence', 'code', 0)
  token.info = frame.info
  token.content = frame.text
  token.markup = frame.markup
  token.map = [frame.start, end]
  frames.pop()
}

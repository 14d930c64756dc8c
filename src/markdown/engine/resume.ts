import type { BlockMachine } from './blockMachine.ts'
import type { Extent, Frame } from './frame.ts'
import { copyFrame } from './frame.ts'
import { takeMarker } from './list.ts'
import { enterQuote } from './quote.ts'

/**
 * Puts the machine back to its checkpoint: opens the same containers over the line table as it is now, from the
 * outside in, each taking its marks away from the lines that are still there (from `firstLine` on).
 */
export function resumeAtCheckpoint(machine: BlockMachine, firstLine: number): void {
  const { state, frames, checkpoint, horizon } = machine
  state.tokens.length = checkpoint.tokenCount
  horizon.need = -1
  machine.lineMaxNeed = Number.POSITIVE_INFINITY
  frames.length = 0
  let outer: Extent = { endLine: state.lineMax, endNeed: Number.POSITIVE_INFINITY }
  for (const kept of checkpoint.frames) {
    const frame = copyFrame(kept)
    enter(machine, frame, outer, firstLine)
    if (isExtent(frame)) outer = frame
    frames.push(frame)
  }
  state.level = checkpoint.level
  state.tight = checkpoint.tight
  state.blkIndent = checkpoint.indent
  state.listIndent = checkpoint.listIndent
  state.parentType = checkpoint.parentType
  state.line = checkpoint.line
}

function enter(machine: BlockMachine, frame: Frame, outer: Extent, firstLine: number): void {
  switch (frame.kind) {
    case 'quote':
      return enterQuote(machine, frame, Math.max(frame.start, firstLine), outer)
    case 'root':
    case 'list':
      frame.endLine = outer.endLine
      frame.endNeed = outer.endNeed
      if (frame.kind === 'list' && frame.itemStart >= firstLine) takeMarker(machine.state, frame)
      return
    case 'fence':
    case 'code':
    case 'html':
    case 'table':
  }
}

function isExtent(frame: Frame): frame is Extract<Frame, Extent> {
  return 'endLine' in frame
}

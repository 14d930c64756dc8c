import type { BlockMachine } from './blockMachine.ts'
import { containerOf } from './blockMachine.ts'
import type { Frame } from './frame.ts'
import { copyFrame } from './frame.ts'

/**
 * Moves the checkpoint to where the machine stands, if nothing decided so far can be changed by text still to come.
 * A container that is through is left first, so that a checkpoint always lies within all of its containers.
 */
export function advanceCheckpoint(machine: BlockMachine, line: number): void {
  const { state, horizon, frames } = machine
  if (horizon.need >= horizon.complete || line >= containerOf(machine).endLine) return
  for (const frame of frames) if (frame.kind === 'list') settleParagraphs(frame)
  machine.references.commit()
  machine.checkpoint = {
    frames: frames.map(copyFrame),
    line,
    tokenCount: state.tokens.length,
    level: state.level,
    tight: state.tight,
    indent: state.blkIndent,
    listIndent: state.listIndent,
    parentType: state.parentType,
  }
}

/** Paragraphs before the checkpoint are shared by every later run: they take the tightness the list has shown so far. */
function settleParagraphs(frame: Extract<Frame, { kind: 'list' }>): void {
  for (const pair of frame.newParagraphs) {
    pair[0].hidden = pair[1].hidden = frame.paragraphs.hidden
    frame.paragraphs.pairs.push(pair)
  }
  frame.newParagraphs = []
}

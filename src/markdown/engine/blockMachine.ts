import type { MarkdownIt, StateBlock } from 'markdown-it'
import type { Checkpoint } from './checkpoint.ts'
import type { ContainerFrame, Frame } from './frame.ts'
import { isContainer } from './frame.ts'
import type { Horizon } from './horizon.ts'
import type { References } from './references.ts'

/** What the rules share while they work through the lines at hand. */
export interface BlockMachine {
  readonly parser: MarkdownIt
  readonly state: StateBlock
  readonly horizon: Horizon
  /** The open blocks, outermost first. */
  readonly frames: Frame[]
  /** The active block rules in their order, each as the engine carries it out. */
  readonly openers: readonly BlockOpener[]
  /** What decided where `state.lineMax` lies. */
  lineMaxNeed: number
  /** The furthest place so far from which parsing may go on when more text comes. */
  checkpoint: Checkpoint
  readonly references: References
}

/** Tries to begin a block in the line; true when it has, read to its end or with its frame put on top. */
export type BlockOpener = (
  machine: BlockMachine,
  line: number,
  container: ContainerFrame,
) => boolean

/** The innermost container, whose lines a leaf in it may use. */
export function containerOf(machine: BlockMachine): ContainerFrame {
  for (let index = machine.frames.length - 1; index >= 0; index--) {
    const frame = machine.frames[index]
    if (frame !== undefined && isContainer(frame)) return frame
  }
  throw new RangeError('A block machine without its root frame')
}

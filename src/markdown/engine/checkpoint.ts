import type { Frame } from './frame.ts'

/** A place between two blocks, or two lines of an open one, from which parsing can go on as if it had never stopped. */
export interface Checkpoint {
  readonly frames: readonly Frame[]
  /** The first line that has not been used. */
  readonly line: number
  /** Tokens before this index are final, save the end lines and the tightness of the containers still open. */
  readonly tokenCount: number
  readonly level: number
  readonly tight: boolean
  readonly indent: number
  readonly listIndent: number
  readonly parentType: string
}

export const startCheckpoint: Checkpoint = {
  frames: [
    {
      kind: 'root',
      line: 0,
      endLine: 0,
      endNeed: Number.POSITIVE_INFINITY,
      hasEmptyLines: false,
      after: false,
    },
  ],
  line: 0,
  tokenCount: 0,
  level: 0,
  tight: false,
  indent: 0,
  listIndent: -1,
  parentType: 'root',
}

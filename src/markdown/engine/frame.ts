import type { Token } from 'markdown-it'

/**
 * The blocks that are open at a place, outermost first, take the place of markdown-it's recursion: a checkpoint is a
 * copy of them, and parsing goes on from the copy.
 */
export type Frame = ContainerFrame | LeafFrame
export type ContainerFrame = RootFrame | QuoteFrame | ListFrame
export type LeafFrame = FenceFrame | CodeFrame | HtmlFrame | TableFrame

/** The lines a container may use. `endNeed` is the line that decided where they end, `Infinity` for the end of the text. */
export interface Extent {
  endLine: number
  endNeed: number
}

/** Where the loop over the blocks of a container stands. */
interface Progress extends Extent {
  line: number
  /** A blank line was met: the list around it is loose. */
  hasEmptyLines: boolean
  /** A block has just ended and the blank line behind it has not been looked at. */
  after: boolean
}

export interface RootFrame extends Progress {
  readonly kind: 'root'
}

export interface QuoteFrame extends Progress {
  readonly kind: 'quote'
  readonly start: number
  readonly opening: Token
  readonly outerParentType: string
  readonly outerIndent: number
  readonly outerListIndent: number
  outerLineMax: number
  outerLineMaxNeed: number
  /** Lines as they were before their quote marks were taken away, from `savedFrom` on. */
  savedFrom: number
  saved: SavedLine[]
}

export interface SavedLine {
  readonly begin: number
  readonly shift: number
  readonly indent: number
  readonly base: number
}

/** A list together with the item that is open in it. */
export interface ListFrame extends Progress {
  readonly kind: 'list'
  readonly opening: Token
  readonly isOrdered: boolean
  readonly markerCode: number
  readonly outerParentType: string
  readonly paragraphs: ListParagraphs
  /** Paragraphs of the list that stand behind the checkpoint. */
  newParagraphs: TightPair[]
  tight: boolean
  previousEndsEmpty: boolean
  item: Token
  itemStart: number
  itemIndent: number
  /** Nothing stands behind the marker of the item, and it has not been decided whether anything follows. */
  isBare: boolean
  /** How the first line of the item begins once its marker is taken away. */
  itemShift: number
  itemOffset: number
  outerShift: number
  outerOffset: number
  outerTight: boolean
  outerListIndent: number
}

/** A paragraph's opening and closing token, which are hidden together in a tight list. */
export type TightPair = readonly [opening: Token, closing: Token]

/** The paragraphs of a list before the checkpoint; shared by all copies of its frame. */
export interface ListParagraphs {
  readonly pairs: TightPair[]
  hidden: boolean
}

interface Leaf {
  readonly start: number
  /** The next line to read. */
  line: number
}

export interface FenceFrame extends Leaf {
  readonly kind: 'fence'
  readonly info: string
  readonly markup: string
  readonly indent: number
  text: string
}

export interface CodeFrame extends Leaf {
  readonly kind: 'code'
  text: string
  /** Blank lines that belong to the code only if more code follows. */
  blank: string
  /** The line after the last one that is not blank. */
  last: number
}

export interface HtmlFrame extends Leaf {
  readonly kind: 'html'
  /** What ends the block; nothing when a blank line does. */
  readonly ending: RegExp | undefined
  text: string
}

export interface TableFrame extends Leaf {
  readonly kind: 'table'
  readonly opening: Token
  readonly alignments: readonly string[]
  readonly outerParentType: string
  body: Token | undefined
  /** Cells that rows lacked so far; markdown-it stops a table that lacks too many. */
  missingCells: number
}

/**
 * A copy that parsing can go on from while the original stays as it is. Containers, which are copied with every block,
 * each in a place of its own: where objects of many shapes are copied at one place, engines do it the slow way.
 */
export function copyFrame(frame: Frame): Frame {
  if (frame.kind === 'root') return { ...frame }
  if (frame.kind === 'quote') return { ...frame, saved: [] }
  if (frame.kind === 'list') return { ...frame, newParagraphs: [] }
  return { ...frame }
}

export function isContainer(frame: Frame): frame is ContainerFrame {
  return frame.kind === 'root' || frame.kind === 'quote' || frame.kind === 'list'
}

/** The loop of a container from its first line on. */
export function progressFrom(line: number, extent: Extent): Omit<ContainerFrame, 'kind'> {
  return {
    line,
    endLine: extent.endLine,
    endNeed: extent.endNeed,
    hasEmptyLines: false,
    after: false,
  }
}

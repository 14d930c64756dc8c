import type { BlockListItem } from '../../markdown/blockList.ts'
import type { LinkPolicy } from '../../markdown/linkUrl.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import type { BlockCiting } from '../citations/blockCiting.ts'
import type { DrawnList } from './drawn.ts'
import type { MarkdownComponents } from './markdownComponents.ts'

/** What decides how the blocks of a document look, its text aside. */
export interface BlockDrawing {
  readonly links: LinkPolicy
  readonly components: MarkdownComponents
  readonly breaks: boolean
  /** What every id in this document begins with. */
  readonly idPrefix: string
  /** The reading name of a table's scroll box. */
  readonly tableLabel: string
  readonly taskDoneLabel: string
  readonly taskOpenLabel: string
  /** In front of the host of a link whose label reads as another one. */
  readonly leadsToLabel: string
  /** Puts citations into the text, where an answer has sources. */
  readonly citing?: BlockCiting
}

/** What the drawing of one kind of block needs of the drawing of all. */
export interface BlockBrush {
  readonly drawing: BlockDrawing
  /** Draws blocks `depth` levels deep, as long as not more than `budget` nodes are needed. */
  readonly drawItems: (items: readonly BlockListItem[], depth: number, budget: number) => DrawnList
  /** The text of a paragraph, heading or cell without its first `skip` characters; a cell comes with its row. */
  readonly drawLeafText: (
    block: MarkdownBlock,
    depth: number,
    skip: number,
    row?: MarkdownBlock,
  ) => DrawnList
}

import type { VNode } from 'vue'
import { h } from 'vue'
import { blockAt } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { alignmentClass } from './markup.ts'

/** Tables with more columns scroll instead of squeezing their cells. */
const NARROW_COLUMNS = 4

export function isWide(table: MarkdownBlock): boolean {
  const head = blockAt(table.children, 0)
  const row = head === undefined ? undefined : blockAt(head.children, 0)
  return (row?.children.length ?? 0) > NARROW_COLUMNS
}

/** A cell of a table with its text. */
export function drawCell(cell: MarkdownBlock, children: VNode[]): VNode {
  const isHead = cell.token.type === 'th_open'
  const attributes = {
    key: cell.key,
    class: ['rill-cell', isHead && 'rill-cell-head', alignmentClass(cell.token.attrGet('style'))],
    scope: isHead ? 'col' : undefined,
    dir: 'auto',
  }
  return h(isHead ? 'th' : 'td', attributes, children)
}

/** The index of the last cell that says anything, or -1. */
export function lastFilledCell(row: MarkdownBlock): number {
  let index = row.children.length - 1
  while (index >= 0 && isEmptyCell(blockAt(row.children, index))) index--
  return index
}

function isEmptyCell(cell: MarkdownBlock | undefined): boolean {
  return cell?.token.type === 'td_open' && (cell.inline?.content ?? '') === ''
}

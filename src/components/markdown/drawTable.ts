import type { VNode } from 'vue'
import { h } from 'vue'
import type { BlockSegment } from '../../markdown/blockList.ts'
import { blockAt, isSegment, listBlocks } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import type { BlockBrush } from './blockBrush.ts'
import type { Drawn, DrawnList } from './drawn.ts'
import { drawWith } from './markdownComponents.ts'
import { plainText } from './plainText.ts'
import { TableActions } from './TableActions.ts'
import { drawCell, isWide, lastFilledCell } from './tableMarkup.ts'

/** A wide table scrolls in a box of its own, which the keyboard reaches, and never widens the page. */
export function drawTable(
  brush: BlockBrush,
  block: MarkdownBlock,
  depth: number,
  budget: number,
): Drawn {
  const { drawing } = brush
  const { children, nodes, limited } = drawSections(brush, block, depth + 1, budget)
  const { table } = drawing.components
  if (table !== undefined) {
    const { key, closed } = block
    const plain = visibleText(plainText(block.tokens))
    const vnode = drawWith(table, { closed }, { key, plain, children: () => children })
    return { vnode, nodes, limited }
  }
  const grid = h('table', { class: 'rill-table' }, children)
  const scrolling = {
    class: 'rill-table-scroll',
    role: 'group',
    tabindex: 0,
    'aria-label': drawing.tableLabel,
  }
  const box = { key: block.key, class: 'rill-table-box' }
  const content = [
    h(TableActions, { table: block }),
    isWide(block) ? h('div', scrolling, [grid]) : grid,
  ]
  return { vnode: h('div', box, content), nodes: nodes + 6, limited }
}

/**
 * Head and bodies. The rows of a long table stand in several bodies, one for the first and one for each segment behind
 * them: the browser then lays out the body that grows and takes the others as they were.
 */
function drawSections(
  { drawItems }: BlockBrush,
  table: MarkdownBlock,
  depth: number,
  budget: number,
): DrawnList {
  const sections: VNode[] = []
  let nodes = 0
  let limited = false
  for (const section of listBlocks(table.children)) {
    const isBody = section.token.type === 'tbody_open'
    const items = isBody ? section.children.items : [section]
    const drawn = drawItems(items, isBody ? depth + 1 : depth, budget - nodes)
    const direct = isBody ? items.filter((item) => !isSegment(item)).length : 0
    const rows = drawn.children.slice(0, direct)
    if (rows.length > 0) sections.push(h('tbody', { key: 'first' }, rows))
    sections.push(...drawn.children.slice(direct))
    nodes += drawn.nodes + 1
    limited ||= drawn.limited
  }
  return { children: sections, nodes, limited }
}

/** Whether a segment is one of rows, and not of lower segments. */
export function holdsRows({ items: [first] }: BlockSegment): boolean {
  return first !== undefined && !isSegment(first) && first.token.type === 'tr_open'
}

/**
 * Empty cells at the end of a row are one cell: markdown-it fills short rows up to the width of the head, which lets
 * ten kilobytes of text ask for sixty thousand cells.
 */
export function drawRow({ drawLeafText }: BlockBrush, block: MarkdownBlock, depth: number): Drawn {
  const cells: VNode[] = []
  let nodes = 1
  let limited = false
  const shown = lastFilledCell(block) + 1
  for (let index = 0; index < shown; index++) {
    const cell = blockAt(block.children, index)
    if (cell === undefined) continue
    const text = drawLeafText(cell, depth + 1, 0, block)
    nodes += text.nodes + 1
    limited ||= text.limited
    cells.push(drawCell(cell, text.children))
  }
  const missing = block.children.length - shown
  if (missing > 0) cells.push(h('td', { key: shown, class: 'rill-cell', colspan: missing }))
  return { vnode: h('tr', { key: block.key, class: 'rill-row' }, cells), nodes: nodes + 1, limited }
}

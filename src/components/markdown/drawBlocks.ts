import type { VNode } from 'vue'
import { Fragment, h } from 'vue'
import type { BlockList, BlockListItem, BlockSegment } from '../../markdown/blockList.ts'
import { isFull, isSegment } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { drawCitation } from '../citations/drawCitation.ts'
import type { BlockBrush, BlockDrawing } from './blockBrush.ts'
import type { KeptText } from './drawInline.ts'
import { drawInline } from './drawInline.ts'
import type { Drawn, DrawnList } from './drawn.ts'
import { drawPlain, leaf } from './drawn.ts'
import { isDiagram, drawDiagram, drawFootnote, drawMathBlock } from './drawPlugins.ts'
import { CodeBlock } from './CodeBlock.ts'
import { createHeadingIds } from './headingIds.ts'
import { keep } from './keep.ts'
import { drawListItem } from './drawListItem.ts'
import { drawRow, drawTable, holdsRows } from './drawTable.ts'
import { isList, listClass, listRole, startOf } from './listMarkup.ts'
import { BLOCK_MARKUP, HEADING_MARKUP, UNKNOWN_BLOCK } from './markup.ts'
import { drawWith } from './markdownComponents.ts'

export interface DrawnBlocks {
  readonly children: VNode[]
  readonly limited: boolean
}

/** Deeper nesting overflows the stack in the middle of a patch and leaves a tree that cannot even be unmounted. */
const MAX_DEPTH = 64

/** From here on blocks are drawn as plain text: everything stays readable, the page stays alive. */
const MAX_NODES = 200_000

/**
 * Draws the blocks of one document, each object once: a VNode that Vue meets again is skipped without a look inside.
 * So an append draws the path from the root to the open block, whatever the size of the document.
 */
export function createBlockDrawer(
  drawing: BlockDrawing,
): (tree: BlockList, generation: number) => DrawnBlocks {
  let drawn = new WeakMap<BlockListItem, Drawn>()
  let ids = createHeadingIds(drawing.idPrefix)
  let lastGeneration = 0
  const kept: KeptText = { tokens: new WeakMap(), groups: new WeakMap() }
  const brush: BlockBrush = { drawing, drawItems, drawLeafText }

  function drawList(list: BlockList, depth: number, budget: number): DrawnList {
    return drawItems(list.items, depth, budget)
  }

  function drawItems(items: readonly BlockListItem[], depth: number, budget: number): DrawnList {
    const children: VNode[] = []
    let nodes = 0
    let limited = false
    items.forEach((item, index) => {
      const result = drawItem(item, index, depth, budget - nodes)
      children.push(result.vnode)
      nodes += result.nodes
      limited ||= result.limited
    })
    return { children, nodes, limited }
  }

  function drawItem(item: BlockListItem, index: number, depth: number, budget: number): Drawn {
    const known = drawn.get(item)
    if (known !== undefined) return known
    const result = isSegment(item) ? drawSegment(item, index) : drawSafely(item)
    keep(result.vnode)
    drawn.set(item, result)
    return result

    function drawSegment(segment: BlockSegment, key: number): Drawn {
      const { children, nodes, limited } = drawItems(segment.items, depth, budget)
      const vnode = boxSegment(segment, { key: `segment-${key}`, depth, children })
      return { vnode, nodes: nodes + 1, limited }
    }

    function drawSafely(block: MarkdownBlock): Drawn {
      if (budget <= 0 || depth >= MAX_DEPTH) return drawPlain(block, { limited: true })
      try {
        return drawBlock(block, depth, budget)
      } catch {
        // A plugin's token can be of any shape. Its text is shown, the rest of the answer lives.
        return drawPlain(block, { limited: false })
      }
    }
  }

  function drawBlock(block: MarkdownBlock, depth: number, budget: number): Drawn {
    const { token, key } = block
    switch (token.type) {
      case 'fence':
      case 'code_block':
        return leaf(drawCode(block))
      case 'hr':
        return leaf(h('hr', { key, class: 'rill-rule' }))
      case 'html_block':
        return drawPlain(block, { limited: false })
      case 'math_block':
        return leaf(drawMathBlock(block, drawing.components, drawCitationsOf(block)))
      case 'footnote_open':
        return drawFootnote(block, drawList(block.children, depth + 1, budget), {
          components: drawing.components,
          ids,
        })
      case 'table_open':
        return drawTable(brush, block, depth, budget)
      case 'tr_open':
        return drawRow(brush, block, depth)
      case 'list_item_open':
        return drawListItem(brush, block, depth, budget)
      default:
        return block.inline === undefined
          ? drawContainer(block, depth, budget)
          : drawText(block, depth)
    }
  }

  function drawCode(block: MarkdownBlock): VNode {
    const { key, token, closed } = block
    const citations = drawCitationsOf(block)
    const props = { code: token.content, info: token.info, closed }
    const { fence, diagram } = drawing.components
    if (diagram !== undefined && isDiagram(token)) {
      return drawDiagram(block, diagram, citations)
    }
    return fence === undefined
      ? h(CodeBlock, { key, ...props, citations })
      : drawWith(fence, props, { key, plain: visibleText(token.content), behind: citations })
  }

  /** The chips of sources that what has no text leans on: undefined, and always the same, where there are none. */
  function drawCitationsOf(block: MarkdownBlock): VNode[] | undefined {
    const tokens = drawing.citing?.citeWhole(block) ?? []
    if (tokens.length === 0) return undefined
    const component = drawing.components.citation
    return tokens.map((token) => drawCitation(token, { unfinished: false, component }))
  }

  function drawContainer(block: MarkdownBlock, depth: number, budget: number): Drawn {
    const { children, nodes, limited } = drawList(block.children, depth + 1, budget)
    const markup = BLOCK_MARKUP.get(block.token.type)
    if (markup === undefined && block.token.nesting === 0)
      return drawPlain(block, { limited: false })
    const { tag, class: name } = markup ?? UNKNOWN_BLOCK
    const attributes = isList(block)
      ? {
          key: block.key,
          class: listClass(block),
          start: startOf(block.token),
          role: listRole(block),
        }
      : { key: block.key, class: name }
    return { vnode: h(tag, attributes, children), nodes: nodes + 1, limited }
  }

  function drawText(block: MarkdownBlock, depth: number): Drawn {
    const { token, key } = block
    const text = drawLeafText(block, depth, 0)
    const { heading } = drawing.components
    if (heading !== undefined && token.type === 'heading_open') {
      const plain = visibleText(block.inline?.content ?? '')
      const children = (): VNode[] => text.children
      const props = { level: Number(token.tag[1]), id: headingId(block) }
      const vnode = drawWith(heading, props, { key, plain, children })
      return { ...text, vnode }
    }
    const markup = HEADING_MARKUP.get(token.tag) ?? BLOCK_MARKUP.get(token.type) ?? UNKNOWN_BLOCK
    // The id stands last, where it also comes to stand when it is added later.
    const attributes = { key, class: markup.class, dir: 'auto', id: headingId(block) }
    return { ...text, vnode: h(markup.tag, attributes, text.children), nodes: text.nodes + 1 }
  }

  /** A heading that is still being typed has no id yet. */
  function headingId({ token, inline, closed }: MarkdownBlock): string | undefined {
    if (token.type !== 'heading_open' || !closed) return undefined
    return ids.headingId(token.map?.[0] ?? 0, inline?.content ?? '')
  }

  function drawLeafText(
    block: MarkdownBlock,
    depth: number,
    skip: number,
    row?: MarkdownBlock,
  ): DrawnList {
    return drawInline(drawing.citing?.cite(block, row) ?? block.inline?.children ?? [], {
      links: drawing.links,
      leadsToLabel: drawing.leadsToLabel,
      components: drawing.components,
      idPrefix: drawing.idPrefix,
      breaks: drawing.breaks,
      open: !block.closed,
      kept: block.closed ? undefined : kept,
      depth: MAX_DEPTH - depth,
      skip,
    })
  }

  return (tree, generation) => {
    if (generation !== lastGeneration) {
      // Another text: its headings are counted from the start, and what was drawn bears the ids of the earlier one.
      lastGeneration = generation
      drawn = new WeakMap()
      ids = createHeadingIds(drawing.idPrefix)
    }
    drawing.citing?.forgetChanged(tree, drawn)
    const { children, limited } = drawList(tree, 0, MAX_NODES)
    return { children, limited }
  }
}

/** Only where a box may stand between the blocks, and around rows; the items of a list stand for themselves. */
function boxSegment(
  segment: BlockSegment,
  { key, depth, children }: { key: string; depth: number; children: VNode[] },
): VNode {
  if (depth === 0) return h('div', { key, class: segmentClass(segment) }, children)
  return holdsRows(segment) ? h('tbody', { key }, children) : h(Fragment, { key }, children)
}

/** A segment that takes no more blocks is skipped by the browser while it is off the screen. */
function segmentClass(segment: BlockSegment): string {
  return isFull(segment) ? 'rill-segment rill-segment-full' : 'rill-segment'
}

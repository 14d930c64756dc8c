import type { VNode } from 'vue'
import { h } from 'vue'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { visibleText } from '../../markdown/visibleText.ts'
import { plainText } from './plainText.ts'

/** Several blocks, or the text of one, as they were drawn. */
export interface DrawnList {
  readonly children: VNode[]
  /** Elements and text nodes in them. */
  readonly nodes: number
  /** Nesting was cut somewhere, or there was too much to draw. */
  readonly limited: boolean
}

/** A block or a segment as it was drawn, kept as long as the block's object lives. */
export interface Drawn extends Omit<DrawnList, 'children'> {
  readonly vnode: VNode
}

/** A single element without text of its own. */
export function leaf(vnode: VNode): Drawn {
  return { vnode, nodes: 1, limited: false }
}

/** A block as nothing but its text. */
export function drawPlain(block: MarkdownBlock, { limited }: { limited: boolean }): Drawn {
  const text = visibleText(plainText(block.tokens)).trimEnd()
  const attributes = { key: block.key, class: 'rill-paragraph rill-plain', dir: 'auto' }
  return { vnode: h('p', attributes, text), nodes: 2, limited }
}

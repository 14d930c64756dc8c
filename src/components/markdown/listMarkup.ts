import type { Token } from 'markdown-it'
import { isSegment } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'

/** Whether a block is a list of either kind. */
export function isList(block: MarkdownBlock): boolean {
  return block.token.type === 'bullet_list_open' || block.token.type === 'ordered_list_open'
}

/** The class of a list: a loose one, whose items stand apart, has one more. */
export function listClass(list: MarkdownBlock): string {
  return isLoose(list) ? 'rill-list rill-list-loose' : 'rill-list'
}

/** All paragraphs that stand directly in the items of a list are hidden, or none: the first one found tells. */
function isLoose(list: MarkdownBlock): boolean {
  for (const item of list.children.items) {
    if (isSegment(item)) return false
    for (const child of item.children.items) {
      if (!isSegment(child) && child.token.type === 'paragraph_open') return !child.token.hidden
    }
  }
  return false
}

/** The first number of an ordered list; HTML knows 32-bit integers only, markdown nine digits, so that it always fits. */
export function startOf(token: Token): number | undefined {
  const start = Number(token.attrGet('start') ?? Number.NaN)
  return Number.isSafeInteger(start) ? start : undefined
}

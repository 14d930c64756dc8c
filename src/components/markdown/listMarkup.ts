import type { Token } from 'markdown-it'
import { isSegment } from '../../markdown/blockList.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'

/** Whether a block is a list of either kind. */
export function isList(block: MarkdownBlock): boolean {
  return block.token.type === 'bullet_list_open' || block.token.type === 'ordered_list_open'
}

/**
 * Bullets are drawn as a background, because a marker is a box of its own that the browser lays out and paints with
 * every frame: a quarter of the cost of a long list. Safari takes a list without markers for no list; the role says
 * that it is one.
 */
export function listRole(list: MarkdownBlock): string | undefined {
  return list.token.type === 'bullet_list_open' ? 'list' : undefined
}

/** The class of an item: a bullet where the list has no numbers and the item no box. */
export function itemClass(item: MarkdownBlock, task: unknown): string {
  if (task !== undefined) return 'rill-item rill-task'
  return /[.)]/.test(item.token.markup) ? 'rill-item' : 'rill-item rill-bullet'
}

/** The class of a list: a loose one, whose items stand apart, has one more. */
export function listClass(list: MarkdownBlock): string {
  const kind = list.token.type === 'ordered_list_open' ? 'rill-list rill-numbered' : 'rill-list'
  return isLoose(list) ? `${kind} rill-list-loose` : kind
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

import type { MarkdownBlock } from './markdownBlock.ts'

/**
 * A list that is never changed in place, with a shape that only grows: the first 16 blocks stand directly in `items`,
 * then come 16 segments of 16 blocks, then 16 segments of 256, and so on.
 *
 * Appending copies one path (a few arrays of at most 16 entries), every other segment keeps its identity, and a block
 * never moves to another place in the shape. So a renderer that skips what it has already drawn does O(log n) work for
 * an append to n blocks, and never has to re-mount anything because the list grew.
 */
export interface BlockList {
  readonly length: number
  readonly items: readonly BlockListItem[]
}

/** 16 blocks (`height` 1) or 16 segments one lower. */
export interface BlockSegment {
  readonly height: number
  readonly items: readonly BlockListItem[]
}

export type BlockListItem = MarkdownBlock | BlockSegment

const WIDTH = 16

export const emptyBlockList: BlockList = { length: 0, items: [] }

export function isSegment(item: BlockListItem): item is BlockSegment {
  return 'height' in item
}

/** Whether a segment holds all the blocks it ever will, and none of them is open. */
export function isFull(segment: BlockSegment): boolean {
  const last = segment.items.at(-1)
  if (segment.items.length < WIDTH || last === undefined) return false
  return isSegment(last) ? isFull(last) : last.closed
}

/** A list with the block at that index, which is at most one past the end. */
export function withBlock(list: BlockList, index: number, block: MarkdownBlock): BlockList {
  const length = Math.max(list.length, index + 1)
  if (index < WIDTH) return { length, items: withItem(list.items, index, block) }
  const { at, height, rest } = locate(index)
  return { length, items: withItem(list.items, at, within(list.items[at], height, rest, block)) }
}

/** The block at that index, or nothing past the end. */
export function blockAt(list: BlockList, index: number): MarkdownBlock | undefined {
  if (index < 0 || index >= list.length) return undefined
  if (index < WIDTH) return asBlock(list.items[index])
  let { at, height, rest } = locate(index)
  let item = list.items[at]
  for (; item !== undefined && isSegment(item); height--) {
    const span = WIDTH ** (height - 1)
    item = item.items[Math.floor(rest / span)]
    rest %= span
  }
  return asBlock(item)
}

/** The blocks in order, as a plain array of their own. */
export function listBlocks(list: BlockList): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  collect(list.items, blocks)
  return blocks
}

function collect(items: readonly BlockListItem[], into: MarkdownBlock[]): void {
  for (const item of items) {
    if (isSegment(item)) collect(item.items, into)
    else into.push(item)
  }
}

/** Where a block past the first 16 lives: which item, how high that segment is, and the place within it. */
function locate(index: number): { at: number; height: number; rest: number } {
  let rest = index - WIDTH
  let height = 1
  let span = WIDTH
  while (rest >= span * WIDTH) {
    rest -= span * WIDTH
    height++
    span *= WIDTH
  }
  return { at: WIDTH * height + Math.floor(rest / span), height, rest: rest % span }
}

function within(
  item: BlockListItem | undefined,
  height: number,
  rest: number,
  block: MarkdownBlock,
): BlockListItem {
  if (height === 0) return block
  const items = item !== undefined && isSegment(item) ? item.items : []
  const span = WIDTH ** (height - 1)
  const at = Math.floor(rest / span)
  return { height, items: withItem(items, at, within(items[at], height - 1, rest % span, block)) }
}

function withItem(
  items: readonly BlockListItem[],
  at: number,
  item: BlockListItem,
): readonly BlockListItem[] {
  const copy = items.slice()
  copy[at] = item
  return copy
}

function asBlock(item: BlockListItem | undefined): MarkdownBlock | undefined {
  return item === undefined || isSegment(item) ? undefined : item
}

import type { Token } from 'markdown-it'
import type { BlockList, BlockListItem } from '../../markdown/blockList.ts'
import { isSegment } from '../../markdown/blockList.ts'
import type { CitedTokens } from '../../markdown/citations/citeTokens.ts'
import { citation, citeTokens } from '../../markdown/citations/citeTokens.ts'
import type { LineAnchor } from '../../markdown/citations/locateSpans.ts'
import { anchorInCell } from '../../markdown/citations/anchorInCell.ts'
import { placeAnchors } from '../../markdown/citations/placeAnchors.ts'
import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'

/** Puts citations into what is drawn of a document, block by block. */
export interface BlockCiting {
  /** The tokens of a block's text, its citations among them; a cell comes with its row. */
  cite(block: MarkdownBlock, row?: MarkdownBlock): readonly Token[]
  /** The citations of what has no text that they could stand in: code, a formula, a diagram. */
  citeWhole(block: MarkdownBlock): readonly Token[]
  /** Forgets what was drawn where a mark came or went, and on the way to it; everything else stays. */
  forgetChanged(tree: BlockList, drawn: WeakMap<BlockListItem, unknown>): void
}

/** @param anchorsNow Where sources are cited without a mark in the text; the same list while nothing about it changed. */
export function createBlockCiting(anchorsNow: () => readonly LineAnchor[]): BlockCiting {
  const kept: CitedTokens = new WeakMap()
  let anchors: readonly LineAnchor[] = []
  let byLine = new Map<number, readonly LineAnchor[]>()

  function anchorsOf({ token }: MarkdownBlock): readonly LineAnchor[] {
    const [from, to] = token.map ?? [0, 0]
    const found: LineAnchor[] = []
    for (let line = from; line < to && byLine.size > 0; line++) {
      found.push(...(byLine.get(line) ?? []))
    }
    return found
  }

  return {
    cite(block, row = block) {
      const { inline } = block
      if (inline === undefined) return []
      const found = anchorsOf(row)
      const here =
        row === block ? found : found.flatMap((anchor) => anchorInCell(anchor, block.key))
      const line = row.token.map?.[0] ?? 0
      const placed = here.length === 0 ? [] : placeAnchors(inline, line, here)
      return citeTokens(inline.children ?? [], placed, kept)
    },
    citeWhole(block) {
      const labels = new Set(anchorsOf(block).map(({ label }) => label))
      return labels.size === 0 ? [] : [citation('', [...labels])]
    },
    forgetChanged(tree, drawn) {
      const now = anchorsNow()
      if (now === anchors) return
      const lines = changedLines(anchors, now)
      anchors = now
      byLine = groupByLine(now)
      if (lines.length > 0) forget(tree.items, lines, drawn)
    },
  }
}

function groupByLine(anchors: readonly LineAnchor[]): Map<number, readonly LineAnchor[]> {
  const byLine = new Map<number, readonly LineAnchor[]>()
  for (const anchor of anchors) {
    byLine.set(anchor.line, [...(byLine.get(anchor.line) ?? []), anchor])
  }
  return byLine
}

function changedLines(
  before: readonly LineAnchor[],
  now: readonly LineAnchor[],
): readonly number[] {
  const known = new Set(before.map(nameOf))
  const kept = new Set(now.map(nameOf))
  const changed = [
    ...now.filter((anchor) => !known.has(nameOf(anchor))),
    ...before.filter((anchor) => !kept.has(nameOf(anchor))),
  ]
  return [...new Set(changed.map(({ line }) => line))]
}

function nameOf({ line, column, label }: LineAnchor): string {
  return `${line}:${column}:${label}`
}

/** Whether one of the items holds one of the lines; those on the way to it are forgotten. */
function forget(
  items: readonly BlockListItem[],
  lines: readonly number[],
  drawn: WeakMap<BlockListItem, unknown>,
): boolean {
  let isTouched = false
  for (const item of items) {
    if (!isSegment(item) && !holds(item, lines)) continue
    const isBelow = forget(isSegment(item) ? item.items : item.children.items, lines, drawn)
    if (isSegment(item) && !isBelow) continue
    drawn.delete(item)
    isTouched = true
  }
  return isTouched
}

function holds({ token }: MarkdownBlock, lines: readonly number[]): boolean {
  const { map } = token
  // Cells have no lines of their own; the row they stand in has, and is drawn with them.
  return map !== null && lines.some((line) => line >= map[0] && line < map[1])
}

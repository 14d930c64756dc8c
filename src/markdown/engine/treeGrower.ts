import type { Token } from 'markdown-it'
import type { BlockList } from '../blockList.ts'
import { blockAt, withBlock } from '../blockList.ts'
import type { TreePlace } from '../blockTree.ts'
import { continueTree, endTree, growTree, pathOf, startTree } from '../blockTree.ts'
import type { MarkdownBlock } from '../markdownBlock.ts'
import { createBlock } from '../markdownBlock.ts'
import type { EngineUpdate } from './incrementalEngine.ts'

/** Keeps the tree of blocks in step with the engine, touching only what an update touched. */
export interface TreeGrower {
  grow(update: EngineUpdate, finished: boolean): BlockList
}

export function createTreeGrower(previous: BlockList): TreeGrower {
  /** The place in the tree behind the last final token. */
  let settled: TreePlace = startTree(previous)
  let settledCount = 0
  let tree = previous
  /** Where final text stands that may refer to a definition. */
  const paths = new WeakMap<Token, readonly number[]>()

  function settle(tokens: readonly Token[], count: number): void {
    for (; settledCount < count; settledCount++) {
      const token = tokens[settledCount]
      if (token === undefined) return
      if (token.type === 'inline' && token.content.includes('[')) paths.set(token, pathOf(settled))
      settled = growTree(settled, token, true)
    }
  }

  return {
    grow(update, finished) {
      settled = continueTree(settled, tree)
      for (const token of update.revised) {
        const path = paths.get(token)
        if (path !== undefined) settled = reviseInPlace(settled, path)
      }
      settle(update.tokens, update.settled)
      let place = settled
      for (let index = settledCount; index < update.tokens.length; index++) {
        const token = update.tokens[index]
        if (token !== undefined) place = growTree(place, token, finished)
      }
      tree = endTree(place, tree)
      return tree
    },
  }
}

/** The same place after the block at the path, which is closed, was given a new object. */
function reviseInPlace(place: TreePlace, path: readonly number[]): TreePlace {
  const open = openPlaces(place)
  // The block hangs below the innermost open block that the path leads through.
  let depth = 0
  while (open[depth + 1]?.key === path[depth] && depth < path.length - 1) depth++
  return revisePlace(place, open.length - 1 - depth, path.slice(depth))
}

function revisePlace(place: TreePlace, up: number, path: readonly number[]): TreePlace {
  if (up > 0 && place.parent !== undefined) {
    return { ...place, parent: revisePlace(place.parent, up - 1, path), changed: true }
  }
  return { ...place, children: reviseList(place.children, path), changed: true }
}

function reviseList(list: BlockList, path: readonly number[]): BlockList {
  const [key = 0, ...rest] = path
  const block = blockAt(list, key)
  return block === undefined ? list : withBlock(list, key, reviseBlock(block, rest))
}

function reviseBlock(block: MarkdownBlock, path: readonly number[]): MarkdownBlock {
  const { key, token, closing, inline, closed } = block
  const children = path.length === 0 ? block.children : reviseList(block.children, path)
  return createBlock({ key, token, closing, inline, children, closed })
}

/** The open blocks, the root first. */
function openPlaces(place: TreePlace): TreePlace[] {
  const places: TreePlace[] = []
  for (let at: TreePlace | undefined = place; at !== undefined; at = at.parent) places.unshift(at)
  return places
}

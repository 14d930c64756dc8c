import type { Token } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { blockAt, emptyBlockList, withBlock } from './blockList.ts'
import type { MarkdownBlock } from './markdownBlock.ts'
import { adoptTokens, createBlock } from './markdownBlock.ts'
import { sameInline, sameToken } from './sameToken.ts'

/**
 * A place in the tree that is being built: the chain of blocks that are open there, innermost first.
 * Never changed in place, so that a place can be kept and built on from again.
 */
export interface TreePlace {
  readonly parent: TreePlace | undefined
  /** The token that opened this block; nothing at the root. */
  readonly token: Token | undefined
  readonly key: number
  readonly inline: Token | undefined
  readonly children: BlockList
  /** The block that stood here before, whose object is used again when nothing in it differs. */
  readonly previous: MarkdownBlock | undefined
  readonly previousChildren: BlockList
  /** Whether a child differs from the one that stood there before. */
  readonly changed: boolean
}

/** The empty document, to be compared with what `previous` held. */
export function startTree(previous: BlockList): TreePlace {
  return place(undefined, undefined, 0, undefined, previous)
}

/**
 * The same place in front of a newer tree, which was grown from it: what it holds already is in that tree, and blocks
 * that open from here on are compared with what stands there.
 */
export function continueTree(at: TreePlace, tree: BlockList): TreePlace {
  if (at.parent === undefined) return { ...at, previousChildren: tree, changed: false }
  const parent = continueTree(at.parent, tree)
  const previous = blockAt(parent.previousChildren, at.key)
  const previousChildren = previous?.children ?? emptyBlockList
  return { ...at, parent, previous, previousChildren, changed: false }
}

/** The keys on the way from the root to the block that is open at this place. */
export function pathOf(at: TreePlace): number[] {
  return at.parent === undefined ? [] : [...pathOf(at.parent), at.key]
}

/**
 * The place after one more token.
 * `closed` is whether the block that ends with this token, if one does, can no longer change.
 */
export function growTree(at: TreePlace, token: Token, closed: boolean): TreePlace {
  if (token.nesting === 1) return open(at, token)
  if (token.nesting === -1) return close(at, token, closed)
  if (token.type === 'inline' && at.token !== undefined) return { ...at, inline: token }
  return close(open(at, token), undefined, closed)
}

/**
 * The whole tree as a flat token list describes it; blocks that equal their predecessor keep its object. Blocks that end
 * before the token at `openFrom` are closed.
 */
export function buildTree(
  tokens: readonly Token[],
  previous: BlockList,
  openFrom: number,
): BlockList {
  let at = startTree(previous)
  tokens.forEach((token, index) => {
    at = growTree(at, token, index < openFrom)
  })
  return endTree(at, previous)
}

/** The tree that was built; the previous one, if nothing in it differs. */
export function endTree(at: TreePlace, previous: BlockList): BlockList {
  return at.changed || at.children.length !== previous.length ? at.children : previous
}

function open(at: TreePlace, token: Token): TreePlace {
  const key = at.children.length
  const previous = blockAt(at.previousChildren, key)
  return place(at, token, key, previous, previous?.children ?? emptyBlockList)
}

function close(at: TreePlace, closing: Token | undefined, closed: boolean): TreePlace {
  const { parent, token } = at
  // A closing token without its opening one: a plugin's token stream need not be balanced.
  if (parent === undefined || token === undefined) return at
  const block = reuse(at, token, closing, closed)
  return {
    ...parent,
    children: withBlock(parent.children, at.key, block),
    changed: parent.changed || block !== at.previous,
  }
}

function reuse(
  at: TreePlace,
  token: Token,
  closing: Token | undefined,
  closed: boolean,
): MarkdownBlock {
  const { previous, inline, children, key } = at
  if (
    previous !== undefined &&
    !at.changed &&
    previous.closed === closed &&
    previous.children.length === children.length &&
    sameToken(previous.token, token) &&
    sameInline(previous.inline, inline)
  ) {
    return previous.token === token ? previous : adoptTokens(previous, { token, closing, inline })
  }
  return createBlock({ key, token, closing, inline, children, closed })
}

function place(
  parent: TreePlace | undefined,
  token: Token | undefined,
  key: number,
  previous: MarkdownBlock | undefined,
  previousChildren: BlockList,
): TreePlace {
  return {
    parent,
    token,
    key,
    inline: undefined,
    children: emptyBlockList,
    previous,
    previousChildren,
    changed: false,
  }
}

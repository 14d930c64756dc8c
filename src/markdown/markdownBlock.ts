import type { Token } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { listBlocks } from './blockList.ts'

/**
 * One block of the document: a paragraph, a fence, a list with its items as children.
 *
 * A block object never changes. The same object in two looks means that nothing in it changed, children included, so a
 * renderer may skip it whole.
 */
export interface MarkdownBlock {
  /** Position among the siblings, counted from 0: stable, because text is only appended. */
  readonly key: number
  /** The opening token of a pair, or the only token of the block. */
  readonly token: Token
  readonly closing: Token | undefined
  /** What a paragraph, heading or table cell says. Absent in containers and in code. */
  readonly inline: Token | undefined
  /** Blocks inside: the items of a list, the rows of a table body, the content of a quote. */
  readonly children: BlockList
  /** No text that may still come can change this block, save a link definition that its text refers to. */
  readonly closed: boolean
  /** All tokens of the block in document order; collected on each read. */
  readonly tokens: readonly Token[]
}

/** What all blocks share: the flat list of tokens costs nothing until somebody asks. */
const shared = {
  get tokens(): readonly Token[] {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- asked of nothing but the blocks made below
    return collectTokens(this as MarkdownBlock)
  },
}

/** A block; the getter it shares with all others, since one of its own took longer than the rest of the block. */
export function createBlock(parts: Omit<MarkdownBlock, 'tokens'>): MarkdownBlock {
  const block: { -readonly [Name in keyof MarkdownBlock]: MarkdownBlock[Name] } =
    Object.create(shared)
  block.key = parts.key
  block.token = parts.token
  block.closing = parts.closing
  block.inline = parts.inline
  block.children = parts.children
  block.closed = parts.closed
  return block
}

/**
 * The same block with other tokens that say the same. A reader changes its tokens in place when a list becomes loose, so
 * that a block which is kept from an earlier reading has to have those of the reader that goes on.
 */
export function adoptTokens(
  block: MarkdownBlock,
  tokens: Pick<MarkdownBlock, 'token' | 'closing' | 'inline'>,
): MarkdownBlock {
  return Object.assign(block, tokens)
}

function collectTokens(block: MarkdownBlock): Token[] {
  const tokens = [block.token]
  if (block.inline !== undefined) tokens.push(block.inline)
  for (const child of listBlocks(block.children)) tokens.push(...child.tokens)
  if (block.closing !== undefined) tokens.push(block.closing)
  return tokens
}

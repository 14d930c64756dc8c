import type { MarkdownIt, Token } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { emptyBlockList, listBlocks } from './blockList.ts'
import { buildTree } from './blockTree.ts'
import { createDefaultParser } from './defaultParser.ts'
import type { MarkdownBlock } from './markdownBlock.ts'
import { holdUnfinishedDefinition } from './repair.ts'

export interface MarkdownDocumentOptions {
  /** Your own markdown-it 15 with its plugins. Default: raw HTML off, bare addresses become links. */
  readonly parser?: MarkdownIt
  /**
   * Show markup that is still being typed as if it were closed, and hold back what would be acted on too early.
   * Touches only the open end of the text, never after `finish()`. Default: false.
   */
  readonly repair?: boolean
}

/**
 * Markdown that grows at its end.
 *
 * Without `repair`, whenever somebody looks, `tokens()` equals `parser.parse(source, {})` and `html()` equals
 * `parser.render(source)`, whatever the text and wherever it was cut.
 */
export interface MarkdownDocument {
  /** Takes the next text. Only buffers: nothing is parsed until somebody looks. */
  append(chunk: string): void
  /** No more text comes: the open end counts as it stands. Text appended later opens the document again. */
  finish(): void
  /** Empties the document. Blocks of the text that follows keep their objects where they are equal. */
  reset(): void
  /** All text appended since the start or the last reset. */
  readonly source: string
  /** The top-level blocks, as a new array whenever one of them changed. */
  readonly blocks: readonly MarkdownBlock[]
  /** The same blocks in the shape that grows in O(log n), for renderers. */
  readonly tree: BlockList
  /** The flat token list of markdown-it. Yours to read, not to change. */
  tokens(): Token[]
  html(): string
}

/** A document around one markdown-it instance; see {@link MarkdownDocument}. */
export function createMarkdownDocument(options: MarkdownDocumentOptions = {}): MarkdownDocument {
  const parser = options.parser ?? createDefaultParser()
  const repair = options.repair ?? false
  let source = ''
  let finished = false
  let tokens: Token[] | undefined
  let tree: BlockList | undefined
  let lastTree: BlockList = emptyBlockList
  let blocks: readonly MarkdownBlock[] | undefined

  function outdate(): void {
    tokens = undefined
    tree = undefined
  }

  function readTokens(): Token[] {
    tokens ??= parser.parse(shownSource(), {})
    return tokens
  }

  function shownSource(): string {
    return repair && !finished ? holdUnfinishedDefinition(source) : source
  }

  function readTree(): BlockList {
    if (tree === undefined) {
      tree = buildTree(readTokens(), lastTree, finished)
      if (tree !== lastTree) blocks = undefined
      lastTree = tree
    }
    return tree
  }

  return {
    append(chunk) {
      if (chunk === '') return
      source += chunk
      finished = false
      outdate()
    },
    finish() {
      if (finished) return
      finished = true
      outdate()
    },
    reset() {
      source = ''
      finished = false
      outdate()
    },
    get source() {
      return source
    },
    get tree() {
      return readTree()
    },
    get blocks() {
      const current = readTree()
      blocks ??= listBlocks(current)
      return blocks
    },
    tokens: readTokens,
    html: () => parser.render(shownSource()),
  }
}

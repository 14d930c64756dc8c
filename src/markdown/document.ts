import type { MarkdownIt, Token } from 'markdown-it'
import { createAdaptiveReader } from './adaptiveReader.ts'
import type { BlockList } from './blockList.ts'
import { emptyBlockList, listBlocks } from './blockList.ts'
import { createDefaultParser } from './defaultParser.ts'
import type { MarkdownBlock } from './markdownBlock.ts'
import { isSameState, parserState } from './parserState.ts'
import type { MarkdownReader, Reading } from './reader.ts'
import { renderCopies, renderTokens } from './renderTokens.ts'
import { createGatedReader } from './repair/gatedReader.ts'

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
  /** How often the text was started over: what was kept about an earlier text says nothing about this one. */
  readonly generation: number
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
  let generation = 0
  let state = parserState(parser)
  let tree: BlockList = emptyBlockList
  let reader = createReader()
  let reading: Reading | undefined
  let blocks: readonly MarkdownBlock[] | undefined

  function createReader(): MarkdownReader {
    const plain = createAdaptiveReader(parser, tree)
    return repair ? createGatedReader(plain) : plain
  }

  function read(): Reading {
    if (!isSameState(state, parserState(parser))) startOver()
    if (reading !== undefined) return reading
    const fresh = reader.read({ finished, repair })
    if (fresh.tree !== tree) blocks = undefined
    tree = fresh.tree
    reading = fresh
    return fresh
  }

  /** Reads the text again from its start: the parser is not the one that read it, or the text is another. */
  function startOver(): void {
    state = parserState(parser)
    reading = undefined
    reader = createReader()
    reader.append(source)
  }

  return {
    append(chunk) {
      if (chunk === '') return
      source += chunk
      reader.append(chunk)
      finished = false
      reading = undefined
    },
    finish() {
      if (finished) return
      finished = true
      reading = undefined
    },
    reset() {
      source = ''
      finished = false
      generation++
      startOver()
    },
    get generation() {
      return generation
    },
    get source() {
      return source
    },
    get tree() {
      return read().tree
    },
    get blocks() {
      const current = read().tree
      blocks ??= listBlocks(current)
      return blocks
    },
    tokens: () => [...read().tokens],
    html() {
      const { tokens, shown } = read()
      const html = renderTokens(parser, tokens)
      if (html !== undefined) return html
      const isOpen = repair && !finished && shown === undefined
      return isOpen ? renderCopies(parser, tokens) : parser.render(shown ?? source)
    },
  }
}

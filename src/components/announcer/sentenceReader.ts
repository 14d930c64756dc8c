import type { MarkdownBlock } from '../../markdown/markdownBlock.ts'
import { listBlocks } from '../../markdown/blockList.ts'
import { createMarkdownDocument } from '../../markdown/document.ts'
import { plainText } from '../markdown/plainText.ts'
import { visibleText } from '../../markdown/visibleText.ts'

/** Takes an answer as it grows, and gives what of it can be said. */
export interface SentenceReader {
  /**
   * The sentences that have been finished since the last time, without their markup; `markdown` is the whole text so
   * far. A sentence counts as finished when something follows it, or when `isFinal`.
   */
  read(markdown: string, options?: { readonly isFinal?: boolean }): readonly string[]
}

export interface SentenceReaderOptions {
  /** Said in place of code, which nobody can listen to. Default: nothing. */
  readonly codeWord?: () => string
}

/** After one of these a voice pauses by itself. */
const ENDS_SENTENCE = /[.!?\u2026。！？；：:;，,]$/u

/**
 * Reads sentences out of markdown that grows at its end.
 *
 * A paragraph, an item of a list, a heading or a row of a table ends a sentence whatever it ends with. Where sentences end
 * within one is known to `Intl.Segmenter`, for Chinese as for English.
 */
export function createSentenceReader({ codeWord }: SentenceReaderOptions = {}): SentenceReader {
  let document = createMarkdownDocument({ repair: true })
  /** Blocks that were said to their end. */
  let blocksSaid = 0
  /** Pieces of the block after those, and sentences of the piece after those. */
  let piecesSaid = 0
  let sentencesSaid = 0

  function startOver(): void {
    document = createMarkdownDocument({ repair: true })
    blocksSaid = piecesSaid = sentencesSaid = 0
  }

  function readBlock(block: MarkdownBlock, isLast: boolean, isFinal: boolean): readonly string[] {
    const isOver = !isLast || isFinal || block.closed
    const pieces = listPieces(block, codeWord?.())
    const fresh: string[] = []
    for (const [index, piece] of pieces.entries()) {
      if (index < piecesSaid) continue
      const isGrowing = !isOver && index === pieces.length - 1
      const sentences = splitSentences(piece)
      const known = isGrowing ? sentences.slice(0, -1) : sentences
      fresh.push(...known.slice(sentencesSaid))
      sentencesSaid = isGrowing ? Math.max(sentencesSaid, known.length) : 0
      piecesSaid = isGrowing ? index : index + 1
    }
    if (isOver) {
      blocksSaid += 1
      piecesSaid = sentencesSaid = 0
    }
    return fresh
  }

  return {
    read(markdown, { isFinal = false } = {}) {
      // A backend may put a whole text in the place of its pieces. What was said of them was said.
      if (!markdown.startsWith(document.source)) startOver()
      document.append(markdown.slice(document.source.length))
      if (isFinal) document.finish()
      const { blocks } = document
      return blocks
        .slice(blocksSaid)
        .flatMap((block, index, rest) => readBlock(block, index === rest.length - 1, isFinal))
    },
  }
}

/** Puts sentences behind one another; those that end without a mark get one, so that a voice pauses there. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences
    .map((sentence, index) =>
      index < sentences.length - 1 && !ENDS_SENTENCE.test(sentence) ? `${sentence}.` : sentence,
    )
    .join(' ')
}

/** What stands in a block, piece by piece: none of them goes on in the next. */
function listPieces(block: MarkdownBlock, codeWord: string | undefined): readonly string[] {
  const { type } = block.token
  if (type === 'fence' || type === 'code_block') return codeWord === undefined ? [] : [codeWord]
  if (block.inline) return [tidy(plainText([block.inline]))].filter(Boolean)
  const inner = listBlocks(block.children).map((child) => listPieces(child, codeWord))
  return type === 'tr_open' ? [inner.flat().join(', ')] : inner.flat()
}

function tidy(text: string): string {
  return visibleText(text).replaceAll(/\s+/gu, ' ').trim()
}

let segmenter: Intl.Segmenter | undefined

function splitSentences(text: string): readonly string[] {
  // Firefox knows it since 125. Before that a paragraph is said as one.
  if (typeof Intl.Segmenter !== 'function') return [text]
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  return [...segmenter.segment(text)].map(({ segment }) => segment.trim()).filter(Boolean)
}

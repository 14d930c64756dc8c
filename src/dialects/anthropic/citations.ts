import { createBackendResultReader } from '../results/backendResults.ts'
import type { DialectContext } from '../dialect.ts'
import type { ResultItem } from '../events.ts'
import { isRecord, type JsonRecord, stringField } from '../payload/jsonFields.ts'
import type { EventOutput } from '../payload/recordReader.ts'
import { withSpan } from '../results/spans.ts'

/** Follows what each block of text leans on. Lengths are those of the answer so far, in UTF-16 units. */
export interface BlockCitations {
  open(index: unknown, answerLength: number): void
  /** Reads one citation of a block; gives `false` for what is none. */
  read(index: unknown, citation: unknown, answerLength: number): boolean
  close(index: unknown, answerLength: number): void
  clear(): void
}

interface TextBlock {
  readonly start: number
  readonly items: ResultItem[]
  /** Where the answer ended when the first of them was told. */
  toldAt: number
}

const HTTP = /^https?:\/\//i

/**
 * A citation stands for the whole block, and comes before its text or in the midst of it: it is told at once, and again
 * with the whole range when the block is over.
 */
export function createBlockCitations(context: DialectContext, output: EventOutput): BlockCitations {
  const readItem = createBackendResultReader(context, {
    title: ['document_title'],
    text: ['cited_text'],
  })
  const open = new Map<unknown, TextBlock>()

  function tell(block: TextBlock, items: readonly ResultItem[], end: number): void {
    block.toldAt = Math.min(block.toldAt, end)
    const spanned = items.map((item) => withSpan(item, block.start, end))
    output.write({ type: 'results', kind: 'cited', items: spanned })
  }

  return {
    open(index, answerLength) {
      open.set(index, openBlock(answerLength))
    },
    read(index, citation, answerLength) {
      const item = isRecord(citation) ? readItem(withLink(citation)) : undefined
      if (item === undefined) return false
      const block = open.get(index) ?? openBlock(answerLength)
      block.items.push(item)
      tell(block, [item], answerLength)
      return true
    },
    close(index, answerLength) {
      const block = open.get(index)
      open.delete(index)
      if (block === undefined || block.items.length === 0) return
      if (block.toldAt !== answerLength) tell(block, block.items, answerLength)
    },
    clear() {
      open.clear()
    },
  }
}

function openBlock(start: number): TextBlock {
  return { start, items: [], toldAt: Infinity }
}

/** The `source` of a search result is whatever its author put there, and mostly the address. */
function withLink(citation: JsonRecord): JsonRecord {
  const source = stringField(citation, 'source')
  return source !== undefined && HTTP.test(source) ? { ...citation, url: source } : citation
}

import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { createFullReader } from './fullReader.ts'
import { createIncrementalReader } from './incrementalReader.ts'
import type { MarkdownReader } from './reader.ts'

/** Reads incrementally as long as that is exact for the parser, and in full from the moment it is not. */
export function createAdaptiveReader(parser: MarkdownIt, previous: BlockList): MarkdownReader {
  const incremental = createIncrementalReader(parser, previous)
  let source = ''
  let tree = previous
  let full: MarkdownReader | undefined

  function readInFull(): MarkdownReader {
    if (full === undefined) {
      full = createFullReader(parser, tree)
      full.append(source)
    }
    return full
  }

  return {
    append(chunk) {
      source += chunk
      const reader = full ?? incremental
      reader?.append(chunk)
    },
    read(options) {
      const reading = full === undefined ? incremental?.read(options) : undefined
      const current = reading ?? readInFull().read(options)
      tree = current.tree
      return current
    },
  }
}

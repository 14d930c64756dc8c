import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { buildTree } from './blockTree.ts'
import type { MarkdownReader } from './reader.ts'
import { holdUnfinishedDefinition } from './unfinishedDefinition.ts'

/**
 * Reads the whole text each time: exact with any parser and any plugin, at a cost that grows with the text.
 * Blocks that equal those of the reading before keep their objects.
 */
export function createFullReader(parser: MarkdownIt, previous: BlockList): MarkdownReader {
  let source = ''
  let tree = previous
  return {
    append(chunk) {
      source += chunk
    },
    read({ finished, repair }) {
      const shown = repair && !finished ? holdUnfinishedDefinition(source) : source
      const tokens = parser.parse(shown, {})
      tree = buildTree(tokens, tree, finished)
      return { tokens, tree }
    },
  }
}

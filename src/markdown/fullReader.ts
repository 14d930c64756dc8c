import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { buildTree } from './blockTree.ts'
import type { MarkdownReader } from './reader.ts'
import { closeSource } from './repair/closeSource.ts'
import { holdUnfinishedDefinition } from './unfinishedDefinition.ts'

/**
 * Reads the whole text each time: exact with any parser and any plugin, at a cost that grows with the text.
 * Blocks that equal those of the reading before keep their objects.
 */
export function createFullReader(parser: MarkdownIt, previous: BlockList): MarkdownReader {
  let source = ''
  let tree = previous

  /** Read again where its open end shows otherwise than it stands. */
  function readOpen() {
    const held = holdUnfinishedDefinition(source)
    const tokens = parser.parse(held, {})
    const shown = closeSource(parser, held, tokens)
    return { shown, tokens: shown === held ? tokens : parser.parse(shown, {}) }
  }

  return {
    append(chunk) {
      source += chunk
    },
    read({ finished, repair }) {
      const { shown, tokens } =
        repair && !finished ? readOpen() : { shown: source, tokens: parser.parse(source, {}) }
      tree = buildTree(tokens, tree, finished ? 'all' : shown.split('\n').length - 1)
      return { shown, tokens, tree }
    },
  }
}

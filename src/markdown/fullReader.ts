import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { buildTree } from './blockTree.ts'
import { lastContent } from './lastContent.ts'
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
  let openFrom = 0

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
      const complete = shown.split('\n').length - 1
      // What was closed stays so: the line that follows it was whole before the next one began.
      openFrom = Math.max(openFrom, lastContent(tokens, complete))
      tree = buildTree(tokens, tree, finished ? tokens.length : openFrom)
      return { shown, tokens, tree }
    },
  }
}

import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import { createIncrementalEngine } from './engine/incrementalEngine.ts'
import { hasKnownBlockRules, hasKnownMachinery, knownCoreRules } from './engine/stockRules.ts'
import { createTreeGrower } from './engine/treeGrower.ts'
import type { MarkdownReader } from './reader.ts'

/**
 * Reads only what is still open, with the parser's own rules. Gives nothing for a parser with rules that the engine
 * does not know: another copy or build of markdown-it, block or core rules of a plugin. Inline rules of plugins are
 * welcome as long as they leave the environment alone.
 */
export function createIncrementalReader(
  parser: MarkdownIt,
  previous: BlockList,
): MarkdownReader | undefined {
  const coreRules = knownCoreRules(parser)
  if (coreRules === undefined || !hasKnownBlockRules(parser) || !hasKnownMachinery(parser)) {
    return undefined
  }
  const engine = createIncrementalEngine(parser, coreRules)
  const grower = createTreeGrower(previous)
  return {
    append: (chunk) => engine.append(chunk),
    read({ finished, repair }) {
      const update = engine.update({ holdTyping: repair && !finished })
      if (update.isShared) return undefined
      return { tokens: update.tokens, tree: grower.grow(update, finished) }
    },
  }
}

import type { MarkdownIt } from 'markdown-it'
import type { BlockList } from './blockList.ts'
import type { UpdateOptions } from './engine/incrementalEngine.ts'
import { createIncrementalEngine } from './engine/incrementalEngine.ts'
import { hasKnownBlockRules, hasKnownMachinery, knownCoreRules } from './engine/stockRules.ts'
import { createTreeGrower } from './engine/treeGrower.ts'
import type { Reading, ReadingOptions } from './reader.ts'
import { openTextOf } from './repair/openTextRules.ts'

export interface IncrementalReader {
  append(chunk: string): void
  /** The text as it stands now, or nothing once a rule was met that only a full parse is exact for. */
  read(options: ReadingOptions): Reading | undefined
}

const EXACT: UpdateOptions = {}

/**
 * Reads only what is still open, with the parser's own rules. Gives nothing for a parser with rules that the engine
 * does not know: another copy or build of markdown-it, block or core rules of a plugin. Inline rules of plugins are
 * welcome as long as they leave the environment alone.
 */
export function createIncrementalReader(
  parser: MarkdownIt,
  previous: BlockList,
): IncrementalReader | undefined {
  const coreRules = knownCoreRules(parser)
  if (coreRules === undefined || !hasKnownBlockRules(parser) || !hasKnownMachinery(parser)) {
    return undefined
  }
  const engine = createIncrementalEngine(parser, coreRules)
  const grower = createTreeGrower(previous)
  const repaired: UpdateOptions = { holdTyping: true, showOpenText: openTextOf(parser) }
  return {
    append: (chunk) => engine.append(chunk),
    read({ finished, repair }) {
      const update = engine.update(repair && !finished ? repaired : EXACT)
      if (update.isShared) return undefined
      return { tokens: update.tokens, tree: grower.grow(update, finished) }
    },
  }
}

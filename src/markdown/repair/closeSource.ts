import type { MarkdownIt, Token } from 'markdown-it'
import { openLeaf } from '../engine/openLeaf.ts'
import { openTextOf } from './openTextRules.ts'

/**
 * The source with the text that is open at its end as it will most likely read: for parsers whose rules can only be run
 * over all of it. `tokens` is what the parser makes of the source as it stands.
 *
 * Only the last line is changed, and what stands before it in that line (the marks of quotes and items, the cells of a
 * row) stays. Where the repair would reach further up, or the parser's text is not what the source says, the source is
 * given back as it is.
 */
export function closeSource(parser: MarkdownIt, source: string, tokens: readonly Token[]): string {
  const complete = source.split('\n').length - 1
  const lines = source.endsWith('\n') ? complete : complete + 1
  const leaf = openLeaf(tokens, 0, { lines, complete })
  if (leaf === undefined) return source
  const content = leaf.content.trimEnd()
  const shown = openTextOf(parser)(content)
  const lineStart = content.lastIndexOf('\n') + 1
  const line = content.slice(lineStart)
  const written = source.trimEnd()
  if (shown === content || line === '' || !written.endsWith(line)) return source
  if (shown.slice(0, lineStart).trimEnd() !== content.slice(0, lineStart).trimEnd()) return source
  return written.slice(0, -line.length) + shown.slice(lineStart)
}

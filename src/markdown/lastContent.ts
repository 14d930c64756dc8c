import type { Token } from 'markdown-it'

/**
 * The last token that neither closes a block nor reaches into a line that is still being typed: a block that ends at it or
 * later may still grow. What that line makes a table or a rule now may turn out to belong to the block above it.
 * `complete` is how many lines have ended.
 */
export function lastContent(tokens: readonly Token[], complete: number): number {
  const reaches = (token: Token | undefined): boolean => (token?.map?.[1] ?? 0) > complete
  let index = tokens.length - 1
  const head = tokens.findLastIndex(({ type }) => type === 'thead_open')
  // The delimiter row, which makes the head one, has no token of its own.
  if ((tokens[head]?.map?.[1] ?? 0) >= complete) index = head - 1
  while (index > 0 && (tokens[index]?.nesting === -1 || reaches(tokens[index]))) index--
  return Math.max(index, 0)
}

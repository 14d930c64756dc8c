import type { Token } from 'markdown-it'

/**
 * The inline token of the block that the next characters would be added to, if there is one: a paragraph that reaches
 * the end of the text, or a heading or a table cell whose line is still being typed.
 */
export function openLeaf(
  tokens: readonly Token[],
  settled: number,
  { lines, complete }: { readonly lines: number; readonly complete: number },
): Token | undefined {
  let index = tokens.length - 1
  while (index >= settled && isBehindText(tokens[index])) index--
  const leaf = tokens[index]
  const opening = tokens[index - 1]
  if (index < settled || leaf?.type !== 'inline' || opening === undefined) return undefined
  const isTyping = lines > complete
  switch (opening.type) {
    case 'paragraph_open':
      return opening.map?.[1] === lines ? leaf : undefined
    case 'heading_open':
      return isTyping && opening.markup.startsWith('#') && opening.map?.[1] === lines
        ? leaf
        : undefined
    case 'th_open':
    case 'td_open':
      return isTyping && rowEnd(tokens, index) === lines ? leaf : undefined
    default:
      return undefined
  }
}

/** What may stand behind the last text: ends of blocks, and the cells that a row still lacks. */
function isBehindText(token: Token | undefined): boolean {
  if (token === undefined) return false
  return (
    token.nesting === -1 ||
    token.type === 'td_open' ||
    (token.type === 'inline' && token.content === '')
  )
}

function rowEnd(tokens: readonly Token[], cell: number): number | undefined {
  let index = cell
  while (index >= 0 && tokens[index]?.type !== 'tr_open') index--
  return tokens[index]?.map?.[1]
}

import type { Token } from 'markdown-it'

/** What tokens say without their markup, as the alternative text of an image or in place of a block that failed. */
export function plainText(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
      return token.children === null || token.children.length === 0
        ? token.content
        : plainText(token.children)
    })
    .join('')
}

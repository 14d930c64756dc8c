import type { Token } from 'markdown-it'

/** What the end of a text stands in: in tables and in code, bars and marks mean something else. */
export type OpenBlock = 'text' | 'table' | 'code'

/** What the tokens read so far end in. */
export function openBlockOf(tokens: readonly Token[]): OpenBlock {
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index]
    if (token?.type === 'table_close') return 'table'
    if (token?.type === 'fence' || token?.type === 'code_block' || token?.type === 'html_block')
      return 'code'
    if (token?.nesting !== -1) return 'text'
  }
  return 'text'
}

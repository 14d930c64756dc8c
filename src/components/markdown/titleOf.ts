import type { Token } from 'markdown-it'
import { visibleText } from '../../markdown/visibleText.ts'

/** What a link or an image says behind its address. */
export function titleOf(token: Token | undefined): string | undefined {
  const title = token?.attrGet('title')
  return title === null || title === undefined ? undefined : visibleText(String(title))
}

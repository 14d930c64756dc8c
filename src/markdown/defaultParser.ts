import MarkdownIt from 'markdown-it'
import type { MarkdownIt as Parser } from 'markdown-it'

/** The parser used when the caller brings none: raw HTML stays text, bare addresses become links. */
export function createDefaultParser(): Parser {
  return new MarkdownIt({ html: false, linkify: true })
}

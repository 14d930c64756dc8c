import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'

/** Option sets under which growing text must equal a fresh parse. */
export const PARSERS: Readonly<Record<string, () => Parser>> = {
  default: () => new MarkdownIt(),
  everything: () => new MarkdownIt({ html: true, linkify: true, typographer: true }),
  'links and breaks': () => new MarkdownIt({ linkify: true, breaks: true }),
  commonmark: () => new MarkdownIt('commonmark'),
  'three levels': () => new MarkdownIt({ html: true, maxNesting: 3 }),
  'five levels': () => new MarkdownIt({ html: true, maxNesting: 5 }),
  'nine levels': () => new MarkdownIt({ linkify: true, maxNesting: 9 }),
  'no tables': () => new MarkdownIt({ html: true }).disable('table'),
  'no definitions': () => new MarkdownIt().disable('reference'),
  'no lists': () => new MarkdownIt().disable(['list', 'lheading']),
  'no quotes': () => new MarkdownIt({ html: true }).disable(['code', 'blockquote']),
}

import type { MarkdownIt as Parser } from 'markdown-it'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { PARSERS, RARE_PARSERS } from './parsers.ts'

/** A parser of its own for each reading, by the name of its option set. */
export function parserNamed(name: string): Parser {
  const make = PARSERS[name] ?? RARE_PARSERS[name]
  if (make === undefined) throw new RangeError(name)
  return make()
}

/** Everything a document shows, as one string: quicker to compare than a thousand deep equalities. */
export function readFresh(text: string, parser: Parser): string {
  return JSON.stringify(parser.parse(text, {})) + parser.render(text)
}

/** Feeds a text and looks after each chunk; gives the first prefix at which the document differs, if there is one. */
export function firstDifference(
  text: string,
  name: string,
  size: () => number,
): string | undefined {
  const parser = parserNamed(name)
  const fresh = parserNamed(name)
  const document = createMarkdownDocument({ parser })
  for (let at = 0; at < text.length;) {
    const end = Math.min(text.length, at + size())
    document.append(text.slice(at, end))
    at = end
    const tokens = JSON.stringify(document.tokens())
    const ofBlocks = JSON.stringify(document.blocks.flatMap((block) => [...block.tokens]))
    const prefix = text.slice(0, end)
    if (tokens + document.html() !== readFresh(prefix, fresh) || ofBlocks !== tokens) return prefix
  }
  return undefined
}

export const inQuote = (text: string): string => text.replaceAll(/^/gm, '> ')
export const inItem = (text: string): string => `- ${text.replaceAll('\n', '\n  ')}\n`

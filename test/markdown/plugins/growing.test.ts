import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { createIncrementalReader } from '../../../src/markdown/incrementalReader.ts'
import { footnoteRules } from '../../../src/markdown/plugins/footnoteRules.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'
import { CORPUS } from '../support/corpus.ts'
import { createRandom, pick } from '../support/random.ts'

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 60)

const parserOf: Readonly<Record<string, () => Parser>> = {
  plain: () => new MarkdownIt({ linkify: true }).use(mathRules).use(footnoteRules),
  'with HTML and typography': () =>
    new MarkdownIt({ html: true, linkify: true, typographer: true })
      .use(mathRules)
      .use(footnoteRules),
  'nested five levels': () => new MarkdownIt({ maxNesting: 5 }).use(footnoteRules).use(mathRules),
}

const CONSTRUCTS = [
  'It costs $5 or $6, and $x^2$ is not money.\n\n$$\na\n\n+ b\n$$\nafter\n',
  '$$ a = b\n- c\n+ d $$\n\n\\[\nx\n\\]\n\\(y\\) and \\[1\\]\n',
  'text\n$$x^2$$\nmore $$\nq\n',
  '> $$\n> a\nlazy\n$$\n\n- $$\n  b\n  $$\n- \\[ c \\]\n',
  '$$\nnever closed\n\n# heading\n',
  'a[^1] and b[^note] and c[^none]\n\n[^1]: one\ngoes on\n\n    second\n\n    - item\n\n[^note]: two\n',
  '[^1]: one\n[^2]: two\n[^3]:\n\n    three\n\nend[^1][^2][^3]\n',
  '> [^q]: in a quote\nlazy\n> more\n\n[^q] and [a][^q] and [see [^q]](/u)\n',
  '- [^i]: in an item\n\n      [def]: /u\n- [def] [^i] [^I]\n\n[^i]: again\n',
  '[^f]: ```\n    code\n\n    more\n    ```\nlazy\n\n    a | b\n    --|--\n    1 | 2\n',
  'para\n[^p]: note\n# heading\n[^p]\n',
]

const PIECES = [
  'a',
  'b ',
  ' ',
  '    ',
  '\n',
  '\n\n',
  '$',
  '$$',
  '$$\n',
  '\\(',
  '\\)',
  '\\[',
  '\\]\n',
  '^',
  '[^1]',
  '[^1]: ',
  '[^a]:',
  '[1]: /u\n',
  '[1]',
  '- ',
  '> ',
  '1. ',
  '```\n',
  '# ',
  '|',
  '-|-\n',
  '---\n',
  '`',
  '*',
  '5',
  '=',
  '\r\n',
  '\t',
  '<!--',
  '-->',
]

function shown(text: string, parser: Parser): string {
  return JSON.stringify(parser.parse(text, {})) + parser.render(text)
}

function firstDifference(text: string, make: () => Parser, size: () => number): string | undefined {
  const document = createMarkdownDocument({ parser: make() })
  const fresh = make()
  for (let at = 0; at < text.length;) {
    const end = Math.min(text.length, at + size())
    document.append(text.slice(at, end))
    at = end
    const prefix = text.slice(0, end)
    const got = JSON.stringify(document.tokens()) + document.html()
    const ofBlocks = JSON.stringify(document.blocks.flatMap((block) => [...block.tokens]))
    const same = ofBlocks === JSON.stringify(document.tokens())
    if (got !== shown(prefix, fresh) || !same) return prefix
  }
  return undefined
}

/** Hundreds of thousands of parses, on a machine that may be busy. */
const LONG = { timeout: 30_000 }

describe.each(Object.keys(parserOf))('growing text with formulas and notes, %s', (name) => {
  const make = parserOf[name] ?? ((): Parser => new MarkdownIt())

  it('is read incrementally', () => {
    expect(createIncrementalReader(make(), { length: 0, items: [] })).toBeDefined()
  })

  it(
    'equals a fresh parse at every prefix, alone, in a quote, in an item and in a note',
    LONG,
    () => {
      const differing = CONSTRUCTS.flatMap((text) => [
        firstDifference(text, make, () => 1),
        firstDifference(text.replaceAll(/^/gm, '> '), make, () => 1),
        firstDifference(`- ${text.replaceAll('\n', '\n  ')}`, make, () => 2),
        firstDifference(`[^1]: ${text.replaceAll('\n', '\n    ')}`, make, () => 2),
      ]).filter((prefix) => prefix !== undefined)
      expect(differing).toEqual([])
    },
  )

  it('equals a fresh parse between the constructs of the corpus, and as random text', () => {
    const random = createRandom(Number(process.env.FUZZ_SEED ?? 11))
    for (let round = 0; round < ROUNDS; round++) {
      const length = 4 + Math.floor(random() * 26)
      const noise = Array.from({ length }, () => pick(PIECES, random)).join('')
      const joined = pick(CORPUS, random) + pick(CONSTRUCTS, random) + pick(CORPUS, random)
      for (const text of [noise, joined]) {
        const size = (): number => 1 + Math.floor(random() * 4)
        expect(firstDifference(text, make, size)).toBeUndefined()
      }
    }
  }, 600_000)
})

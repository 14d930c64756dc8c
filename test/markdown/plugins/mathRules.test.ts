import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'

const parser = new MarkdownIt().use(mathRules)

/** What a reader sees at each prefix. */
function seen(text: string): string[] {
  const growing = new MarkdownIt().use(mathRules)
  const document = createMarkdownDocument({ parser: growing, repair: true })
  return Array.from(text, (character) => {
    document.append(character)
    const tokens = document.tokens().flatMap((token) => token.children ?? [token])
    return tokens.map(({ content }) => content).join('')
  })
}

/** The formulas of a text, those within a line in single marks. */
function formulasOf(text: string): string[] {
  return parser
    .parse(text, {})
    .flatMap((token) => [
      ...(token.type === 'math_block' ? [`$$${token.content}$$`] : []),
      ...(token.children ?? [])
        .filter(({ type }) => type === 'math_inline')
        .map(({ content, meta }) => (meta?.display === true ? `$$${content}$$` : `$${content}$`)),
    ])
}

describe('money', () => {
  it.each([
    'It costs $19 and $39.',
    'US$5 and A$6, or $1,000',
    '$19 and 39$',
    '$5 per month$',
    'between $5-$10, say $7',
    '$1,000–$2,000',
    'from $5 to 10$ a day',
    '$HOME/$USER and ${x}$1',
    'a $ b $ c',
    '`$x$` and \\$x\\$',
    '花了$19元和$39元',
    '从$5到10$不等',
    '$19M and AU$20M',
    '$',
    '$$',
  ])('%s holds no formula', (text) => {
    expect(formulasOf(`Here: ${text}`)).toEqual([])
  })
})

describe('formulas', () => {
  it.each([
    ['$x$', ['$x$']],
    ['so $x^2 + y^2$ is', ['$x^2 + y^2$']],
    ['其中$x$是未知数', ['$x$']],
    ['$5$ and $19 x$', ['$5$', '$19 x$']],
    ['It costs $5, but $x$ is a formula', ['$x$']],
    ['\\(a+b\\) and \\(x\\)', ['$a+b$', '$x$']],
    ['see \\[1\\] and \\[note\\]', []],
    ['a \\[ x \\] b', ['$$ x $$']],
    ['a $$\\frac12$$ b', ['$$\\frac12$$']],
    ['$$\nx\n\n= 1\n$$', ['$$x\n\n= 1$$']],
    ['text\n$$x = 1$$\nmore', ['$$x = 1$$']],
    ['$$ a_1\n- b\n+ c $$', ['$$a_1\n- b\n+ c$$']],
    [
      '\\[\n\\begin{aligned}\na &= b \\\\\n\\end{aligned}\n\\]',
      ['$$\\begin{aligned}\na &= b \\\\\n\\end{aligned}$$'],
    ],
    ['$a | b$', ['$a | b$']],
    ['$a\\$b$', ['$a\\$b$']],
    ['*$a*b$*', ['$a*b$']],
    ['$$ is slang for money', []],
  ])('%s', (text, formulas) => {
    expect(formulasOf(text)).toEqual(formulas)
  })
})

describe('a formula that is being typed', () => {
  it('never shows its marks', () => {
    for (const text of [
      'so $x^2 + a_i*b$ is',
      'so \\(a+b\\) is',
      'a $$x^2$$ b',

      'a **b $c_1$ d** e',
    ]) {
      expect(
        seen(text).filter((shown) => /[$*]|\\[([]|^\\/.test(shown.replace('a_i*', ''))),
      ).toEqual([])
    }
  })

  it('leaves money as it is at each moment', () => {
    expect(seen('It costs $19 and').at(-1)).toBe('It costs $19 and')
    expect(
      seen('It costs $19 and $39.').filter((shown) => /\d/.test(shown) && !shown.includes('$1')),
    ).toEqual([])
  })
})

describe('formulas and money that are being typed', () => {
  it.each([
    'a **$\\frac{1}{2}$** b',
    'between $5/$10 and $6-$7',
    'as\n\n$$\na\n$$\nb',
    'as\n\n\\[\na\n\\]\nb',
  ])('show nothing that the next character takes away: %j', (text) => {
    const steps = seen(text)
    const shrunk = steps.filter((now, index) => !now.startsWith(steps[index - 1]?.trimEnd() ?? ''))
    expect(shrunk).toEqual([])
  })
})

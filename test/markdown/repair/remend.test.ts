import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import remend from 'remend'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../../src/markdown.ts'
import { mathRules } from '../../../src/markdown/plugins/mathRules.ts'
import { MATH_ANSWERS, REALISTIC_ANSWERS } from '../support/realisticAnswers.ts'

// Side by side on the same inputs: the repair of the kit, and remend in front of a full parse.

const parser = new MarkdownIt({ linkify: true })
const mathParser = new MarkdownIt({ linkify: true }).use(mathRules)

/** The words of a page: without tags, with blanks as one. */
function words(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function seenWithKit(text: string, by = parser): readonly string[] {
  const document = createMarkdownDocument({ parser: by, repair: true })
  return Array.from(text, (character) => {
    document.append(character)
    return words(document.html())
  })
}

function seenWithRemend(text: string, by = parser): readonly string[] {
  const characters = Array.from(text)
  return characters.map((_, index) =>
    words(by.render(remend(characters.slice(0, index + 1).join(''), { inlineKatex: true }))),
  )
}

interface Unrest {
  /** Prefixes at which something that was seen is gone. */
  readonly shrunk: number
  /** Prefixes at which the end shows markup that the whole text does not show. */
  readonly flashed: number
}

const MARKUP = /[*_~`[\]|#<>!()$]/g

function marksIn(text: string): number {
  return text.match(MARKUP)?.length ?? 0
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Counts what a reader would call a flicker. */
function unrestOf(seen: readonly string[], whole: string): Unrest {
  let shrunk = 0
  let flashed = 0
  seen.forEach((now, index) => {
    const before = seen[index - 1] ?? ''
    if (!lettersOf(now).startsWith(lettersOf(before))) shrunk++
    if (marksIn(now) > marksIn(whole.slice(0, now.length + 8))) flashed++
  })
  return { shrunk, flashed }
}

function total(
  answers: readonly string[],
  see: (text: string, by: Parser) => readonly string[],
  by = parser,
): Unrest {
  const each = answers.map((text) => unrestOf(see(text, by), words(by.render(text))))
  return {
    shrunk: each.reduce((sum, { shrunk }) => sum + shrunk, 0),
    flashed: each.reduce((sum, { flashed }) => sum + flashed, 0),
  }
}

describe('an answer on its way, beside remend', () => {
  it('shows less that goes away again and less raw markup', () => {
    const kit = total(REALISTIC_ANSWERS, seenWithKit)
    const other = total(REALISTIC_ANSWERS, seenWithRemend)
    const prefixes = REALISTIC_ANSWERS.reduce((sum, text) => sum + text.length, 0)
    process.stdout.write(
      `${prefixes} prefixes; shrunk: kit ${kit.shrunk}, remend ${other.shrunk}; raw markup: kit ${kit.flashed}, remend ${other.flashed}\n`,
    )
    expect(kit.shrunk).toBeLessThanOrEqual(Math.min(other.shrunk, prefixes * 0.01))
    // Nearly all of it is one `[label][name]` whose definition comes later: until then it is text, and shown as such.
    expect(kit.flashed).toBeLessThanOrEqual(Math.min(other.flashed / 4, prefixes * 0.04))
  })

  it('does so with formulas and money, too', () => {
    const kit = total(MATH_ANSWERS, seenWithKit, mathParser)
    const other = total(MATH_ANSWERS, seenWithRemend, mathParser)
    const prefixes = MATH_ANSWERS.reduce((sum, text) => sum + text.length, 0)
    process.stdout.write(
      `${prefixes} prefixes with formulas; shrunk: kit ${kit.shrunk}, remend ${other.shrunk}; raw markup: kit ${kit.flashed}, remend ${other.flashed}\n`,
    )
    expect(kit.shrunk).toBeLessThan(other.shrunk)
    expect(kit.flashed).toBeLessThan(other.flashed)
  })

  it.each([
    ['a table before its second row', 'Table:\n\n| a | b |\n|--', 'Table:'],
    ['a list mark under a paragraph', 'A paragraph\n-', 'A paragraph'],
    ['half of a closing run', 'a **bold*', 'a bold'],
    ['code that emphasis stands around', 'a **b `c', 'a b c'],
    ['marks inside code', 'a `**b', 'a **b'],
    ['an entity', 'fish &am', 'fish'],
    ['an escape', 'five \\', 'five'],
    ['an address in angle brackets', 'see <https://exam', 'see'],
    ['the number of a source', 'as shown [1', 'as shown'],
    ['numbers of sources', 'as shown [1, 2', 'as shown'],
    ['a source in corner brackets', '如图所示【1†手', '如图所示'],
    ['a label inside emphasis', 'see **[the label', 'see the label'],
    ['a definition', 'text [a][b]\n\n[b]: https://exam', 'text [a][b]'],
    ['the label of a definition', 'text\n\n[lab', 'text'],
    ['the mark of an image', 'see !', 'see'],
    ['an ampersand', 'fish &', 'fish'],
    ['a rule', 'text\n\n**', 'text'],
    ['a heading without words', 'text\n\n##', 'text'],
    ['a fence without a line', 'text\n\n``', 'text'],
  ])('shows %s as it will read', (_name, text, seen) => {
    expect(seenWithKit(text).at(-1)).toBe(seen)
  })

  it.each([
    ['emphasis that a line break ends', '*foo*\n'],
    ['code that a line break ends', '`` `foo\n ``'],
    ['a bracket in words', '3 < 4 and a [note] is here'],
    ['a comparison', 'if a*b > c_d then 2 * 3'],
  ])('leaves %s alone once the text is whole', (_name, text) => {
    const document = createMarkdownDocument({ repair: true })
    for (const character of text) document.append(character)
    document.finish()
    expect(document.html()).toBe(new MarkdownIt({ linkify: true }).render(text))
  })
})

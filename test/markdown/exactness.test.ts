import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { CORPUS, PIECES } from './support/corpus.ts'
import {
  firstDifference,
  inItem,
  inQuote,
  parserNamed,
  readFresh,
} from './support/firstDifference.ts'
import { PARSERS } from './support/parsers.ts'
import { createRandom, pick } from './support/random.ts'

const NAMES = Object.keys(PARSERS)

const one = (): number => 1

describe.each(NAMES)('growing text read with «%s»', (name) => {
  it('equals a fresh parse at every prefix of each construct', () => {
    const differing = CORPUS.map((text) => firstDifference(text, name, one))
    expect(differing.filter((prefix) => prefix !== undefined)).toEqual([])
  })

  it('equals a fresh parse when constructs follow each other and stand in each other', () => {
    const random = createRandom(NAMES.indexOf(name) + 1)
    for (let round = 0; round < 20; round++) {
      const joined = pick(CORPUS, random) + pick(CORPUS, random) + pick(CORPUS, random)
      const wrap = pick(
        [inQuote, inItem, (text: string) => inQuote(inItem(text)), (text: string) => text],
        random,
      )
      const text = wrap(joined) + pick(CORPUS, random)
      expect(firstDifference(text, name, () => 1 + Math.floor(random() * 5))).toBeUndefined()
    }
  })

  it('equals a fresh parse for random texts', () => {
    const random = createRandom(NAMES.indexOf(name) + 1_000)
    const seen = new Set<string>()
    for (let round = 0; round < 40; round++) {
      // Few different pieces meet each other more often than many.
      const pieces = Array.from({ length: 3 + Math.floor(random() * 8) }, () =>
        pick(PIECES, random),
      )
      const length = 5 + Math.floor(random() * 30)
      const text = Array.from({ length }, () => pick([...pieces, '\n'], random)).join('')
      seen.add(text)
      expect(firstDifference(text, name, () => 1 + Math.floor(random() * 3))).toBeUndefined()
    }
    expect(seen.size).toBeGreaterThan(35)
  })
})

describe('a markdown document', () => {
  it('does not mind where the text was cut', () => {
    const texts = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 40 })
      .map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        (text, sizes) => {
          let turn = 0
          const size = (): number => sizes[turn++ % sizes.length] ?? 1
          expect(firstDifference(text, 'everything', size)).toBeUndefined()
        },
      ),
      { numRuns: 80 },
    )
  })

  it('is exact after the end whatever repair did before', () => {
    const random = createRandom(7)
    for (const text of CORPUS) {
      const document = createMarkdownDocument({ parser: parserNamed('default'), repair: true })
      for (let at = 0; at < text.length; at += 3) {
        document.append(text.slice(at, at + 3))
        if (random() < 0.5) document.tokens()
      }
      document.finish()
      expect(JSON.stringify(document.tokens()) + document.html()).toBe(
        readFresh(text, parserNamed('default')),
      )
    }
  })

  it('is exact when the parser is changed in the middle', () => {
    const parser = parserNamed('default')
    const document = createMarkdownDocument({ parser })
    document.append('- "a"\n- http://b.c\n\n| d |\n|-|\n')
    document.tokens()
    parser.set({ typographer: true, linkify: true })
    expect(document.tokens()).toEqual(parser.parse(document.source, {}))
    parser.disable('table')
    document.append('| e |\n')
    expect(document.html()).toBe(parser.render(document.source))
  })
})

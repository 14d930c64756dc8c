import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { createMarkdownDocument } from '../../src/markdown.ts'
import { footnoteRules } from '../../src/markdown/plugins/footnoteRules.ts'
import { mathRules } from '../../src/markdown/plugins/mathRules.ts'
import { taskListRules } from '../../src/markdown/plugins/taskListRules.ts'
import { CORPUS, PIECES, RARE_PIECES } from './support/corpus.ts'
import { readFresh } from './support/firstDifference.ts'
import { GIT_ADDRESS, markRules } from './support/parsers.ts'
import { createRandom, pick } from './support/random.ts'

// Several documents on one parser, which is changed under them: whatever happened before, a look is exact.

const minutes = Number(process.env['FUZZ_MINUTES'] ?? 0.02)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

/** What an owner may do to a parser at any time. */
const CHANGES: Readonly<Record<string, (parser: Parser) => void>> = {
  'turns HTML over': (parser) => parser.set({ html: !(parser.options.html ?? false) }),
  'turns links over': (parser) => parser.set({ linkify: !(parser.options.linkify ?? false) }),
  'turns typography over': (parser) =>
    parser.set({ typographer: !(parser.options.typographer ?? false) }),
  'turns breaks over': (parser) => parser.set({ breaks: !(parser.options.breaks ?? false) }),
  'writes XHTML': (parser) => parser.set({ xhtmlOut: true }),
  'quotes otherwise': (parser) => parser.set({ quotes: '«»‹›' }),
  'nests less': (parser) => parser.set({ maxNesting: 4 }),
  'nests more': (parser) => parser.set({ maxNesting: 100 }),
  'takes rules': (parser) => parser.disable(['table', 'list', 'emphasis', 'reference']),
  'gives rules': (parser) => parser.enable(['table', 'list', 'emphasis', 'reference']),
  'is CommonMark': (parser) => parser.configure('commonmark'),
  'is itself': (parser) => parser.configure('default'),
  'is nothing': (parser) => parser.configure('zero'),
  'refuses addresses': (parser) => {
    parser.validateLink = () => false
  },
  'takes all addresses': (parser) => {
    parser.validateLink = () => true
  },
  'writes addresses otherwise': (parser) => {
    parser.normalizeLink = (url) => `${url}!`
    parser.normalizeLinkText = (url) => url.toUpperCase()
  },
  'finds fewer addresses': (parser) => parser.linkify.set({ fuzzyLink: false }),
  'finds more addresses': (parser) => parser.linkify.add('git:', GIT_ADDRESS),
  'draws otherwise': (parser) => {
    parser.renderer.rules['em_open'] = () => '<EM>'
  },
  highlights: (parser) => parser.set({ highlight: (code) => `<i>${code.length}</i>` }),
}

/** What can be done once only. */
const PLUGINS: Readonly<Record<string, (parser: Parser) => void>> = {
  formulas: mathRules,
  notes: footnoteRules,
  tasks: taskListRules,
  marks: markRules,
  'a rule for the whole document': (parser) =>
    parser.core.ruler.push('count', ({ tokens }) => {
      tokens.forEach((token, index) => {
        token.meta = { index, of: tokens.length }
      })
    }),
}

function firstFault(random: () => number): string | undefined {
  const parser = new MarkdownIt({ linkify: true })
  const fresh = new MarkdownIt({ linkify: true })
  const plugins = Object.keys(PLUGINS)
  const documents = [false, true, false].map((repair) => ({
    document: createMarkdownDocument({ parser, repair }),
    repair,
    source: '',
    finished: false,
  }))
  const history: unknown[] = []

  function change(name: string, apply: ((parser: Parser) => void) | undefined): void {
    history.push(name)
    apply?.(parser)
    apply?.(fresh)
  }

  for (let step = 0; step < 40; step++) {
    const entry = pick(documents, random)
    const { document } = entry
    const choice = random()
    if (choice < 0.6) {
      const text = random() < 0.2 ? pick(CORPUS, random) : pick([...PIECES, ...RARE_PIECES], random)
      const piece = text.slice(0, Math.ceil(random() * text.length))
      document.append(piece)
      entry.source += piece
      entry.finished = false
      history.push([documents.indexOf(entry), piece])
    } else if (choice < 0.66) {
      document.finish()
      entry.finished = true
      history.push([documents.indexOf(entry), 'ends'])
    } else if (choice < 0.69) {
      document.reset()
      entry.source = ''
      entry.finished = false
      history.push([documents.indexOf(entry), 'is reset'])
    } else if (choice < 0.74) {
      const name = pick(Object.keys(CHANGES), random)
      change(name, CHANGES[name])
    } else if (choice < 0.75 && plugins.length > 0) {
      const [name = ''] = plugins.splice(Math.floor(random() * plugins.length), 1)
      change(name, PLUGINS[name])
    }
    if (document.source !== entry.source) return JSON.stringify(history)
    const html = random() < 0.5 ? document.html() : undefined
    const tokens = JSON.stringify(document.tokens())
    if (entry.repair && !entry.finished) continue
    const ofBlocks = JSON.stringify(document.blocks.flatMap((block) => [...block.tokens]))
    const isClosed = !entry.finished || document.blocks.every(({ closed }) => closed)
    const shown = tokens + (html ?? document.html())
    if (shown !== readFresh(entry.source, fresh) || ofBlocks !== tokens || !isClosed) {
      return JSON.stringify(history)
    }
  }
  return undefined
}

it(
  `is exact whatever is done to documents and their parser, from seed ${seed} on`,
  { timeout: (minutes + 1) * 60_000 },
  () => {
    const random = createRandom(seed)
    const until = performance.now() + minutes * 60_000
    let runs = 0
    while (performance.now() < until || runs === 0) {
      expect(firstFault(random)).toBeUndefined()
      runs++
    }
    if (minutes >= 1) process.stdout.write(`${runs} runs of 40 operations: none differs\n`)
  },
)

import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { EngineUpdate } from '../../../src/markdown/engine/incrementalEngine.ts'
import { createIncrementalEngine } from '../../../src/markdown/engine/incrementalEngine.ts'
import { knownCoreRules } from '../../../src/markdown/engine/stockRules.ts'

/** What reading a text in chunks cost: work is counted, because a clock on a busy machine proves nothing. */
interface Work {
  /** The most lines read in one update, and the most tokens made. */
  readonly lines: number
  readonly tokens: number
  /** Characters that inline rules were given, all updates together. */
  readonly inline: number
}

const CHUNK = 16

function workOf(text: string): Work {
  let inline = 0
  const parser = new MarkdownIt({ html: true, linkify: true })
  parser.inline.ruler.before('text', 'count', () => {
    inline++
    return false
  })
  const engine = createIncrementalEngine(parser, knownCoreRules(parser) ?? [])
  const updates: Pick<EngineUpdate, 'lines' | 'from' | 'settled'>[] = []
  let tokens = 0
  for (let at = 0; at < text.length; at += CHUNK) {
    engine.append(text.slice(at, at + CHUNK))
    const update = engine.update()
    tokens = Math.max(tokens, update.tokens.length - update.from)
    updates.push(update)
  }
  return { lines: Math.max(...updates.map(({ lines }) => lines)), tokens, inline }
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n')
}

/** Each text at a given number of lines. */
const TEXTS: Readonly<Record<string, (count: number) => string>> = {
  paragraphs: (count) => repeat(count, (index) => `Paragraph ${index} with *some* text.\n`),
  'a list': (count) => repeat(count, (index) => `- item ${index} with *some* text`),
  'a loose list': (count) => repeat(count, (index) => `- item ${index}\n`),
  'a nested list': (count) => `- top\n${repeat(count, (index) => `  - item ${index}`)}`,
  'a task list': (count) => repeat(count, (index) => `- [ ] task ${index}`),
  'an ordered list with paragraphs': (count) =>
    repeat(count, (index) => `1. item ${index}\n\n   more\n`),
  'empty items': (count) => repeat(count, () => '-'),
  'a table': (count) =>
    `| a | b |\n|---|---|\n${repeat(count, (index) => `| row ${index} | cell |`)}`,
  'a fence': (count) => `\`\`\`js\n${repeat(count, (index) => `const a${index} = 1`)}`,
  'indented code': (count) => repeat(count, (index) => `    line ${index}`),
  'an HTML block': (count) => `<div>\n${repeat(count, (index) => `line ${index} <b>`)}`,
  'a comment': (count) => `<!--\n${repeat(count, (index) => `line ${index}\n`)}`,
  'an HTML block in an item': (count) => `- <div>\n${repeat(count, (index) => `  line ${index}`)}`,
  'a list in a list in a list': (count) =>
    `- a\n  - b\n${repeat(count, (index) => `    - ${index}`)}`,
  'quotes in quotes': (count) => repeat(count, (index) => `> > > quoted ${index}\n> > >`),
  'a list in a quote': (count) => repeat(count, (index) => `> - item ${index}`),
  'a fence in an item in a quote': (count) =>
    `> - \`\`\`\n${repeat(count, (index) => `>   line ${index}`)}`,
  'a table in an item': (count) => `- a | b\n  -|-\n${repeat(count, (index) => `  ${index} | c`)}`,
  headings: (count) => repeat(count, (index) => `# Heading ${index}`),
  definitions: (count) =>
    repeat(count, (index) => `[label ${index}]: https://example.com/${index}`),
  'definitions used before': (count) =>
    `${'[label 1] and [label 2]\n\n'.repeat(count)}${repeat(count, (index) => `[other ${index}]: /u`)}`,
}

describe.each(Object.keys(TEXTS))('reading %s', (name) => {
  const make = TEXTS[name] ?? String

  it('reads again only what is open, however much came before', () => {
    const { lines, tokens } = workOf(make(400))
    expect(lines).toBeLessThanOrEqual(CHUNK + 6)
    expect(tokens).toBeLessThanOrEqual(100)
  })

  it('does work in proportion to the text', () => {
    const small = workOf(make(200)).inline
    const large = workOf(make(800)).inline
    expect(large).toBeLessThanOrEqual(small * 4.6 + 200)
  })
})

describe('a late definition', () => {
  it('touches only the paragraphs that use its label', () => {
    const parser = new MarkdownIt()
    const engine = createIncrementalEngine(parser, knownCoreRules(parser) ?? [])
    engine.append('[first]: /f\n\n')
    engine.append(`${'nothing [here]\n\n'.repeat(100)}uses [it]\n\n- and [it]\n\nend\n\n`)
    engine.update()
    engine.append('[it]: /u\n\n')
    const { revised } = engine.update()
    expect([...revised].map(({ content }) => content)).toEqual(['uses [it]', 'and [it]'])
    engine.append('more\n\n')
    expect(engine.update().revised.size).toBe(0)
  })
})

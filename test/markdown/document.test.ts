import fc from 'fast-check'
import type { MarkdownIt as Parser } from 'markdown-it'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { MarkdownDocument } from '../../src/markdown.ts'
import { createMarkdownDocument } from '../../src/markdown.ts'

const SAMPLE = [
  '# Title\n\nA paragraph with *emphasis*, `code` and a [link](https://example.com).\n\n',
  '- one\n- two\n\n- three\n  1. inner\n\n> quoted\nlazy\n\n',
  '| a | b |\n|---|:-:|\n| 1 | 2 |\n\n```ts\nconst a = 1\n```\n\n',
  'Late [label].\n\n[label]: https://example.com/late "t"\n',
].join('')

function cut(text: string, size: number): string[] {
  const chunks: string[] = []
  for (let at = 0; at < text.length; at += size) chunks.push(text.slice(at, at + size))
  return chunks
}

describe('a markdown document', () => {
  it('equals a fresh parse at every prefix of a text', () => {
    const parser = new MarkdownIt({ linkify: true })
    const document = createMarkdownDocument({ parser })
    for (const character of SAMPLE) {
      document.append(character)
      expect(document.tokens()).toEqual(parser.parse(document.source, {}))
      expect(document.html()).toBe(parser.render(document.source))
    }
  })

  it('equals a fresh parse when looked at after random cuts', () => {
    const parser = new MarkdownIt()
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...cut(SAMPLE, 7))), (chunks) => {
        const document = createMarkdownDocument({ parser })
        for (const chunk of chunks) {
          document.append(chunk)
          expect(document.tokens()).toEqual(parser.parse(document.source, {}))
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the object of every block that did not change', () => {
    const document = createMarkdownDocument()
    document.append('# One\n\ntwo\n\n- a\n- b\n\nlast')
    const before = [...document.blocks]
    document.append(' words')
    expect(document.blocks.slice(0, 3)).toEqual(before.slice(0, 3))
    for (const index of [0, 1, 2]) expect(document.blocks[index]).toBe(before[index])
    expect(document.blocks[3]).not.toBe(before[3])
    expect(document.blocks[3]?.key).toBe(before[3]?.key)
  })

  it('keeps the object of the items before the one that grows', () => {
    const document = createMarkdownDocument()
    document.append('- a\n- b\n- c')
    const before = document.tree.items[0]
    document.append('!')
    const after = document.tree.items[0]
    expect(after).not.toBe(before)
    if (before === undefined || after === undefined) throw new Error('the list is missing')
    if (!('children' in before) || !('children' in after)) throw new Error('not a block')
    expect(after.children.items[0]).toBe(before.children.items[0])
    expect(after.children.items[1]).toBe(before.children.items[1])
  })

  it('gives the tokens of its blocks in document order', () => {
    const document = createMarkdownDocument()
    document.append(SAMPLE)
    const tokens = document.blocks.flatMap((block) => [...block.tokens])
    expect(tokens).toEqual(document.tokens())
  })

  it('closes a block when another begins, and all of them at the end', () => {
    const document = createMarkdownDocument()
    document.append('one\n\ntwo')
    expect(document.blocks.map((block) => block.closed)).toEqual([true, false])
    document.finish()
    expect(document.blocks.map((block) => block.closed)).toEqual([true, true])
  })

  it('starts over after a reset and opens again after the end', () => {
    const document = createMarkdownDocument()
    document.append('# one')
    document.finish()
    document.append(' more')
    expect(document.html()).toBe('<h1>one more</h1>\n')
    document.reset()
    expect(document.source).toBe('')
    expect(document.blocks).toEqual([])
    document.append('two')
    expect(document.html()).toBe('<p>two</p>\n')
  })

  it.each([
    ['the end', (document: MarkdownDocument) => document.finish()],
    [
      'a reset',
      (document: MarkdownDocument) => {
        const { source } = document
        document.reset()
        document.append(source)
      },
    ],
    ['a change of its parser', (_: MarkdownDocument, parser: Parser) => parser.disable('image')],
  ])('says of a list that becomes loose after %s what its tokens say', (_name, interrupt) => {
    for (const [before, after] of [
      [['- a\n- b\n'], ['- c\n', '- d\n', '\n', '- e']],
      [
        ['- a\n', '- b\n\n'],
        ['-', ' c', '\n- d'],
      ],
    ] as const) {
      const parser = new MarkdownIt()
      const document = createMarkdownDocument({ parser })
      for (const piece of before) {
        document.append(piece)
        expect(document.blocks).toHaveLength(1)
      }
      interrupt(document, parser)
      expect(document.blocks).toHaveLength(1)
      for (const piece of after) {
        document.append(piece)
        const tokens = document.tokens()
        expect(tokens).toEqual(parser.parse(document.source, {}))
        expect(document.blocks.flatMap((block) => [...block.tokens])).toEqual(tokens)
      }
    }
  })

  it('holds back a link definition whose address is still being typed, and only with repair', () => {
    const text = 'See [it].\n\n[it]: https://exam'
    const exact = createMarkdownDocument()
    exact.append(text)
    expect(exact.html()).toContain('href="https://exam"')
    const repaired = createMarkdownDocument({ repair: true })
    repaired.append(text)
    expect(repaired.html()).not.toContain('href')
    repaired.append('ple.com\n')
    expect(repaired.html()).toContain('href="https://example.com"')
  })

  it('is exact at the end whatever repair held back', () => {
    const parser = new MarkdownIt()
    const document = createMarkdownDocument({ parser, repair: true })
    document.append('[it]\n\n[it]: https://exam')
    document.finish()
    expect(document.html()).toBe(parser.render(document.source))
  })
})

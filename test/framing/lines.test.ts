import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineSplitter } from '../../src/framing/lines.ts'
import { cutAt, everyCut } from './cuts.ts'

/** Each line that was ended, and at last what follows the last line end. */
const read = (pieces: readonly string[]): readonly (string | undefined)[] => {
  const lines: (string | undefined)[] = []
  const splitter = createLineSplitter(
    (source, start, end) => lines.push(source.slice(start, end)),
    Infinity,
  )
  for (const piece of pieces) splitter.push(piece)
  return [...lines, splitter.end()]
}

describe('createLineSplitter', () => {
  it.each([
    ['a\nb\rc\r\nd', ['a', 'b', 'c', 'd']],
    ['\n\r\r\n\n\r', ['', '', '', '', '', undefined]],
    ['\r\r\n\r\n', ['', '', '', undefined]],
    ['\uFEFF\uFEFFa\n\uFEFFb', ['\uFEFFa', '\uFEFFb']],
    ['\uFEFF', [undefined]],
    ['\uFEFF\n', ['', undefined]],
    ['\n\uFEFF', ['', '\uFEFF']],
    ['a\u2028b\u2029c\u0085d\u000be\u000cf\n', ['a\u2028b\u2029c\u0085d\u000be\u000cf', undefined]],
    ['', [undefined]],
  ])('cuts %j, however it comes', (text, lines) => {
    for (const pieces of everyCut(text)) {
      expect([pieces, read(pieces)]).toEqual([pieces, lines])
    }
  })

  it('cuts any text as a regular expression does that sees the whole', () => {
    const texts = fc
      .array(fc.constantFrom('\r', '\n', '\r\n', 'a', 'é😀', ' ', ''), { maxLength: 40 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, fc.array(fc.nat(), { maxLength: 12 }), (text, positions) => {
        const lines = text.split(/\r\n|\r|\n/)
        expect(read(cutAt(text, positions))).toEqual([
          ...lines.slice(0, -1),
          lines.at(-1) || undefined,
        ])
      }),
      { numRuns: 1000 },
    )
  })

  it('reads a line as soon as a CR ends it, without waiting for an LF', () => {
    const lines: string[] = []
    const splitter = createLineSplitter((source, start, end) => {
      lines.push(source.slice(start, end))
    }, Infinity)
    splitter.push('a\r')
    expect(lines).toEqual(['a'])
    splitter.push('\n')
    splitter.push('')
    splitter.push('\n')
    expect(lines).toEqual(['a', ''])
  })
})

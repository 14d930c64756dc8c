import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGrowingText } from '../../../src/dialects/text/growingText.ts'

/** What a screen shows after these chunks, and what the text is. */
function grow(chunks: readonly string[]): { shown: string; text: string } {
  const growing = createGrowingText()
  let shown = ''
  for (const chunk of chunks) {
    const growth = growing.read(chunk)
    if (growth?.kind === 'piece') shown += growth.text
    else if (growth?.kind === 'whole') shown = growth.text
  }
  return { shown, text: growing.text }
}

describe('a text that grows', () => {
  it('is the last snapshot, however it was cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(fc.nat(60)), (whole, cuts) => {
        const ends = [...cuts.map((cut) => Math.min(cut, whole.length)), whole.length]
        const snapshots = ends.toSorted((a, b) => a - b).map((end) => whole.slice(0, end))
        expect(grow(snapshots)).toEqual({ shown: whole, text: whole })
      }),
    )
  })

  it('is all of its pieces, also where the first of them look like snapshots', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '哈'), maxLength: 3 })
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const chunks = [...pieces, '.', '!']
        const whole = chunks.join('')
        expect(grow(chunks)).toEqual({ shown: whole, text: whole })
      }),
    )
  })

  it('is corrected where a certain snapshot takes words back', () => {
    const first = '请先断电,再检查一号锅炉的传感器'
    expect(grow([first, `${first}接线`, `${first} ##0$$ 接线`]).shown).toBe(`${first} ##0$$ 接线`)
  })

  it('is no snapshot where the backend has said that chunks are pieces', () => {
    const growing = createGrowingText()
    growing.settleForPieces()
    expect([growing.read('哈'), growing.read('哈')].map((growth) => growth?.text)).toEqual([
      '哈',
      '哈',
    ])
    expect(growing.text).toBe('哈哈')
  })

  it('stays linear over 20,000 pieces', () => {
    const { shown } = grow(Array.from({ length: 20_000 }, (_, index) => `${index} `))
    expect(shown).toHaveLength(108_890)
  })
})

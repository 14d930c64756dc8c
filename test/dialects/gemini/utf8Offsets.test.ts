import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUtf16Offsets } from '../../../src/dialects/gemini/utf8Offsets.ts'

describe('places counted in bytes', () => {
  it('are found in any text, asked in any order', () => {
    const encoder = new TextEncoder()
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(20)), (text, cuts) => {
        const units = cuts.map((cut) => Array.from(text).slice(0, cut).join(''))
        const bytes = units.map((words) => encoder.encode(words).length)
        const found = toUtf16Offsets(text, bytes)
        expect(bytes.map((offset) => found.get(offset))).toEqual(units.map(({ length }) => length))
      }),
    )
  })

  it('within a character are its beginning, behind the end are none', () => {
    expect([...toUtf16Offsets('a🔧b', [0, 1, 3, 5, 6, 7, -1])]).toEqual([
      [-1, 0],
      [0, 0],
      [1, 1],
      [3, 1],
      [5, 3],
      [6, 4],
    ])
  })
})

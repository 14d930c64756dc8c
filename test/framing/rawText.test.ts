import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRawTextDecoder } from '../../src/framing/rawText.ts'
import { cutAt } from './cuts.ts'

const read = (pieces: readonly string[]): readonly (string | undefined)[] => {
  const decoder = createRawTextDecoder()
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.end()].map(
    (frame) => frame.data,
  )
}

describe('createRawTextDecoder', () => {
  it('gives each piece as it comes', () => {
    expect(read(['Hello', ',\r\n\n', '', ' world '])).toEqual(['Hello', ',\r\n\n', ' world '])
  })

  it('drops the byte order mark at the beginning and no other', () => {
    expect(read(['\uFEFF\uFEFFa\uFEFF'])).toEqual(['\uFEFFa\uFEFF'])
    expect(read(['\uFEFF', '\uFEFF'])).toEqual(['\uFEFF'])
    expect(read(['', '\uFEFFa'])).toEqual(['a'])
  })

  it('never ends a frame in the middle of a character', () => {
    expect(read(['a\uD83D', '\uDE00b'])).toEqual(['a', '😀b'])
    expect(read(['\uD83D', '', '\uDE00'])).toEqual(['😀'])
  })

  it('gives a half character that nothing follows at the end', () => {
    expect(read(['a\uD83D'])).toEqual(['a', '\uD83D'])
  })

  it('adds up to the same text for any cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat()), (text, cuts) => {
        expect(read(cutAt(text, cuts)).join('')).toBe(text.replace(/^\uFEFF/, ''))
      }),
    )
  })
})

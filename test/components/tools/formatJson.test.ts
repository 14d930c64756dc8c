import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatJson } from '../../../src/components/tools/formatJson.ts'

const anyJson = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value))

describe('formatJson', () => {
  it('writes what JSON.stringify writes, however the text was spaced', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        const set = JSON.stringify(JSON.parse(text), null, 2)
        expect(formatJson(text)).toBe(set)
        expect(formatJson(JSON.stringify(JSON.parse(text), null, '\t'))).toBe(set)
      }),
    )
  })

  it('never moves what it has set: a start of the text gives a start of the whole', () => {
    fc.assert(
      fc.property(anyJson, fc.nat(), (text, place) => {
        const start = formatJson(text.slice(0, place % (text.length + 1)))
        expect(start).toBeDefined()
        expect(formatJson(text)?.startsWith(start ?? '?')).toBe(true)
      }),
    )
  })

  it('keeps figures that parsing would round', () => {
    expect(formatJson('{"id":12345678901234567890}')).toBe('{\n  "id": 12345678901234567890\n}')
  })

  it.each(['[see below]', '{a}}', '[中]', '['.repeat(100)])(
    'leaves alone what is no JSON: %s',
    (text) => {
      expect(formatJson(text)).toBeUndefined()
    },
  )
})

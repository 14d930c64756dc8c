import { describe, expect, it } from 'vitest'
import { writeValue } from '../../../src/components/tools/writeValue.ts'

describe('writeValue', () => {
  it('leaves text as it is and sets everything else in lines', () => {
    expect(writeValue('{"half":')).toBe('{"half":')
    expect(writeValue('[see [1] below]')).toBe('[see [1] below]')
    expect(writeValue({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(writeValue({ a: [], b: {} })).toBe('{\n  "a": [],\n  "b": {}\n}')
    expect(writeValue(42)).toBe('42')
    expect(writeValue(null)).toBe('null')
  })

  it('sets JSON in lines that came as text, and the start of it where more is awaited', () => {
    expect(writeValue('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(writeValue('{"a":[1,"b', { isPartial: true })).toBe('{\n  "a": [\n    1,\n    "b')
    expect(writeValue('plain words', { isPartial: true })).toBe('plain words')
  })

  it('survives what JSON cannot hold', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(writeValue(circle)).toBe('[object Object]')
    expect(writeValue(10n)).toBe('10')
    expect(writeValue(undefined)).toBe('undefined')
  })

  it.each([['x'.repeat(1_000_000)], [['x'.repeat(1_000_000)]], ['['.repeat(1_000_000)]])(
    'cuts a value that is too long to read, in no time',
    (value) => {
      const start = performance.now()
      const written = writeValue(value, { isPartial: true })
      expect(written).toHaveLength(64 * 1024 + 1)
      expect(written.endsWith('…')).toBe(true)
      expect(performance.now() - start).toBeLessThan(200)
    },
  )
})

import { describe, expect, it } from 'vitest'
import { writeValue } from '../../../src/components/tools/writeValue.ts'

describe('writeValue', () => {
  it('leaves text as it is and indents everything else', () => {
    expect(writeValue('{"half":')).toBe('{"half":')
    expect(writeValue({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}')
    expect(writeValue(42)).toBe('42')
    expect(writeValue(null)).toBe('null')
  })

  it('survives what JSON cannot hold', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(writeValue(circle)).toBe('[object Object]')
    expect(writeValue(10n)).toBe('10')
    expect(writeValue(undefined)).toBe('undefined')
  })

  it('cuts a value that is too long to read', () => {
    expect(writeValue('x'.repeat(1_000_000))).toHaveLength(64 * 1024 + 1)
  })
})

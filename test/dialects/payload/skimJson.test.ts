import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { skimJson } from '../../../src/dialects/payload/skimJson.ts'

describe('what is left of a payload that is too large', () => {
  it('is all of it where it is small', () => {
    const value = { type: 'end', response: { status: 'completed', list: [1, { a: 'b' }] } }
    expect(skimJson(JSON.stringify(value))).toEqual(value)
  })

  it('is every field but those that are too large, and the last items of a list', () => {
    const list = Array.from({ length: 20_000 }, (_, index) => index)
    const large = Object.fromEntries(list.map((index) => [`k${index}`, index]))
    const left = skimJson(JSON.stringify({ type: 'end', list, inner: { large, list, name: 'n' } }))
    expect(left).toMatchObject({ type: 'end', inner: { name: 'n' } })
    expect(left?.['list']).toEqual(list.slice(-1000))
  })

  it('is nothing that lies too deep', () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    expect(skimJson(`{"type":"end","deep":${deep}}`)).toMatchObject({ type: 'end' })
  })

  it('is nothing where there was no object', () => {
    for (const text of ['[1]', '"a"', '1', '{', '']) expect(skimJson(text)).toBeUndefined()
  })

  it('has no key that reaches a prototype, and never throws', () => {
    expect(skimJson('{"__proto__":{"a":1},"b":{"constructor":1,"c":2}}')).toEqual({ b: { c: 2 } })
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        skimJson(text)
        return !Object.hasOwn(Object.prototype, 'a')
      }),
    )
  })
})

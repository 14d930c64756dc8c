import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createJsonArraySplitter } from '../../src/framing/jsonArray.ts'

it('gives the items of any array, however it is written and wherever it is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      fc.constantFrom(0, 2),
      fc.integer({ min: 1, max: 9 }),
      (list, indent, length) => {
        const text = JSON.stringify(list, null, indent)
        const splitter = createJsonArraySplitter()
        const items: unknown[] = []
        for (let start = 0; start < text.length; start += length) {
          for (const item of splitter.push(text.slice(start, start + length))) {
            items.push(JSON.parse(item))
          }
        }
        expect(JSON.stringify(items)).toBe(JSON.stringify(list))
        expect(splitter.isClosed).toBe(true)
      },
    ),
  )
})

it('gives no half of an item, and of what is behind the array only the next one', () => {
  const splitter = createJsonArraySplitter()
  expect(splitter.push(' [{"a":"]"},{"b":')).toEqual(['{"a":"]"}'])
  expect(splitter.isClosed).toBe(false)
  expect(splitter.push('"\\"}"}]{"c":1}')).toEqual(['{"b":"\\"}"}'])
  expect(splitter.push('\n[1,2')).toEqual(['1'])
  expect(splitter.isClosed).toBe(false)
  expect(splitter.push(']')).toEqual(['2'])
})

it('gives what was whole before an item that is too large, and throws with the next call', () => {
  const splitter = createJsonArraySplitter({ maxEventBytes: 100 })
  expect(splitter.push(`[1,"${'x'.repeat(200)}",2]`)).toEqual(['1'])
  expect(() => splitter.push('')).toThrow(/larger than 100/)
  expect(() => splitter.push('3')).toThrow(/larger than 100/)
})

it('never throws, whatever the text is, except for an item that is too large', () => {
  fc.assert(fc.property(fc.string(), (text) => void createJsonArraySplitter().push(text)))
  const long = `[${'x'.repeat(200)}`
  expect(() => createJsonArraySplitter({ maxEventBytes: 100 }).push(long)).toThrow(
    /larger than 100/,
  )
})

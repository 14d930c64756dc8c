import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyPlainData } from '../../src/store/plainData.ts'
import {
  makeRecord,
  migrations,
  readHeading,
  readRecord,
  SCHEMA,
} from '../../src/store/threadRecord.ts'
import { talkOf } from './support/openHistory.ts'

const safe = (key: string): boolean => !['__proto__', 'constructor', 'prototype'].includes(key)

describe('a record', () => {
  it('is read as it was written', () => {
    const talk = talkOf('a', 'Why?', 'So.', 5)
    const record: unknown = JSON.parse(JSON.stringify(makeRecord(talk, 7)))
    expect(readRecord(record)).toEqual({ thread: talk, revision: 7 })
    expect(readHeading(record)).toMatchObject({ id: 'a', title: 'Why?', revision: 7, turnCount: 2 })
  })

  it('of every older schema has a way to the one of now', () => {
    const steps = Array.from({ length: SCHEMA }, (_, schema) => schema)
    expect(Object.keys(migrations).map(Number)).toEqual(steps)
    const talk = talkOf('a', 'Why?', 'So.')
    expect(readRecord(talk)).toEqual({ thread: talk, revision: 0 })
  })

  it('is refused without harm, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readRecord(value)).toBeTypeOf('object')
        expect(readHeading(value)).toBeTypeOf('object')
      }),
    )
  })

  it('has no id that reaches a prototype', () => {
    const heading = { schema: 1, id: '__proto__', createdAt: 0, updatedAt: 0 }
    expect(readHeading(heading)).toEqual({ refused: 'broken' })
    expect(readRecord(talkOf('__proto__', 'Why?'))).toEqual({ refused: 'broken' })
  })
})

describe('a copy of plain data', () => {
  it('is the same for whatever JSON can say', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, (_, one: unknown) =>
          typeof one === 'object' && one !== null && !Array.isArray(one)
            ? Object.fromEntries(Object.entries(one).filter(([key]) => safe(key)))
            : one,
        )
        expect(JSON.stringify(copyPlainData(JSON.parse(text)))).toBe(text)
      }),
    )
  })

  it('has no circle, no end without depth and nothing that a talk may not hold', () => {
    const circle: Record<string, unknown> = { kept: 1, map: new Map(), date: new Date() }
    circle['self'] = circle
    expect(JSON.stringify(copyPlainData(circle))).toBe('{"kept":1}')
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(() => JSON.stringify(copyPlainData(deep))).not.toThrow()
  })

  it('copies what is shared once, so that a small value cannot grow without bound', () => {
    let shared: unknown = { leaf: 1 }
    for (let level = 0; level < 60; level++) shared = { left: shared, right: shared }
    const copy = copyPlainData(shared)
    expect(copy).toBeTypeOf('object')
  })
})

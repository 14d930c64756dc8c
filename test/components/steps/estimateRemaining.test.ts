import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  estimateRemaining,
  roundRemaining,
} from '../../../src/components/steps/estimateRemaining.ts'

const seen = { durations: [4000, 6000], finished: 2, total: 5, currentMs: 1000 }

/** What is left after four seconds in which it was asked so often, if it began far too high. */
const ask = (times: number): number => {
  let remainingMs = 40_000
  for (let index = 0; index < times; index++) {
    const before = { remainingMs, ageMs: 4000 / times }
    const currentMs = 1000 + ((index + 1) * 4000) / times
    remainingMs = estimateRemaining({ ...seen, currentMs, before }) ?? 0
  }
  return remainingMs
}

describe('estimateRemaining', () => {
  it('takes the middle one of the finished steps for what is left, less what is done of this one', () => {
    expect(estimateRemaining(seen)).toBe(5000 - 1000 + 2 * 5000)
    const uneven = { ...seen, durations: [1000, 2000, 90_000], finished: 3 }
    expect(estimateRemaining(uneven)).toBe(1000 + 2000)
  })

  it('says nothing while it would be a guess', () => {
    expect(estimateRemaining({ ...seen, total: undefined })).toBeUndefined()
    expect(estimateRemaining({ ...seen, durations: [4000], finished: 1 })).toBeUndefined()
    expect(estimateRemaining({ ...seen, total: 2 })).toBeUndefined()
    // The last step takes longer than any: how much longer nobody knows.
    expect(estimateRemaining({ ...seen, total: 3, currentMs: 60_000 })).toBeUndefined()
  })

  it('counts the steps behind one that takes too long, and not that one', () => {
    expect(estimateRemaining({ ...seen, currentMs: 60_000 })).toBe(10_000)
  })

  it('runs down with the clock as long as nothing new is found out', () => {
    const before = { remainingMs: 14_000, ageMs: 1000 }
    expect(estimateRemaining({ ...seen, currentMs: 2000, before })).toBeCloseTo(13_000)
  })

  it('moves towards a new finding, less than all the way, and never past it', () => {
    const time = fc.integer({ min: 1, max: 120_000 })
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 2, maxLength: 20 }),
        fc.integer({ min: 1, max: 50 }),
        time,
        time,
        fc.integer({ min: 1, max: 1000 }),
        (durations, rest, currentMs, remainingMs, ageMs) => {
          const run = { durations, finished: durations.length, total: durations.length + rest }
          const found = estimateRemaining({ ...run, currentMs }) ?? 0
          const expected = Math.max(0, remainingMs - ageMs)
          const next = estimateRemaining({ ...run, currentMs, before: { remainingMs, ageMs } })
          if (next === undefined) return
          // One second old at most: less than a fifth of the way, and two seconds where nothing is shown.
          expect(Math.abs(next - expected)).toBeLessThanOrEqual(
            0.2 * Math.abs(found - expected) + 2000,
          )
          expect(next).toBeLessThanOrEqual(Math.max(found, expected) + 2000)
        },
      ),
    )
  })

  it('comes to the same however often it is asked', () => {
    expect(ask(16)).toBeCloseTo(ask(4), -3)
  })

  it('is shown in figures that change seldom', () => {
    expect([1200, 9100, 11_000, 31_000, 61_000].map(roundRemaining)).toEqual([
      2000, 10_000, 15_000, 35_000, 75_000,
    ])
  })
})

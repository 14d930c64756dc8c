import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeWait, resolveRetry } from '../../src/run/retry.ts'

const policy = resolveRetry()
const nothing = { failures: 1, retryField: undefined, retryAfter: undefined, random: 0 }

test('the wait doubles from one attempt to the next, up to a cap', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 60].map(
    (failures) => computeWait(policy, { ...nothing, failures }).delay,
  )
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test('jitter comes on top and never shortens', () => {
  expect(computeWait(policy, { ...nothing, random: 0.5 }).delay).toBe(625)
  expect(computeWait(policy, { ...nothing, failures: 20, random: 1 }).delay).toBe(45_000)
  expect(computeWait({ ...policy, jitter: 0 }, { ...nothing, random: 1 }).delay).toBe(500)
})

test.each([
  [0, 500, 250],
  [3_000, 3_000, 3_000],
  [1e12, 60_000, 60_000],
])('`retry: %i` of the stream is a floor within bounds', (retryField, delay, floor) => {
  expect(computeWait(policy, { ...nothing, retryField })).toEqual({ delay, floor })
})

test.each([
  [0, 500, 0],
  [7_000, 7_000, 7_000],
  [1e12, 120_000, 120_000],
])('`Retry-After` of %i ms is a floor within bounds', (retryAfter, delay, floor) => {
  expect(computeWait(policy, { ...nothing, retryAfter })).toEqual({ delay, floor })
})

test('whatever a server says, the wait is finite, above its floor and within bounds', () => {
  const number = fc.option(fc.double({ min: 0, noNaN: true }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      number,
      number,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, retryField, retryAfter, random) => {
        const { delay, floor } = computeWait(policy, { failures, retryField, retryAfter, random })
        expect(delay).toBeGreaterThanOrEqual(Math.max(500, floor))
        expect(delay).toBeLessThanOrEqual(120_000 + 15_000)
      },
    ),
  )
})

test('`false` is one attempt, and other options keep their defaults', () => {
  expect(resolveRetry(false).attempts).toBe(1)
  expect(resolveRetry({ attempts: 'unlimited' })).toMatchObject({
    attempts: Number.POSITIVE_INFINITY,
    baseDelay: 500,
    maxDelay: 30_000,
  })
})

test.each([
  { attempts: 0 },
  { baseDelay: -1 },
  { maxDelay: Number.NaN },
  { jitter: -0.1 },
  { jitter: Number.POSITIVE_INFINITY },
  { elapsed: Number.POSITIVE_INFINITY },
])('%o cannot be meant', (options) => {
  expect(() => resolveRetry(options)).toThrow(RangeError)
})

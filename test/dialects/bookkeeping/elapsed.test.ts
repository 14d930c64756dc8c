import { expect, it } from 'vitest'
import { elapsedField } from '../../../src/dialects/bookkeeping/elapsed.ts'

it.each([
  [1.2345, 1235],
  [0, 0],
  ['1', undefined],
  [null, undefined],
  [1e308, undefined],
])('reads %j seconds as %j milliseconds', (seconds, milliseconds) => {
  expect(elapsedField({ seconds }, 'seconds')).toBe(milliseconds)
})

import { expect, test } from 'vitest'
import type { EventOf } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { answer, outline, stateOf } from './stateOf.ts'

const start = (stepId: string, index: number): EventOf<'step-start'> => ({
  type: 'step-start',
  stepId,
  index,
})

test('a step begins, runs and ends in its place', () => {
  const state = stateOf(
    { ...start('plan', 0), name: 'Plan', parentId: 'root' },
    answer('x', { stepId: 'plan' }),
    { type: 'step-end', stepId: 'plan', status: 'ok', elapsedMs: 12 },
  )
  expect(state.steps).toEqual([
    {
      id: 'plan',
      index: 0,
      name: 'Plan',
      parentId: 'root',
      status: 'ok',
      text: 'x',
      elapsedMs: 12,
    },
  ])
  expect(outline(state)).toEqual(['step:plan', 'text:x'])
})

test('the last word on how many steps there will be holds', () => {
  const state = stateOf({ ...start('a', 0), total: 3 }, start('b', 1))
  expect(state.stepTotal).toBe(3)
  expect(reduceStream(state, { ...start('c', 2), total: 4 }).stepTotal).toBe(4)
  expect(stateOf(start('a', 0)).stepTotal).toBeUndefined()
})

test('a failed step says why', () => {
  const end = { type: 'step-end', stepId: 'a', status: 'error', error: 'no rows' } as const
  expect(stateOf(start('a', 0), end).steps).toMatchObject([{ status: 'error', error: 'no rows' }])
})

test('the end of an unknown step shows it once, and a late start does not show it again', () => {
  const end = { type: 'step-end', stepId: 'a', status: 'skipped' } as const
  const ended = stateOf(end)
  expect(ended.steps).toMatchObject([{ id: 'a', index: 0, status: 'skipped', text: '' }])
  expect(reduceStream(ended, end)).toBe(ended)
  const state = reduceStream(ended, { ...start('a', 3), name: 'A' })
  expect(state.steps).toMatchObject([{ id: 'a', index: 3, name: 'A' }])
  expect(outline(state)).toEqual(['step:a'])
})

test('a step leaves the other steps as they are', () => {
  const before = stateOf(start('a', 0), start('b', 1))
  const after = reduceStream(before, { type: 'step-end', stepId: 'b', status: 'ok' })
  expect(after.steps[0]).toBe(before.steps[0])
  expect(after.parts).toBe(before.parts)
})

test.each([
  ['ok', { reason: 'stop', clean: true }],
  ['error', { reason: 'error', clean: true }],
  ['paused', { reason: 'interrupt', clean: true }],
  ['paused', { reason: 'eof', clean: false }],
] as const)('a step that still runs is %s after done with %o', (status, done) => {
  const ended = { type: 'step-end', stepId: 'a', status: 'skipped' } as const
  const state = stateOf(start('a', 0), ended, start('b', 1), { type: 'done', ...done })
  expect(state.steps.map((step) => step.status)).toEqual(['skipped', status])
})

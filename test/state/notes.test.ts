import { expect, test } from 'vitest'
import type { EventOf } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { outline, stateOf } from './stateOf.ts'

const fault: EventOf<'error'> = {
  type: 'error',
  message: 'model is busy',
  recoverable: true,
  scope: 'stream',
}

function data(name: string, value: unknown, key?: string): EventOf<'data'> {
  return { type: 'data', name, data: value, key }
}

function ask(payload: unknown, interruptId?: string): EventOf<'interrupt'> {
  return { type: 'interrupt', kind: 'input', payload, interruptId }
}

test('ids are gathered from wherever they come', () => {
  const state = stateOf(
    { type: 'start', dialect: 'rag', model: 'm' },
    { type: 'meta', sessionId: 's' },
    { type: 'meta', sessionId: 't', runId: undefined },
  )
  expect(state.dialect).toBe('rag')
  expect(state.ids).toEqual({ model: 'm', sessionId: 't' })
  expect('runId' in state.ids).toBe(false)
  expect(reduceStream(state, { type: 'meta', sessionId: 't' })).toBe(state)
})

test('a status is a part, with its level', () => {
  const state = stateOf(
    { type: 'status', message: 'Searching' },
    { type: 'status', message: 'Slow', level: 'warning', phase: 'search', agent: 'a' },
  )
  expect(state.parts).toEqual([
    { key: '0', type: 'status', message: 'Searching', level: 'info' },
    { key: '1', type: 'status', message: 'Slow', level: 'warning', phase: 'search', agent: 'a' },
  ])
})

test('data with a key replaces its forerunner in its place', () => {
  const state = stateOf(
    data('chart', { rows: 1 }, 'a'),
    data('chart', { rows: 5 }),
    data('table', 1, 'a'),
    data('chart', { rows: 2 }, 'a'),
  )
  expect(state.parts).toEqual([
    { key: '0', type: 'data', name: 'chart', data: { rows: 2 }, id: 'a' },
    { key: '1', type: 'data', name: 'chart', data: { rows: 5 } },
    { key: '2', type: 'data', name: 'table', data: 1, id: 'a' },
  ])
  expect(reduceStream(state, data('chart', { rows: 2 }, 'a'))).toBe(state)
})

test('a question to the user is asked once per id', () => {
  const state = stateOf(ask('which?', 'i'), ask('which one?', 'i'), ask('and?'), ask('and?'))
  expect(state.parts).toMatchObject([
    { id: 'i', payload: 'which one?' },
    { payload: 'and?' },
    { payload: 'and?' },
  ])
})

test('progress completes itself', () => {
  const state = stateOf(
    { type: 'progress', total: 4, label: 'Reading' },
    { type: 'progress', value: 2 },
  )
  expect(state.progress).toEqual({ value: 2, total: 4, label: 'Reading' })
  expect(state.parts).toEqual([])
})

test('running totals replace, parts of a sum add up', () => {
  const state = stateOf(
    { type: 'usage', inputTokens: 10, outputTokens: 1, cumulative: true },
    { type: 'usage', outputTokens: 5, cumulative: true },
    { type: 'usage', outputTokens: 2, reasoningTokens: 3, cumulative: false },
  )
  expect(state.usage).toEqual({ inputTokens: 10, outputTokens: 7, reasoningTokens: 3 })
})

test('a fault stands in the list and among the parts, and is not the end', () => {
  const state = stateOf({ ...fault, code: 'busy', status: 503 })
  const noted = { message: 'model is busy', code: 'busy', recoverable: true, scope: 'stream' }
  expect(state.errors).toEqual([noted])
  expect(state.parts).toEqual([{ key: '0', type: 'error', fault: noted }])
  expect(state.status).toBe('streaming')
})

test('a fault that is reported twice in a row is one, with all that was said of it', () => {
  const before = stateOf(fault, { type: 'text', channel: 'answer', delta: 'a' }, fault)
  expect(before.errors).toHaveLength(1)
  const after = reduceStream(before, { ...fault, code: 'busy', recoverable: false })
  expect(after.errors).toMatchObject([{ code: 'busy', recoverable: false }])
  expect(after.parts[0]).toMatchObject({ fault: after.errors[0] })
  expect(outline(after)).toEqual(['error', 'text:a'])
})

test('faults of another reach or message are others', () => {
  const state = stateOf(fault, { ...fault, scope: 'tool' }, { ...fault, message: 'x' }, fault)
  expect(state.errors).toHaveLength(4)
})

test('malformed events are counted one by one, however alike they are', () => {
  const malformed = { ...fault, scope: 'item' } as const
  expect(stateOf(malformed, malformed, malformed).errors).toHaveLength(3)
})

import { expect, test } from 'vitest'
import { reduceStream } from '../../src/state/reduce.ts'
import { answer, outline, reasoning, stateOf } from './stateOf.ts'

test('pieces of text make one part and the answer', () => {
  const state = stateOf(answer('Hel'), answer('lo '), answer('\n'), answer(' you'))
  expect(state.answer).toBe('Hello \n you')
  expect(outline(state)).toEqual(['text:Hello \n you'])
})

test('an empty piece makes no part', () => {
  expect(stateOf(answer('')).parts).toEqual([])
  const state = stateOf(answer('a'))
  expect(reduceStream(state, answer(''))).toBe(state)
})

test('the channels are kept apart and cut each other', () => {
  const state = stateOf(reasoning('hm'), answer('A'), reasoning('so'), answer('B'))
  expect(state.answer).toBe('AB')
  expect(state.reasoning).toBe('hmso')
  expect(outline(state)).toEqual(['reasoning:hm', 'text:A', 'reasoning:so', 'text:B'])
})

test.each([
  ['a step', { type: 'step-start', stepId: 's', index: 0 }],
  ['a tool', { type: 'tool-start', toolCallId: 't' }],
  ['a question to the user', { type: 'interrupt', kind: 'input', payload: 'which?' }],
] as const)('%s cuts the text', (_name, event) => {
  expect(stateOf(answer('a'), event, answer('b')).parts).toHaveLength(3)
})

test.each([
  ['a status', { type: 'status', message: 'searching' }],
  ['data', { type: 'data', name: 'chart', data: 1 }],
  ['a fault', { type: 'error', message: 'x', recoverable: true, scope: 'item' }],
  ['progress', { type: 'progress', value: 1 }],
  ['usage', { type: 'usage', totalTokens: 1, cumulative: true }],
  ['results', { type: 'results', kind: 'cited', items: [{ id: '1', images: [], metadata: {} }] }],
  ['ids', { type: 'meta', runId: 'r' }],
] as const)('%s in the middle of a sentence does not cut it', (_name, event) => {
  const state = stateOf(answer('The **bo'), event, answer('ld** word'))
  expect(outline(state)).toContain('text:The **bold** word')
})

test('another step or agent begins another part', () => {
  const state = stateOf(
    answer('a', { stepId: 's1' }),
    answer('b', { stepId: 's2' }),
    answer('c', { stepId: 's2', agent: 'writer' }),
    answer('d'),
  )
  expect(outline(state)).toEqual(['text:a', 'text:b', 'text:c', 'text:d'])
  expect(state.parts[2]).toMatchObject({ stepId: 's2', agent: 'writer' })
})

test('text that names no step begins a new part once a step has ended', () => {
  const state = stateOf(
    { type: 'step-start', stepId: 's', index: 0 },
    answer('in'),
    { type: 'step-end', stepId: 's', status: 'ok' },
    answer('af'),
    answer('ter'),
  )
  expect(outline(state)).toEqual(['step:s', 'text:in', 'text:after'])
})

test('steps that run side by side each keep their text in one piece', () => {
  const state = stateOf(
    { type: 'step-start', stepId: 's1', index: 0 },
    { type: 'step-start', stepId: 's2', index: 1 },
    answer('a', { stepId: 's1' }),
    answer('x', { stepId: 's2' }),
    answer('b', { stepId: 's1' }),
    { type: 'step-end', stepId: 's1', status: 'ok' },
    answer('y', { stepId: 's2' }),
  )
  expect(outline(state)).toEqual(['step:s1', 'step:s2', 'text:ab', 'text:xy'])
  expect(state.answer).toBe('abxy')
  expect(state.steps.map((step) => step.text)).toEqual(['ab', 'xy'])
})

test('an outer step that goes on after an inner one goes on behind it', () => {
  const state = stateOf(
    { type: 'step-start', stepId: 'outer', index: 0 },
    answer('a', { stepId: 'outer' }),
    { type: 'step-start', stepId: 'inner', index: 1 },
    answer('b', { stepId: 'inner' }),
    { type: 'step-end', stepId: 'inner', status: 'ok' },
    answer('c', { stepId: 'outer' }),
  )
  expect(outline(state)).toEqual(['step:outer', 'text:a', 'step:inner', 'text:b', 'text:c'])
})

test('a named part takes its text wherever it stands', () => {
  const state = stateOf(
    answer('a', { partId: '1' }),
    answer('x', { partId: '2' }),
    { type: 'tool-start', toolCallId: 't' },
    answer('b', { partId: '1' }),
    answer('y', { partId: '2' }),
  )
  expect(outline(state)).toEqual(['text:ab', 'text:xy', 'tool:t'])
  expect(state.answer).toBe('abxy')
})

test('part names that start anew in each step do not mix', () => {
  const state = stateOf(
    answer('a', { partId: '0', stepId: 's1' }),
    answer('b', { partId: '0', stepId: 's2' }),
    answer('c', { partId: '0', stepId: 's2' }),
  )
  expect(outline(state)).toEqual(['text:a', 'text:bc'])
})

test('a step holds the answer that names it, also what came before its start', () => {
  const state = stateOf(
    answer('early ', { stepId: 's' }),
    { type: 'step-start', stepId: 's', index: 0 },
    answer('late', { stepId: 's' }),
    reasoning('hm', { stepId: 's' }),
    answer('elsewhere'),
  )
  expect(state.steps).toMatchObject([{ id: 's', text: 'early late' }])
})

test('parts keep their key, and keys are never shared', () => {
  const before = stateOf(answer('a'), { type: 'tool-start', toolCallId: 't' }, answer('b'))
  const after = reduceStream(before, answer('c'))
  expect(after.parts.map((part) => part.key)).toEqual(before.parts.map((part) => part.key))
  expect(new Set(after.parts.map((part) => part.key)).size).toBe(3)
})

test('what a piece of text does not touch keeps its identity', () => {
  const before = stateOf(
    { type: 'status', message: 'go' },
    { type: 'tool-start', toolCallId: 't' },
    answer('a'),
  )
  const after = reduceStream(before, answer('b'))
  expect(after.parts[0]).toBe(before.parts[0])
  expect(after.parts[1]).toBe(before.parts[1])
  expect(after.tools).toBe(before.tools)
  expect(after.ids).toBe(before.ids)
  expect(before.answer).toBe('a')
})

import { expect, test } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import type { ToolCall } from '../../src/state/streamState.ts'
import { outline, stateOf } from './stateOf.ts'

const input = (delta: string): StreamEvent => ({
  type: 'tool-delta',
  toolCallId: 't',
  of: 'input',
  delta,
})
const output = (delta: string): StreamEvent => ({
  type: 'tool-delta',
  toolCallId: 't',
  of: 'output',
  delta,
})
const inputEnd: StreamEvent = { type: 'tool-end', toolCallId: 't', phase: 'input' }
const start: StreamEvent = { type: 'tool-start', toolCallId: 't', name: 'search' }

function toolAfter(...events: readonly StreamEvent[]): ToolCall | undefined {
  return stateOf(...events).tools[0]
}

test('arguments grow as text and become a value once they are whole', () => {
  const growing = stateOf(start, input('{"q":'), input('"rill"}'))
  expect(growing.tools).toEqual([
    { id: 't', name: 'search', input: '{"q":"rill"}', status: 'input' },
  ])
  expect(reduceStream(growing, inputEnd).tools).toEqual([
    { id: 't', name: 'search', input: { q: 'rill' }, status: 'running' },
  ])
})

test('arguments that the end names win over the pieces', () => {
  const end = { ...inputEnd, input: { q: 2 } } as StreamEvent
  expect(toolAfter(start, input('{"q":1'), end)).toMatchObject({ input: { q: 2 } })
})

test('no arguments at all are an empty object', () => {
  expect(toolAfter(start, inputEnd)).toMatchObject({ input: {}, status: 'running' })
  expect(toolAfter(start, input(''), inputEnd)).toMatchObject({ input: {}, status: 'running' })
})

test('arguments that are not JSON stay as they were written', () => {
  expect(toolAfter(start, input('{"q": '), inputEnd)?.input).toBe('{"q": ')
})

test('arguments lose a name that would reach a prototype, and nothing else', () => {
  const raw = '{"a":{"__proto__":{"isAdmin":true},"b":1}}'
  expect(toolAfter(start, input(raw), inputEnd)?.input).toStrictEqual({ a: { b: 1 } })
})

test('an input that came whole is never read as JSON', () => {
  const result: StreamEvent = {
    type: 'tool-end',
    toolCallId: 't',
    phase: 'output',
    output: ['hit'],
  }
  const started: StreamEvent = { type: 'tool-start', toolCallId: 't', input: '42' }
  expect(toolAfter(started)).toEqual({ id: 't', input: '42', status: 'running' })
  expect(toolAfter(started, result)).toEqual({
    id: 't',
    input: '42',
    output: ['hit'],
    status: 'ok',
  })
})

test('an output closes the arguments too', () => {
  const result: StreamEvent = { type: 'tool-end', toolCallId: 't', phase: 'output', output: 1 }
  expect(toolAfter(start, input('{"a":1}'), result)).toMatchObject({ input: { a: 1 }, output: 1 })
})

test('a call that is only known by its output has no invented arguments', () => {
  const result: StreamEvent = { type: 'tool-end', toolCallId: 't', phase: 'output', output: 1 }
  expect(toolAfter(result)).toEqual({ id: 't', output: 1, status: 'ok' })
})

test('an output can grow in pieces', () => {
  expect(toolAfter(start, input('{}'), output('a'), output('b'))).toMatchObject({
    input: {},
    output: 'ab',
    status: 'running',
  })
})

test('a failed tool says why, and later pieces do not wake it', () => {
  const failed: StreamEvent = { type: 'tool-end', toolCallId: 't', phase: 'output', error: 'down' }
  const state = stateOf(start, failed)
  expect(state.tools).toMatchObject([{ status: 'error', error: 'down' }])
  expect(reduceStream(state, input('x'))).toBe(state)
  expect(reduceStream(state, inputEnd).tools).toMatchObject([{ status: 'error' }])
})

test('events of an unknown call show the call, once', () => {
  const state = stateOf(input('{'), input('}'), start, inputEnd)
  expect(state.tools).toEqual([{ id: 't', name: 'search', input: {}, status: 'running' }])
  expect(outline(state)).toEqual(['tool:t'])
})

test('a call that needs a yes waits for it', () => {
  const ask: StreamEvent = {
    type: 'interrupt',
    kind: 'approval',
    interruptId: 'i',
    toolCallId: 't',
    payload: { risk: 'high' },
  }
  const waiting = stateOf(start, input('{"a":1}'), ask)
  expect(waiting.tools).toMatchObject([{ input: { a: 1 }, status: 'awaiting-approval' }])
  expect(outline(waiting)).toEqual(['tool:t', 'interrupt'])
  expect(reduceStream(waiting, ask)).toBe(waiting)
  const result: StreamEvent = { type: 'tool-end', toolCallId: 't', phase: 'output', output: 1 }
  expect(reduceStream(waiting, result).tools).toMatchObject([{ status: 'ok' }])
})

test('calls do not touch each other', () => {
  const before = stateOf(start, { type: 'tool-start', toolCallId: 'u', name: 'fetch' })
  const after = reduceStream(before, input('{'))
  expect(after.tools[1]).toBe(before.tools[1])
  expect(after.parts).toBe(before.parts)
})

test('a call that a failed stream leaves open has failed, others keep what they are', () => {
  const open: StreamEvent = { type: 'tool-start', toolCallId: 'open', input: {} }
  const end = { type: 'done', reason: 'error', clean: false } as const
  const state = stateOf(start, inputEnd, { ...inputEnd, phase: 'output', output: 1 }, open, end)
  expect(state.tools.map((tool) => tool.status)).toEqual(['ok', 'error'])
})

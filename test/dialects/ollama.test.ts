import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ollamaDialect } from '../../src/dialects/ollama.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(ollamaDialect)

const line = (message: object, fields: object = {}): object => ({
  model: 'm',
  message: { role: 'assistant', content: '', ...message },
  done: false,
  ...fields,
})
const last = (fields: object = {}): object => line({}, { done: true, ...fields })
const read = (...lines: readonly unknown[]): StreamState =>
  readPayloads(ollamaDialect, lines, 'ndjson').state

describe('what a recording leaves behind', () => {
  it.each([
    ['chat', 'complete', '天空是蓝色的,because of Rayleigh 🌤️\n\n- 散射!', ''],
    ['generate', 'complete', '从前 there was a hill.', ''],
    ['thinking', 'complete', '共 3 个。', '先数字母 r。'],
    ['think-tags', 'complete', '\n\n选左。', '\n比较。\n'],
    ['tool-calls', 'complete', '', '要查两处。'],
    ['error', 'failed', '正在加载', ''],
    ['load', 'complete', '', ''],
    ['cut-off', 'interrupted', '说到一半', ''],
    ['malformed', 'complete', '一二', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(ollamaDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('calls that run, with the input they came with', () => {
    expect(stateOfWire(ollamaDialect, 'tool-calls').tools).toEqual([
      {
        id: 'tool-1',
        name: 'get_weather',
        input: { city: '杭州', days: [1, 2] },
        status: 'running',
      },
      { id: 'call_9', name: 'get_time', input: {}, status: 'running' },
    ])
  })
})

describe('the last line', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['load', 'other'],
    ['unload', 'other'],
  ])('says %s', (rawReason, reason) => {
    const { events } = readPayloads(ollamaDialect, [last({ done_reason: rawReason })], 'ndjson')
    expect(events.at(-1)).toEqual({ type: 'done', reason, rawReason, clean: true })
  })

  it('need not say why', () => {
    expect(readPayloads(ollamaDialect, [last()], 'ndjson').events.at(-1)).toMatchObject({
      reason: 'stop',
      clean: true,
    })
  })

  it('is read though its context is longer than a payload may be', () => {
    const context = Array.from({ length: 12_000 }, (_, index) => index)
    expect(read(line({ content: 'a' }), last({ context, eval_count: 2 }))).toMatchObject({
      answer: 'a',
      status: 'complete',
      errors: [],
      usage: { outputTokens: 2 },
    })
  })

  it('tells what it counted, and nothing where it counted nothing', () => {
    expect(read(last({ eval_count: 3 })).usage).toEqual({ outputTokens: 3 })
    expect(read(last()).usage).toBeUndefined()
  })
})

describe('a line that is no text', () => {
  it.each([
    [line({ images: ['aGk='] }), 'image'],
    [line({}, { logprobs: [{ token: 'a' }] }), 'logprobs'],
    [line({ tool_calls: [3] }), 'unknown'],
    [{ odd: true }, 'unknown'],
    [[1], 'unknown'],
  ])('%j is data', (payload, name) => {
    expect(read(payload).parts).toContainEqual(expect.objectContaining({ type: 'data', name }))
  })

  it('may tell how far a picture is', () => {
    expect(
      read({ model: 'm', response: '', done: false, completed: 3, total: 8 }).progress,
    ).toEqual({
      value: 3,
      total: 8,
    })
  })

  it('may bring arguments as text', () => {
    const call = { function: { name: 'f', arguments: '{"a":1}' } }
    expect(read(line({ tool_calls: [call] })).tools[0]?.input).toEqual({ a: 1 })
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const call = fc.record({
    id: any,
    function: fc.oneof(fc.record({ name: any, arguments: any }), any),
  })
  const message = fc.record(
    { content: any, thinking: any, images: any, tool_calls: fc.oneof(fc.array(call), any) },
    { requiredKeys: [] },
  )
  itNeverThrows(
    ollamaDialect,
    fc.record(
      {
        model: any,
        message: fc.oneof(message, any),
        response: any,
        thinking: any,
        done: any,
        done_reason: any,
        context: any,
        error: any,
        logprobs: any,
      },
      { requiredKeys: ['done'] },
    ),
    'ndjson',
  )
})

describe('detection', () => {
  it.each([
    [line({ content: 'a' })],
    [{ model: 'm', response: '', done: true }],
    [{ done: false, response: 'a' }],
  ])('claims %j', (json) => {
    expect(detectIn(ollamaDialect, json)).toEqual({
      rule: 'done stands beside message or response',
    })
  })

  it('takes a lone error for want of a better guess', () => {
    expect(detectIn(ollamaDialect, { error: 'no such model' })?.provisional).toBe(true)
  })

  it.each([
    [{ error: 'x', code: 1 }],
    [{ error: { message: 'x' } }],
    [{ done: 'yes', response: 'a' }],
    [{ done: true }],
    [{ response: 'a', delta: 'a' }],
    ['text'],
  ])('does not claim %j', (json) => {
    expect(detectIn(ollamaDialect, json)).toBeUndefined()
  })
})

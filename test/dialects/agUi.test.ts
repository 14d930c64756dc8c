import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agUiDialect } from '../../src/dialects/agUi.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(agUiDialect)

const started = { type: 'RUN_STARTED', threadId: 't', runId: 'r' }
const finished = { type: 'RUN_FINISHED', threadId: 't', runId: 'r' }

describe('what a recording leaves behind', () => {
  it.each([
    ['answer', 'complete'],
    ['interrupt', 'complete'],
    ['error', 'failed'],
    ['cut-off', 'interrupted'],
    ['two-runs', 'complete'],
  ])('%s: %s', (name, status) => {
    expect(stateOfWire(agUiDialect, name).status).toBe(status)
  })

  it('what was said once, though the list of messages says it again', () => {
    expect(stateOfWire(agUiDialect, 'snapshot')).toMatchObject({
      answer: '第一段,half and the rest.第二段。未曾流式。',
      integrity: 'match',
    })
  })

  it('sources in a state, a patch, an activity, an event of its own and the result of a tool', () => {
    const { results, references } = stateOfWire(agUiDialect, 'sources')
    const titles = results.map(({ title, text }) => title ?? text)
    expect(titles).toEqual([
      '泵 2 每六个月检查一次。',
      'Pumps',
      'Bearings',
      'Seals',
      'Oil',
      'Valves',
    ])
    expect(references).toMatchObject([{ title: '手册.pdf', url: 'https://docs.example.com/m' }])
  })

  it('calls and thoughts that only a list of messages tells, once for all lists', () => {
    const { answer, reasoning, tools, integrity } = stateOfWire(agUiDialect, 'snapshot-whole')
    expect({ answer, reasoning }).toEqual({ answer: '还剩三件。', reasoning: '先查库存。' })
    expect(tools).toEqual([
      { id: 'c1', name: 'stock', input: { sku: 'P-2' }, output: '3', status: 'ok' },
    ])
    expect(integrity).toBe('match')
  })

  it('what the application says of its work', () => {
    const { progress, parts } = stateOfWire(agUiDialect, 'notices')
    expect(progress).toMatchObject({ value: 10 })
    expect(parts.filter(({ type }) => type === 'status')).toMatchObject([{ message: '正在检索' }])
  })

  it('an interrupt as the first draft wrote it', () => {
    const { parts } = stateOfWire(agUiDialect, 'interrupt-draft')
    expect(parts.find(({ type }) => type === 'interrupt')).toMatchObject({ kind: 'input' })
  })

  it('the figures of all models together', () => {
    expect(stateOfWire(agUiDialect, 'answer').usage).toEqual({
      inputTokens: 40,
      outputTokens: 15,
      totalTokens: 55,
      reasoningTokens: 4,
      cachedInputTokens: 8,
    })
  })

  it('a call that waits, and a step that is paused', () => {
    const { tools, steps } = stateOfWire(agUiDialect, 'interrupt')
    expect(tools[0]).toMatchObject({ status: 'awaiting-approval', input: { path: '旧报告.pdf' } })
    expect(steps[0]?.status).toBe('paused')
  })

  it('state and activities as they were last', () => {
    const data = stateOfWire(agUiDialect, 'state').parts.filter((part) => part.type === 'data')
    expect(data).toContainEqual(expect.objectContaining({ name: 'state', data: { 步骤: 2 } }))
    expect(data).toContainEqual(
      expect.objectContaining({ name: 'PLAN', data: { items: ['读', '写'] } }),
    )
  })
})

function listOf(...messages: readonly object[]): object {
  return { type: 'MESSAGES_SNAPSHOT', messages }
}

describe('a list of messages', () => {
  it('that comes first and holds the talk so far is no answer', () => {
    const { state } = readPayloads(agUiDialect, [
      started,
      listOf(
        { id: 'u', role: 'user', content: 'hi' },
        { id: 'a', role: 'assistant', content: '旧回答' },
        { id: 'v', role: 'user', content: 'and?' },
      ),
      finished,
    ])
    expect(state).toMatchObject({ answer: '', status: 'complete' })
  })

  it('is the answer where nothing was streamed, and says it once', () => {
    const list = listOf({ id: 'u', role: 'user' }, { id: 'a', role: 'assistant', content: '全文' })
    expect(readPayloads(agUiDialect, [started, list, list, finished]).state.answer).toBe('全文')
  })

  it('puts right what was streamed', () => {
    const { state } = readPayloads(agUiDialect, [
      started,
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'a', delta: '错' },
      listOf({ id: 'a', role: 'assistant', content: '对' }),
      finished,
    ])
    expect(state).toMatchObject({ answer: '对', integrity: 'repaired' })
  })
})

describe('detection', () => {
  it.each([
    ['RUN_STARTED'],
    ['TEXT_MESSAGE_CONTENT'],
    ['TOOL_CALL_ARGS'],
    ['THINKING_START'],
    ['MESSAGES_SNAPSHOT'],
    ['RAW'],
  ])('is sure of %s', (type) => {
    expect(detectIn(agUiDialect, { type })).toEqual({ rule: `type is "${type}"` })
  })

  it.each([
    [{ type: 'RUN' }],
    [{ type: 'run_started' }],
    [{ type: 'TextMessage' }],
    [['RAW']],
    ['RAW'],
  ])('leaves %j to others', (payload) => {
    expect(detectIn(agUiDialect, payload)).toBeUndefined()
  })
})

describe('whatever the payloads hold', () => {
  const text = ['START', 'CONTENT', 'CHUNK', 'END']
  const types = [
    ...['TEXT_MESSAGE', 'REASONING_MESSAGE', 'THINKING_TEXT_MESSAGE'].flatMap((prefix) =>
      text.map((suffix) => `${prefix}_${suffix}`),
    ),
    ...['START', 'ARGS', 'END', 'CHUNK', 'RESULT'].map((suffix) => `TOOL_CALL_${suffix}`),
    ...['STARTED', 'FINISHED', 'ERROR'].map((suffix) => `RUN_${suffix}`),
    'STEP_STARTED',
    'STEP_FINISHED',
    'STATE_DELTA',
    'MESSAGES_SNAPSHOT',
    'ACTIVITY_SNAPSHOT',
    'CUSTOM',
  ]
  const fields = fc.dictionary(
    fc.constantFrom(
      'messageId',
      'toolCallId',
      'delta',
      'role',
      'messages',
      'outcome',
      'usage',
      'name',
    ),
    fc.oneof(fc.string(), fc.jsonValue()),
  )
  itNeverThrows(
    agUiDialect,
    fc.tuple(fc.constantFrom(...types), fields).map(([type, rest]) => ({ ...rest, type })),
  )
})

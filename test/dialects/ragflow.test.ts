import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ragflowDialect } from '../../src/dialects/ragflow.ts'
import { readText } from '../run/readText.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

const chat = (answer: string, fields: object = {}): object => ({
  code: 0,
  message: '',
  data: { answer, reference: {}, ...fields },
})
const agent = (event: string, data: unknown): object => ({
  event,
  message_id: 'm',
  task_id: 't',
  created_at: 1,
  data,
})
const END = { code: 0, message: '', data: true }
const stateOf = (...payloads: readonly unknown[]): StreamState =>
  readPayloads(ragflowDialect, payloads).state

describeDialect(ragflowDialect, { baseUrl: 'https://kb.example.com/' })

/** An event of a chat without anything behind it. */
function unendedEvent(answer: string): string {
  return `data:${JSON.stringify({ code: 0, message: '', data: { answer, reference: {} } })}`
}

describe('events that a server runs together', () => {
  it('are read one by one, with and without a line end between them', () => {
    const end = 'data:{"code":0,"message":"","data":true}\n\n'
    for (const seam of ['', '\n']) {
      const body = `${unendedEvent('先查')}${seam}${unendedEvent('先查手册')}\n\n${end}`
      const { state } = readText(body, { dialect: ragflowDialect })
      expect(state).toMatchObject({ answer: '先查手册', status: 'complete', errors: [] })
    }
  })
})

describe('what a recording of RAGFlow leaves behind', () => {
  it.each([
    ['chat', 'complete', '检查接线 [ID:0]。', '先查手册。'],
    ['legacy', 'complete', 'E001 means ##0$$ a broken wire.', '查一下手册里的报警表。'],
    ['plain-pieces', 'complete', 'The valve is shut.', ''],
    ['missing-blank-line', 'complete', '好的。', ''],
    ['error', 'failed', '正在检索', ''],
    ['error-as-answer', 'failed', '请先断电,', ''],
    ['agent', 'complete', '检查接线。', 'Think.'],
    ['agent-asks', 'complete', '', ''],
    ['agent-asks-and-ends', 'complete', '', ''],
    ['agent-tools', 'complete', '六个月,还剩三件。', '查库存'],
    ['agent-fails', 'failed', '', ''],
    ['agent-cancelled', 'complete', '从前', ''],
    ['agent-error', 'failed', '', ''],
    ['cut-off', 'interrupted', '请先断电', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(ragflowDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('what a component has found, the tools it called, and who of them spoke', () => {
    const { results, references, tools, steps } = stateOfWire(ragflowDialect, 'agent-tools')
    expect(results).toMatchObject([{ id: 'ch-1', text: '每六个月检查一次。' }])
    expect(references).toMatchObject([{ id: 'ch-1' }])
    expect(tools).toEqual([
      { id: 'tool-1', name: 'stock', input: { sku: 'P-2' }, output: '3', status: 'ok' },
    ])
    expect(steps.at(-1)).toMatchObject({ name: 'Agent', text: '六个月,还剩三件。' })
  })

  it('a question to the user, though the run says that it is over', () => {
    const { parts } = stateOfWire(ragflowDialect, 'agent-asks-and-ends')
    expect(parts.at(-1)).toMatchObject({ type: 'interrupt' })
  })

  it('the pictures of chunks from the server that has them', () => {
    const { references } = stateOfWire(ragflowDialect, 'chat', {
      baseUrl: 'https://kb.example.com/',
    })
    expect(references).toMatchObject([
      {
        id: 'ck-1',
        score: 0.83,
        images: [{ url: 'https://kb.example.com/v1/document/image/ds-ck-1' }],
      },
      { id: 'ck-2', url: 'https://docs.example.com/r', images: [] },
    ])
  })
})

describe('an answer of RAGFlow', () => {
  it('goes on behind a picture whose name holds half a character', () => {
    const chunk = { id: 'ck', content: '甲', image_id: 'a\uD83D/b' }
    const payload = { code: 0, message: '', data: { answer: '乙', reference: { chunks: [chunk] } } }
    const { answer, references } = stateOf(payload, END)
    expect(answer).toBe('乙')
    expect(references).toMatchObject([{ images: [{ url: '/v1/document/image/a%EF%BF%BD%2Fb' }] }])
  })

  it('is read alike whether chunks are pieces or all of it', () => {
    const pieces = ['检', '查', '接线', ',', '再', '测量。']
    const snapshots = pieces.map((_, index) => pieces.slice(0, index + 1).join(''))
    const whole = pieces.join('')
    expect(stateOf(...pieces.map((text) => chat(text)), END).answer).toBe(whole)
    expect(stateOf(...snapshots.map((text) => chat(text)), END).answer).toBe(whole)
  })

  it('goes on inside of a thought when a snapshot takes words back', () => {
    const thought = '查一下一号锅炉的手册里的报警表'
    const state = stateOf(
      chat(`<think>${thought}`),
      chat(`<think>${thought}。`),
      chat(`<think>${thought},先`),
      chat(`<think>${thought},先看</think>答`),
      END,
    )
    expect(state).toMatchObject({ reasoning: `${thought},先看`, answer: '答' })
  })

  it('keeps a failure out of the text, also where all of it comes every time', () => {
    const state = stateOf(chat('请先断电'), chat('请先断电\n**ERROR**: 超时'), END)
    expect(state).toMatchObject({
      status: 'failed',
      answer: '请先断电',
      errors: [{ message: '超时' }],
    })
    expect(state.errors).toHaveLength(1)
  })

  it('may speak of such a failure', () => {
    const text = 'Look for `**ERROR**: x` in the log.'
    expect(stateOf(chat(text), END)).toMatchObject({ answer: text, status: 'complete' })
  })

  it('may quote the seam between two payloads', () => {
    expect(stateOf(chat('{}data:{}'), END).answer).toBe('{}data:{}')
  })

  it('is the output of the last component where no message said it', () => {
    const state = stateOf(agent('workflow_finished', { outputs: { content: '完成' } }), '[DONE]')
    expect(state).toMatchObject({ answer: '完成', status: 'complete' })
  })
})

describe('the end of a RAGFlow stream', () => {
  it.each([
    ['true', [chat('a'), END], 'stop', true],
    ['true behind an error', [{ code: 500, message: 'x', data: false }, END], 'error', true],
    ['an error alone', [{ code: 500, message: 'x', data: false }], 'error', false],
    ['the mark of an agent', [agent('message', { content: 'a' }), '[DONE]'], 'stop', true],
    ['a finished workflow', [agent('workflow_finished', { outputs: {} })], 'stop', true],
    ['nothing', [chat('a')], 'eof', false],
  ])('by %s', (_, payloads, reason, clean) => {
    expect(readPayloads(ragflowDialect, payloads).events.at(-1)).toMatchObject({
      type: 'done',
      reason,
      clean,
    })
  })
})

describe('the detection of RAGFlow', () => {
  it('looks at the first of two payloads without a blank line between them', () => {
    const data = `${JSON.stringify(chat('a'))}data:${JSON.stringify(chat('b'))}`
    const frame = { event: '', data, id: undefined }
    const probe = { headers: undefined, frame, json: undefined, earlier: [] }
    expect(ragflowDialect.detect?.(probe)).toBeDefined()
    const other = { ...probe, frame: { ...frame, data: '{"x":1}data:{"x":2}' } }
    expect(ragflowDialect.detect?.(other)).toBeUndefined()
  })

  it.each([
    [chat('a')],
    [END],
    [{ code: 102, message: 'No access', data: false }],
    [{ code: 100, message: 'No model', data: null }],
    [agent('message', { content: 'a' })],
    [agent('workflow_started', {})],
  ])('claims %j', (json) => {
    expect(detectIn(ragflowDialect, json)?.rule).toMatch(/data/)
  })

  it.each([
    [{ event: 'message', task_id: 't', message_id: 'm', answer: 'a' }],
    [{ ...agent('node_started', {}), workflow_run_id: 'w' }],
    [{ code: 'x', message: '', data: {} }],
    [{ code: 0, msg: '', data: {} }],
    [{ code: 200, message: 'ok', data: { text: 'a' } }],
    [{ code: 0, message: 'ok', data: 'a' }],
    [{ data: 'a' }],
    ['text'],
    [null],
  ])('does not claim %j', (json) => {
    expect(detectIn(ragflowDialect, json)).toBeUndefined()
  })
})

describe('a payload of RAGFlow', () => {
  const any = fc.jsonValue()
  const text = fc.oneof(
    fc.constantFrom('', '<think>', '</think>', '**ERROR**: x', '\n**ERROR**:'),
    fc.string(),
    any,
  )
  const flag = fc.constantFrom(true, false, undefined, 1)
  const data = fc.record(
    {
      answer: text,
      content: text,
      reference: fc.oneof(fc.record({ chunks: fc.oneof(fc.array(any), any), doc_aggs: any }), any),
      final: flag,
      start_to_think: flag,
      end_to_think: flag,
      audio_binary: any,
      outputs: any,
      component_id: any,
      error: any,
      usage: any,
      id: any,
    },
    { requiredKeys: [] },
  )
  const event = fc.constantFrom(
    'workflow_started',
    'node_started',
    'node_finished',
    'message',
    'message_end',
    'user_inputs',
    'workflow_finished',
    'toString',
  )
  itNeverThrows(
    ragflowDialect,
    fc.oneof(
      fc.record({
        code: fc.oneof(fc.constantFrom(0, 500), any),
        message: any,
        data: fc.oneof(data, any),
      }),
      fc.record({ event, task_id: any, message_id: any, data: fc.oneof(data, any) }),
    ),
  )

  it.each([
    [agent('brand_new', {})],
    [{ code: 0, message: '', data: 'x' }],
    [{ event: 'toString' }],
    [{}],
  ])('%j of no known kind is handed on as unknown data', (payload) => {
    expect(readPayloads(ragflowDialect, [payload]).events).toContainEqual({
      type: 'data',
      name: 'unknown',
      data: payload,
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anthropicDialect } from '../../src/dialects/anthropic.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(anthropicDialect)

const start = (id = 'm', fields: object = {}): object => ({
  type: 'message_start',
  message: { id, model: 'claude', ...fields },
})
const open = (index: number, block: object): object => ({
  type: 'content_block_start',
  index,
  content_block: block,
})
const delta = (index: number, fields: object): object => ({
  type: 'content_block_delta',
  index,
  delta: fields,
})
const text = (words: string, index = 0): object => delta(index, { type: 'text_delta', text: words })
const close = (index: number): object => ({ type: 'content_block_stop', index })
const ending = (reason: string, usage?: object): object => ({
  type: 'message_delta',
  delta: { stop_reason: reason },
  usage,
})
const stop = { type: 'message_stop' }

const read = (...payloads: readonly unknown[]): StreamState =>
  readPayloads(anthropicDialect, payloads).state

describe('what a recording leaves behind', () => {
  it.each([
    ['answer', 'complete', '先断电,再**检查** the 接线 🔌\n\n- 完成', ''],
    ['thinking', 'complete', '选 B。', '比较两种方案。'],
    ['tool-use', 'complete', '我查一下。', ''],
    ['web-search', 'complete', '据标准,间隔为 6 个月。Bleed it first', ''],
    ['documents', 'complete', '阀门须先关闭,再排压', ''],
    ['error', 'failed', '首先', ''],
    ['begun-anew', 'complete', '新的回答', ''],
    ['next-message', 'complete', '先查。查到了。', ''],
    ['refusal', 'complete', 'I ', ''],
    ['length', 'complete', '很长', ''],
    ['cut-off', 'interrupted', '半句话', ''],
    ['unknown', 'complete', '一二', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(anthropicDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('calls with their input, results and failures', () => {
    const { tools } = stateOfWire(anthropicDialect, 'tool-results')
    expect(tools.map(({ name, status, error }) => [name, status, error])).toEqual([
      ['web_search', 'error', 'max_uses_exceeded'],
      ['web_fetch', 'ok', undefined],
      ['echo', 'error', '离线'],
      ['bash_code_execution', 'ok', undefined],
    ])
    expect(stateOfWire(anthropicDialect, 'tool-use').tools).toEqual([
      { id: 'toolu_1', name: 'get_weather', input: { city: '杭州' }, status: 'running' },
      { id: 'toolu_2', name: 'get_time', input: {}, status: 'running' },
    ])
  })

  it('what was found beside what is cited, with the words that lean on it', () => {
    const { answer, results, references } = stateOfWire(anthropicDialect, 'web-search')
    expect(results.map(({ title }) => title)).toEqual(['检修标准', 'Pump guide'])
    expect(
      references.map(({ title, text: cited, span }) => [
        title,
        cited,
        answer.slice(span?.start, span?.end),
      ]),
    ).toEqual([
      ['检修标准', '每 6 个月一次', '间隔为 6 个月'],
      ['Pump guide', 'Bleed the pump.', '。Bleed it first'],
    ])
  })

  it('every passage of a document that is cited', () => {
    const { references } = stateOfWire(anthropicDialect, 'documents')
    expect(references.map(({ title, text: cited }) => [title, cited])).toEqual([
      ['操作手册', '先关阀门。'],
      ['Manual', 'Close valve V3.'],
      ['排压', '排压到 0。'],
      [undefined, '慢。'],
    ])
  })
})

describe('a message that begins anew', () => {
  it('takes back what the first attempt said, and closes its calls', () => {
    const state = stateOfWire(anthropicDialect, 'begun-anew')
    expect(state.tools).toMatchObject([{ id: 'toolu_9', status: 'error' }])
    expect(state.ids).toEqual({ messageId: 'msg_b', model: 'claude-sonnet-4-5' })
  })

  it('counts the words for citations from its own beginning', () => {
    const citation = { type: 'char_location', cited_text: 'x', document_title: 'd' }
    const { references } = read(
      start('a'),
      open(0, { type: 'text', text: '旧的很长' }),
      start('b'),
      open(0, { type: 'text', text: '新' }),
      delta(0, { type: 'citations_delta', citation }),
      close(0),
    )
    expect(references).toMatchObject([{ span: { start: 0, end: 1 } }])
  })

  it('takes back nothing where the first one said why it ended', () => {
    expect(
      read(start('a'), text('一'), ending('tool_use'), start('b'), text('二'), stop).answer,
    ).toBe('一二')
  })
})

describe('the end', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'content-filter'],
    ['pause_turn', 'other'],
  ])('by %s', (rawReason, reason) => {
    const { events } = readPayloads(anthropicDialect, [start(), ending(rawReason), stop])
    expect(events.at(-1)).toEqual({ type: 'done', reason, rawReason, clean: true })
  })

  it.each([
    ['no stop', [start(), text('a')], { reason: 'eof', clean: false }],
    ['an end mark', [start(), text('a'), '[DONE]'], { reason: 'stop', clean: true }],
    [
      'an error',
      [{ type: 'error', error: { type: 'api_error', message: 'm' } }],
      { reason: 'error' },
    ],
    ['nothing', [], { reason: 'eof', clean: false }],
  ])('by %s', (_, payloads, expected) => {
    expect(readPayloads(anthropicDialect, payloads).events.at(-1)).toMatchObject(expected)
  })

  it('tells what all messages have used together, and nothing of one that was taken back', () => {
    expect(stateOfWire(anthropicDialect, 'next-message').usage).toMatchObject({
      inputTokens: 50,
      outputTokens: 46,
      cachedInputTokens: 24,
    })
    expect(stateOfWire(anthropicDialect, 'begun-anew').usage).toMatchObject({
      inputTokens: 25,
      outputTokens: 15,
    })
  })

  it('does not wait for more after a message that is the last', () => {
    const { events } = readPayloads(anthropicDialect, [
      start(),
      ending('end_turn'),
      stop,
      text('a'),
    ])
    expect(events.map(({ type }) => type)).toEqual(['start', 'meta', 'done'])
  })
})

describe('errors', () => {
  it.each([
    [{ type: 'overloaded_error', message: 'Overloaded' }, 'Overloaded', 'overloaded_error', true],
    [{ type: 'api_error', message: '内部错误' }, '内部错误', 'api_error', false],
    [{}, expect.stringMatching(/\w+ \w+/), undefined, false],
  ])('%j', (error, message, code, recoverable) => {
    const state = read(start(), text('a'), { type: 'error', error })
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
    expect(state.errors).toEqual([{ message, recoverable, scope: 'stream', ...(code && { code }) }])
  })
})

describe('blocks', () => {
  it('of text are one text, for they begin wherever the model cites', () => {
    const { parts } = read(start(), text('- 一', 0), close(0), text('个', 1), close(1))
    expect(parts).toMatchObject([{ type: 'text', text: '- 一个' }])
  })

  it('of calls are over with the message, where nobody has said so before', () => {
    const { tools } = read(
      start(),
      open(0, { type: 'tool_use', id: 't', name: 'f', input: {} }),
      delta(0, { type: 'input_json_delta', partial_json: '{"a":1}' }),
      ending('tool_use'),
      stop,
    )
    expect(tools).toMatchObject([{ id: 't', input: { a: 1 }, status: 'running' }])
  })

  it('may bring the whole input at once', () => {
    const state = read(
      start(),
      open(0, { type: 'tool_use', id: 't', name: 'f', input: { a: 1 } }),
      close(0),
    )
    expect(state.tools).toEqual([{ id: 't', name: 'f', input: { a: 1 }, status: 'running' }])
  })

  it('may bring citations with their first words', () => {
    const citations = [{ type: 'page_location', cited_text: 'x', document_title: 'd' }]
    expect(read(start(), open(0, { type: 'text', text: '甲', citations })).references).toHaveLength(
      1,
    )
  })

  it.each([
    [delta(3, { type: 'input_json_delta', partial_json: '{' })],
    [delta(0, { type: 'text_delta', text: 7 })],
    [delta(0, { type: 'constructor' })],
    [open(0, { type: 'hologram' })],
    [{ type: 'content_block_start', index: 0 }],
    [{ type: 'message_start' }],
    [{ type: 'toString' }],
    [{ odd: true }],
    [[1]],
  ])('of no known kind are data: %j', (payload) => {
    expect(read(payload).parts).toEqual([
      expect.objectContaining({ type: 'data', name: 'unknown', data: payload }),
    ])
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const kind = fc.constantFrom(
    'text',
    'thinking',
    'tool_use',
    'web_search_tool_result',
    'mcp_tool_result',
    'compaction',
    'x',
  )
  const change = fc.constantFrom(
    'text_delta',
    'thinking_delta',
    'input_json_delta',
    'citations_delta',
    'signature_delta',
    'compaction_delta',
  )
  const type = fc.constantFrom(
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'ping',
    'error',
  )
  itNeverThrows(
    anthropicDialect,
    fc.record(
      {
        type,
        index: fc.oneof(fc.constantFrom(0, 1), any),
        message: any,
        content_block: fc.oneof(
          fc.record({ type: kind, text: any, id: any, input: any, content: any, citations: any }),
          any,
        ),
        delta: fc.oneof(
          fc.record({ type: change, text: any, partial_json: any, citation: any, content: any }),
          fc.record({ stop_reason: any, stop_sequence: any, stop_details: any, container: any }),
          any,
        ),
        context_management: any,
        usage: any,
        error: any,
      },
      { requiredKeys: ['type'] },
    ),
  )
})

describe('detection', () => {
  it.each([[start()], [open(0, { type: 'text' })], [text('a')], [close(0)], [ending('x')], [stop]])(
    'claims %j',
    (json) => {
      const claim = detectIn(anthropicDialect, json)
      expect(claim?.rule).toMatch(/^type is/)
      expect(claim?.provisional).toBeUndefined()
    },
  )

  it.each([[{ type: 'ping' }], [{ type: 'error', error: { type: 'api_error' } }]])(
    'takes %j for want of a better guess',
    (json) => {
      expect(detectIn(anthropicDialect, json)?.provisional).toBe(true)
    },
  )

  it.each([
    [{ type: 'error', message: 'x' }],
    [{ type: 'error', errorText: 'x' }],
    [{ type: 'message-start', id: '1' }],
    [{ type: 'ping', time: 1 }],
    [{ type: 'toString' }],
    [{ choices: [] }],
    ['text'],
  ])('does not claim %j', (json) => {
    expect(detectIn(anthropicDialect, json)).toBeUndefined()
  })
})

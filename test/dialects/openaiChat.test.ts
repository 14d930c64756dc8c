import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openaiChatDialect } from '../../src/dialects/openaiChat.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(openaiChatDialect)

const chunk = (delta: object, fields: object = {}): object => ({
  choices: [{ index: 0, delta, finish_reason: null, ...fields }],
})
const finish = (reason: string): object => chunk({}, { finish_reason: reason })
const read = (...payloads: readonly unknown[]): StreamState =>
  readPayloads(openaiChatDialect, payloads).state
const doneOf = (...payloads: readonly unknown[]): unknown =>
  readPayloads(openaiChatDialect, payloads).events.at(-1)

describe('what a recording leaves behind', () => {
  it.each([
    [
      'answer',
      'complete',
      '## 检查步骤\n\n1. 先**断电**,再拆下 E-014 端子 🔧\n2. Measure the loop.\n',
      '',
    ],
    ['reasoning', 'complete', '请检查传感器接线。', '用户问的是温度报警。'],
    ['azure', 'complete', 'Cutting tools', ''],
    ['router-error', 'failed', '根据手册,', '先查手册。'],
    ['error-event', 'failed', 'Let me look.', 'Which tool?'],
    ['content-lists', 'complete', '阀门已关闭。', '两个来源一致。'],
    ['search-results', 'complete', '先排气 [1],再关阀 [2]。', ''],
    ['refusal', 'complete', "I can't help with that.", ''],
    ['think-tags', 'complete', '\n\n选 b,not `<think>`.', '\n先比较 a < b,再定。'],
    ['completion', 'complete', '从前有座山', ''],
    ['choices', 'complete', '甲乙', ''],
    ['references-and-whole-text', 'complete', '温度过高请停机 ##0$$', ''],
    ['without-end-mark', 'complete', '完', ''],
    ['cut-off', 'interrupted', '我查一下。', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(openaiChatDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('calls with their input as JSON says it', () => {
    expect(stateOfWire(openaiChatDialect, 'tool-calls').tools).toEqual([
      {
        id: 'call_a',
        name: 'query_alarm',
        input: { code: 'E014', line: '一号线' },
        status: 'running',
      },
      { id: 'call_b', name: 'current_shift', input: {}, status: 'running' },
      { id: 'call_c', name: 'stock', input: { part: 'PT100' }, status: 'running' },
    ])
    expect(
      stateOfWire(openaiChatDialect, 'tool-calls-of-clones').tools.map(({ input }) => input),
    ).toEqual([{ q: '锅炉' }, { q: '阀门' }, { page: 3 }, { now: true }])
  })

  it('a call that was cut off as far as it came', () => {
    expect(stateOfWire(openaiChatDialect, 'cut-off').tools).toEqual([
      { id: 'call_x', name: 'lookup', input: '{"code":', status: 'input' },
    ])
  })

  it('every source once, though the wire brings it with every chunk in two lists', () => {
    const { references } = stateOfWire(openaiChatDialect, 'search-results')
    expect(references.map(({ id, title }) => [id, title])).toEqual([
      ['https://example.com/pump', 'Pump manual'],
      ['https://example.org/valve', '阀门手册'],
    ])
  })
})

describe('text that comes twice', () => {
  it('is taken from the delta when `text` or `message` repeat it', () => {
    const state = read(
      { choices: [{ delta: { content: 'a' }, text: 'a', message: { content: 'a' } }] },
      { choices: [{ delta: { content: 'b' }, text: 'b', message: { content: 'ab' } }] },
    )
    expect(state.answer).toBe('ab')
  })

  it('is a thought once, whichever of the three fields repeats it', () => {
    const details = [{ type: 'reasoning.text', text: '思' }]
    const state = read(
      chunk({ reasoning_content: '思', reasoning: '思', reasoning_details: details }),
      chunk({ reasoning: '', reasoning_details: details }),
    )
    expect(state.reasoning).toBe('思思')
  })

  it('is compared with the pieces when a message follows them', () => {
    const state = read(chunk({ content: '甲' }), { choices: [{ message: { content: '甲乙' } }] })
    expect(state).toMatchObject({ answer: '甲乙', integrity: 'match' })
  })

  it('is the answer when a message comes without any pieces', () => {
    const message = {
      content: '<think>想</think>甲',
      tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }],
    }
    expect(read({ choices: [{ message, finish_reason: 'tool_calls' }] })).toMatchObject({
      answer: '甲',
      reasoning: '想',
      tools: [{ id: 'c', input: {}, status: 'running' }],
      status: 'complete',
    })
  })
})

describe('thoughts in tags', () => {
  it.each([
    ['<think>a</think>b', 'a', 'b'],
    ['  <think>a', '  a', ''],
    ['a <think>b</think>', '', 'a <think>b</think>'],
    ['<thin', '', '<thin'],
    ['<thinker>', '', '<thinker>'],
    ['<think>a</think', 'a</think', ''],
    ['<think>a</</think>b', 'a</', 'b'],
    ['<think></think></think>', '', '</think>'],
    ['\n \n', '', '\n \n'],
    ['<thought>a</think></thought>b', 'a</think>', 'b'],
    ['<think>a</thought></think>b', 'a</thought>', 'b'],
    ['<though', '', '<though'],
    [`${' '.repeat(300)}<think>a`, '', `${' '.repeat(300)}<think>a`],
  ])('%j cut anywhere', (text, reasoning, answer) => {
    for (let cut = 0; cut <= text.length; cut++) {
      const pieces = [text.slice(0, cut), text.slice(cut)]
      expect(read(...pieces.map((content) => chunk({ content })))).toMatchObject({
        reasoning,
        answer,
      })
    }
    expect(read(...text.split('').map((content) => chunk({ content })))).toMatchObject({
      reasoning,
      answer,
    })
  })

  it('are not waited for behind blanks without end', { timeout: 3000 }, () => {
    const blanks = Array.from({ length: 50_000 }, () => chunk({ content: '\n' }))
    expect(read(...blanks).answer).toHaveLength(50_000)
  })

  it('lose nothing, whatever the text is', () => {
    const piece = fc.constantFrom('<think>', '</think>', '<', 'think>', '/', ' ', '\n', '甲', 'a')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { answer, reasoning } = read(...pieces.map((content) => chunk({ content })))
        const text = pieces.join('')
        const tags = text.length - answer.length - reasoning.length
        expect([0, '<think>'.length, '<think></think>'.length]).toContain(tags)
      }),
    )
  })
})

describe('the end', () => {
  it.each([
    ['stop', 'stop'],
    ['eos_token', 'stop'],
    ['length', 'length'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['content_filter', 'content-filter'],
    ['insufficient_system_resource', 'other'],
  ])('by %s', (rawReason, reason) => {
    const expected = { type: 'done', reason, rawReason, clean: true }
    expect(doneOf(finish(rawReason), '[DONE]')).toEqual(expected)
    expect(doneOf(finish(rawReason))).toEqual(expected)
  })

  it.each([
    ['the mark alone', ['[DONE]'], { reason: 'stop', clean: true }],
    ['the mark in quotes', ['"[DONE]"'], { reason: 'stop', clean: true }],
    ['nothing', [chunk({ content: 'a' })], { reason: 'eof', clean: false }],
    ['no chunk at all', [], { reason: 'eof', clean: false }],
    ['the word null', [finish('null')], { reason: 'eof', clean: false }],
    ['an error', [{ error: { message: 'x' } }], { reason: 'error', clean: false }],
  ])('by %s', (_, payloads, expected) => {
    expect(doneOf(...payloads)).toEqual({ type: 'done', rawReason: undefined, ...expected })
  })
})

describe('errors', () => {
  it.each([
    [
      { error: { message: '配额用尽', code: null, type: 'insufficient_quota' } },
      '配额用尽',
      'insufficient_quota',
      undefined,
    ],
    [{ error: { message: 'm', code: 'rate_limit', status_code: 429 } }, 'm', 'rate_limit', 429],
    [{ error: { message: 'm', code: 503 } }, 'm', '503', 503],
    [{ error: { code: 7 } }, '7', '7', undefined],
    [{ error: 'overloaded' }, 'overloaded', undefined, undefined],
    [{ type: 'error', message: 'm', code: 'c' }, 'm', 'c', undefined],
    ['event: error\ndata: {"message":"m","code":"c"}\n', 'm', 'c', undefined],
    [{ error: {} }, expect.stringMatching(/\w+ \w+/), undefined, undefined],
  ])('%j', (payload, message, code, status) => {
    const { events, state } = readPayloads(openaiChatDialect, [chunk({ content: 'a' }), payload])
    expect(events.find(({ type }) => type === 'error')).toMatchObject({ message, code, status })
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
  })
})

describe('usage', () => {
  it('is a running total, said when it changes', () => {
    const payloads = [1, 2, 2].map((tokens) => ({
      choices: [],
      usage: { completion_tokens: tokens },
    }))
    const { events, state } = readPayloads(openaiChatDialect, payloads)
    expect(events.filter(({ type }) => type === 'usage')).toHaveLength(2)
    expect(state.usage).toEqual({ outputTokens: 2 })
  })

  it('is found in the choice too', () => {
    expect(
      read({ choices: [{ delta: {}, usage: { prompt_tokens: 3, cached_tokens: 2 } }] }).usage,
    ).toEqual({
      inputTokens: 3,
      cachedInputTokens: 2,
    })
  })
})

describe('what is no text', () => {
  it.each([
    [chunk({ audio: { id: 'a', data: 'UklG' } }), 'audio'],
    [chunk({ images: [{ type: 'image_url', image_url: { url: 'data:,' } }] }), 'image'],
    [chunk({}, { logprobs: { content: [] } }), 'logprobs'],
    [chunk({ content: [{ type: 'image_url', image_url: 'x' }] }), 'image'],
    [chunk({ content: [{ type: 'odd' }, 3] }), 'unknown'],
    [{ choices: [3] }, 'unknown'],
    [{ odd: true }, 'unknown'],
    [[1], 'unknown'],
  ])('%j is data', (payload, name) => {
    expect(read(payload).parts).toContainEqual(expect.objectContaining({ type: 'data', name }))
  })

  it('has the words of speech as its answer', () => {
    expect(read(chunk({ audio: { transcript: '你好' } })).answer).toBe('你好')
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const fields = (...names: readonly string[]): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(names.map((name) => [name, any])), { requiredKeys: [] })
  const call = fc.record({ index: any, id: any, function: fields('name', 'arguments') })
  const delta = fc.oneof(
    fields('content', 'reasoning', 'reasoning_details', 'refusal', 'tool_calls', 'annotations'),
    fields('reference', 'final_content', 'audio', 'images', 'function_call', 'reasoning_content'),
    fc.record({ tool_calls: fc.array(call) }),
    fc.record({
      executed_tools: fc.array(
        fc.oneof(fields('index', 'type', 'arguments', 'output', 'search_results'), any),
      ),
      reasoning_steps: fc.array(
        fc.oneof(fields('thought', 'web_search', 'fetch_url_content'), any),
      ),
      references: any,
    }),
    fc.record({ content: fc.array(fields('type', 'text', 'thinking')) }),
  )
  const choice = fc.record({
    index: any,
    delta,
    message: any,
    text: any,
    finish_reason: any,
    logprobs: any,
    content_filter_results: any,
  })
  const payload = fc.record(
    {
      choices: fc.oneof(fc.array(fc.oneof(choice, any)), any),
      usage: any,
      citations: any,
      search_results: any,
      web_search: any,
      error: any,
      x_groq: any,
      images: any,
    },
    { requiredKeys: ['choices'] },
  )
  itNeverThrows(openaiChatDialect, payload)
})

describe('detection', () => {
  it.each([
    [chunk({ content: 'a' })],
    [{ choices: [] }],
    [{ choices: [{ text: 'a' }], object: '' }],
  ])('claims %j', (json) => {
    expect(detectIn(openaiChatDialect, json)).toEqual({ rule: 'choices is a list' })
  })

  it('takes a lone error for want of a better guess', () => {
    expect(detectIn(openaiChatDialect, { error: { message: 'x' } })?.provisional).toBe(true)
  })

  it.each([
    [{ type: 'error', error: { message: 'x' } }],
    [{ error: 'x' }],
    [{ output: { choices: [] }, request_id: 'r' }],
    [{ choices: 'none' }],
    ['text'],
  ])('does not claim %j', (json) => {
    expect(detectIn(openaiChatDialect, json)).toBeUndefined()
  })
})

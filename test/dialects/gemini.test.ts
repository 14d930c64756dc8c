import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geminiDialect } from '../../src/dialects/gemini.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(geminiDialect)

const chunk = (parts: readonly object[], fields: object = {}): object => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...fields }],
})
const text = (words: string, fields: object = {}): object => chunk([{ text: words }], fields)
const call = (fields: object): object => chunk([{ functionCall: fields }])
const piece = (jsonPath: string, value: object): object => ({ jsonPath, ...value })
const book = (...pieces: readonly object[]): readonly unknown[] => [
  call({ name: 'f', willContinue: true }),
  ...pieces.map((partial) => call({ partialArgs: [partial], willContinue: true })),
  call({}),
]

const eventOf = (name: string, fields: object): object => ({ event_type: name, ...fields })
const completed = (status: string): object =>
  eventOf('interaction.completed', { interaction: { id: 'i', status } })

const read = (...payloads: readonly unknown[]): StreamState =>
  readPayloads(geminiDialect, payloads).state

const inputOf = (...pieces: readonly object[]): unknown => read(...book(...pieces)).tools[0]?.input
const textOf = (...pieces: readonly object[]): string =>
  readPayloads(geminiDialect, book(...pieces))
    .events.map((event) => (event.type === 'tool-delta' ? event.delta : ''))
    .join('')

describe('what a recording leaves behind', () => {
  it.each([
    ['answer', 'complete', '先断电,then check the 接线 🔌\n\n- 完成', ''],
    ['thoughts', 'complete', '选 B。', '比较两种方案。'],
    ['function-calls', 'complete', '', ''],
    ['grounding', 'complete', '据标准,间隔 🔧 为 6 个月。Bleed it first.', ''],
    ['citations', 'complete', '春眠不觉晓', ''],
    ['code', 'complete', '得 42。', ''],
    ['blocked-prompt', 'complete', '', ''],
    ['safety', 'complete', '首先', ''],
    ['error', 'failed', '首先', ''],
    ['malformed-call', 'failed', '我来查。', ''],
    ['length', 'complete', '很长', ''],
    ['interaction', 'complete', '间隔 6 个月。Then 🔧', '先查。'],
    ['candidates', 'complete', '甲乙', ''],
    ['cut-off', 'interrupted', '半句话', ''],
    ['unknown', 'complete', '一二', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(geminiDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('places in the answer, which the wire counts in bytes', () => {
    const { answer, references } = stateOfWire(geminiDialect, 'grounding')
    expect(
      references.map(({ title, span }) => [title, answer.slice(span?.start, span?.end)]),
    ).toEqual([
      ['example.com', '据标准,间隔 🔧 为 6 个月。'],
      ['example.org', 'Bleed it first.'],
      ['手册', 'Bleed it first.'],
    ])
  })

  it('a place that the answer reached only later', () => {
    expect(stateOfWire(geminiDialect, 'citations').references).toMatchObject([
      { url: 'https://example.com/poem', span: { start: 0, end: 5 } },
    ])
  })

  it('arguments that came in pieces', () => {
    expect(stateOfWire(geminiDialect, 'streamed-arguments').tools).toEqual([
      {
        id: 'tool-1',
        name: 'book',
        status: 'running',
        input: {
          city: '杭州"西"\n🌊',
          guests: [{ name: 'Ann', age: 3 }, { name: '乙' }],
          'late check': true,
          note: null,
        },
      },
      { id: 'fc-2', name: 'pay', status: 'running', input: { sum: 12.5 } },
    ])
  })

  it('code with what it gave', () => {
    const { tools } = stateOfWire(geminiDialect, 'code')
    expect(tools.map(({ status, output, error }) => [status, output, error])).toEqual([
      ['ok', '42\n', undefined],
      ['error', 'ZeroDivisionError', 'ZeroDivisionError'],
    ])
  })
})

describe('arguments in pieces', () => {
  it('come as JSON text that says the same', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        // JSON knows no negative zero.
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('value'), { minKeys: 1, maxKeys: 3 }),
      ),
    })).value
    const record = fc.dictionary(fc.stringMatching(/^[a-z ]{1,5}$/), value, { maxKeys: 4 })
    fc.assert(
      fc.property(record, (args) => {
        const pieces = leaves(args, '$')
        expect(inputOf(...pieces)).toEqual(args)
        expect(JSON.parse(textOf(...pieces))).toEqual(args)
      }),
    )
  })

  it('may go back to what is closed: the value has it, the text stops', () => {
    const pieces = [
      piece('$.a.b', { numberValue: 1 }),
      piece('$.c', { numberValue: 2 }),
      piece('$.a.d', { numberValue: 3 }),
    ]
    expect(inputOf(...pieces)).toEqual({ a: { b: 1, d: 3 }, c: 2 })
    expect(textOf(...pieces)).toBe('{"a":{"b":1},"c":2')
  })

  it.each([
    ['$.__proto__.a'],
    ["$['constructor']"],
    ['$.a[999999]'],
    ['$[0]'],
    ['$'],
    ['a'],
    ['$..a'],
    [`$${'.a'.repeat(40)}`],
  ])('are left out where the path is %s', (path) => {
    expect(inputOf(piece(path, { numberValue: 1 }))).toEqual(
      path === '$.a[999999]' ? { a: [] } : {},
    )
    expect(Object.hasOwn(Object.prototype, 'a')).toBe(false)
  })

  it('never throw, whatever the paths are', () => {
    const path = fc
      .array(fc.constantFrom('.a', '.b', '[0]', '[1]', "['x y']", '["z"]', '.'), { maxLength: 5 })
      .map((segments) => `$${segments.join('')}`)
    const leaf = fc.oneof(
      fc.record({ stringValue: fc.string() }),
      fc.record({ numberValue: fc.double() }),
      fc.constant({ nullValue: null }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(path, leaf)), (pieces) => {
        const { reader, state } = readPayloads(
          geminiDialect,
          book(...pieces.map(([at, value]) => piece(at, value))),
        )
        expect(reader.failure).toBeUndefined()
        expect(state.tools).toMatchObject([{ status: 'running' }])
      }),
    )
  })
})

describe('the end', () => {
  it.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['MALFORMED_FUNCTION_CALL', 'error'],
    ['OTHER', 'other'],
  ])('by %s', (rawReason, reason) => {
    const { events } = readPayloads(geminiDialect, [text('a', { finishReason: rawReason })])
    expect(events.at(-1)).toEqual({ type: 'done', reason, rawReason, clean: true })
  })

  it.each([
    ['nothing', [text('a')], { reason: 'eof', clean: false }],
    ['an end mark', [text('a'), '[DONE]'], { reason: 'stop', clean: true }],
    [
      'a blocked prompt',
      [{ promptFeedback: { blockReason: 'SAFETY' } }],
      { reason: 'content-filter', rawReason: 'SAFETY', clean: true },
    ],
  ])('by %s', (_, payloads, expected) => {
    expect(readPayloads(geminiDialect, payloads).events.at(-1)).toMatchObject(expected)
  })

  it('is no wait for functions whose results are in the stream', () => {
    const { events, state } = readPayloads(geminiDialect, [
      call({ name: 'f', args: { a: 1 } }),
      chunk([{ functionResponse: { name: 'f', response: { ok: true } } }]),
      text('a', { finishReason: 'STOP' }),
    ])
    expect(events.at(-1)).toMatchObject({ reason: 'stop' })
    expect(state.tools).toMatchObject([{ status: 'ok', output: { ok: true } }])
  })
})

describe('chunks', () => {
  it('are found in the wrapping of a command line tool', () => {
    expect(read({ response: text('甲') }).answer).toBe('甲')
  })

  it.each([
    [chunk([{ hologram: 1 }]), { hologram: 1 }],
    [{ candidates: [3] }, 3],
    [{ odd: true }, { odd: true }],
    [call({}), { functionCall: {} }],
    [[1], [1]],
  ])('of no known kind are data: %j', (payload, data) => {
    expect(read(payload).parts).toMatchObject([{ type: 'data', name: 'unknown', data }])
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const light = fc.oneof(fc.array(fc.oneof(fc.string(), fc.double())), fc.constant({ a_b: [1] }))
  const part = fc.oneof(
    fc.record({ text: any, thought: any }),
    fc.record({
      functionCall: fc.oneof(
        fc.record(
          { name: fc.oneof(fc.constant('f'), any), args: any, partialArgs: any, willContinue: any },
          { requiredKeys: [] },
        ),
        any,
      ),
    }),
    fc.record({ executableCode: any }),
    fc.record({ codeExecutionResult: any }),
    fc.record({ functionResponse: any }),
    fc.record({ inlineData: any }),
    any,
  )
  const range = fc.record({ startIndex: any, endIndex: fc.oneof(fc.integer(), any) })
  const candidate = fc.record(
    {
      index: any,
      content: fc.oneof(fc.record({ parts: fc.array(part) }), any),
      finishReason: any,
      groundingMetadata: fc.record({
        groundingChunks: fc.array(fc.oneof(fc.record({ web: any }), any)),
        groundingSupports: fc.array(
          fc.record({
            segment: fc.oneof(range, any),
            groundingChunkIndices: fc.array(any),
            confidenceScores: light,
          }),
        ),
        webSearchQueries: light,
      }),
      safetyRatings: light,
      citationMetadata: any,
      urlContextMetadata: any,
    },
    { requiredKeys: ['content'] },
  )
  itNeverThrows(
    geminiDialect,
    fc.record(
      {
        candidates: fc.oneof(fc.array(fc.oneof(candidate, any)), any),
        promptFeedback: any,
        usageMetadata: any,
        usage_metadata: light,
        responseId: any,
        error: any,
      },
      { requiredKeys: ['candidates'] },
    ),
  )
})

describe('an interaction', () => {
  it('leaves its calls behind, those of the server with what they gave', () => {
    const { tools, results, references } = stateOfWire(geminiDialect, 'interaction')
    expect(tools).toMatchObject([
      { id: 'gs-1', name: 'google_search', input: { queries: ['检修周期'] }, status: 'ok' },
      { id: 'fc-1', name: 'book', input: { day: '周一' }, status: 'running' },
    ])
    expect([results, references].map((list) => list.map(({ title }) => title))).toEqual([
      ['检修标准'],
      ['检修标准'],
    ])
  })

  it.each([
    ['completed', 'stop'],
    ['requires_action', 'tool-calls'],
    ['failed', 'error'],
    ['cancelled', 'other'],
  ])('ends by %s', (status, reason) => {
    const { events } = readPayloads(geminiDialect, [completed(status)])
    expect(events.at(-1)).toEqual({ type: 'done', reason, rawReason: status, clean: true })
  })

  it('is cut off without its last event', () => {
    const delta = eventOf('content.delta', { index: 0, delta: { type: 'text', text: 'a' } })
    expect(read(delta)).toMatchObject({ answer: 'a', status: 'interrupted' })
  })

  it('fails by an error', () => {
    expect(read(eventOf('error', { error: { code: 429, message: 'm' } }))).toMatchObject({
      status: 'failed',
      errors: [{ message: 'm', code: '429' }],
    })
  })

  it('hands on what is of no known kind', () => {
    const odd = eventOf('step.delta', { index: 0, delta: { type: 'hologram' } })
    expect(read(odd).parts).toMatchObject([{ type: 'data', name: 'unknown', data: odd }])
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const kind = fc.constantFrom(
    'text',
    'thought_summary',
    'arguments_delta',
    'text_annotation_delta',
    'function_call',
    'google_search_result',
  )
  const step = fc.record({
    type: fc.oneof(kind, any),
    text: any,
    content: any,
    arguments: any,
    annotations: any,
    result: any,
    call_id: any,
  })
  const name = fc.constantFrom(
    'interaction.created',
    'interaction.status_update',
    'step.start',
    'step.delta',
    'step.stop',
    'error',
  )
  itNeverThrows(
    geminiDialect,
    fc.record({
      event_type: fc.oneof(name, any),
      index: any,
      step: fc.oneof(step, any),
      delta: fc.oneof(step, any),
      interaction: any,
      status: any,
    }),
  )
})

describe('detection', () => {
  it.each([
    [text('a')],
    [{ promptFeedback: { blockReason: 'SAFETY' } }],
    [{ usageMetadata: {}, modelVersion: 'gemini-3' }],
    [{ response: text('a') }],
    [{ event_type: 'interaction.created' }],
    [{ event_type: 'step.delta', index: 0 }],
  ])('claims %j', (json) => {
    const claim = detectIn(geminiDialect, json)
    expect(claim?.rule).toMatch(/\w/)
    expect(claim?.provisional).toBeUndefined()
  })

  it('takes a lone error for want of a better guess', () => {
    const error = { code: 429, message: 'm', status: 'RESOURCE_EXHAUSTED' }
    expect(detectIn(geminiDialect, { error })?.provisional).toBe(true)
  })

  it.each([
    [{ error: { message: 'x' } }],
    [{ candidates: 'none' }],
    [{ choices: [] }],
    [{ response: 'a', done: false }],
    ['text'],
  ])('does not claim %j', (json) => {
    expect(detectIn(geminiDialect, json)).toBeUndefined()
  })
})

/** A value as the leaves that partial arguments name, texts in two pieces. */
function leaves(value: unknown, path: string): readonly object[] {
  if (typeof value === 'string') {
    const middle = Math.ceil(value.length / 2)
    return [value.slice(0, middle), value.slice(middle)].map((stringValue) => ({
      jsonPath: path,
      stringValue,
    }))
  }
  if (typeof value === 'number') return [{ jsonPath: path, numberValue: value }]
  if (typeof value === 'boolean') return [{ jsonPath: path, boolValue: value }]
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`))
  if (value === null || typeof value !== 'object') return [{ jsonPath: path, nullValue: null }]
  return Object.entries(value).flatMap(([name, item]) => leaves(item, `${path}['${name}']`))
}

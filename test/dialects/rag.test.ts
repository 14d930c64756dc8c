import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DetectionProbe } from '../../src/dialects/dialect.ts'
import { ragDialect } from '../../src/dialects/rag.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { describeRecordings } from './describeRecordings.ts'
import { loadRecordings, readPayloads, readPieces, reduceAll } from './readRecording.ts'

const context = { baseUrl: 'https://kb.example.com/' }
const image = (name: string): string => `https://kb.example.com/uploads/images/${name}.jpg`

const token = (text: string): unknown => ({ type: 'token', token: text })
const answerOf = (text: string): unknown => ({ type: 'answer', answer: text, references: [] })
const final = (fields: object = {}): unknown => ({
  type: 'final',
  data: { success: true, ...fields },
})

const stateOf = (payloads: readonly unknown[]): StreamState =>
  reduceAll(readPayloads(ragDialect, payloads))

const probe = (json: unknown): DetectionProbe => ({
  headers: undefined,
  frame: { event: '', data: JSON.stringify(json), id: undefined },
  json,
  earlier: [],
})

describeRecordings(ragDialect, context)

describe('what a recording leaves behind', () => {
  const states = new Map(
    loadRecordings('rag').map(({ name, wire }) => [
      name,
      reduceAll(readPieces(ragDialect, [wire], context)),
    ]),
  )
  const short = '温度传感器故障通常由接线松动引起,请先断电再检查。'

  it.each([
    ['search-only', 'complete', ''],
    ['no-hits', 'complete', ''],
    [
      'answer',
      'complete',
      '## 处理步骤\n\n1. **断电**后检查接线 [1]\n2. 测量阻值 🌡️\n\n若仍报警,请更换传感器。',
    ],
    ['answer-failed', 'complete', ''],
    ['answer-failed-midway', 'complete', '根据知识库中的信息,'],
    ['validation-error', 'failed', ''],
    ['unsuccessful', 'failed', ''],
    ['whole-text-as-last-token', 'complete', short],
    ['whole-text-as-last-token-doubled', 'complete', short],
    ['tokens-do-not-add-up', 'complete', short],
    ['no-space', 'complete', '请检查 E001 的接线。'],
    ['malformed', 'complete', '请检查接线。'],
    ['cut-off', 'interrupted', '## 处理步骤\n\n1. **断电**后检查接线 [1]\n2. 测量阻值 🌡️\n\n'],
  ])('%s: %s', (name, status, answer) => {
    expect(states.get(name)).toMatchObject({ status, answer })
  })

  it('every image of a result once, though the wire brings it four times', () => {
    const state = states.get('answer')
    expect(state?.results.map(({ id, images }) => [id, images.map(({ url }) => url)])).toEqual([
      ['1', [image('sensor1'), image('sensor2')]],
      ['2', [image('valve')]],
      ['3', []],
    ])
    expect(state?.references.map(({ id, images }) => [id, images.length])).toEqual([
      ['1', 2],
      ['2', 1],
    ])
    expect(state?.integrity).toBe('match')
    expect(state?.ids).toEqual({ sessionId: '7f3c9a52' })
  })

  it('rows without an id once, with the images of all their copies', () => {
    const state = states.get('without-ids')
    expect(state?.results).toHaveLength(2)
    expect(state?.references).toHaveLength(1)
    expect(state?.results[0]?.images.map(({ url }) => url)).toEqual([
      image('sensor1'),
      image('sensor2'),
      image('sensor3'),
    ])
  })

  it('the search and its results when only the answer failed, with one fault', () => {
    expect(states.get('answer-failed')).toMatchObject({
      status: 'complete',
      errors: [{ recoverable: true, message: expect.stringContaining('未初始化') }],
      results: [{ id: '1' }, { id: '2' }, { id: '3' }],
    })
    expect(states.get('answer-failed')?.errors).toHaveLength(1)
  })

  it('a search without hits as news, not as silence', () => {
    const parts = states.get('no-hits')?.parts.filter(({ type }) => type === 'results')
    expect(parts).toMatchObject([{ kind: 'retrieved', ids: [], count: 0 }])
  })

  it('one counted fault for each event that could not be read', () => {
    expect(states.get('malformed')?.errors.map(({ code }) => code)).toEqual(['malformed-json'])
  })

  it('scores where they are numbers, and untouched words where they are words', () => {
    const rows = states.get('nan-score')?.results
    expect(rows?.map(({ score }) => score)).toEqual([undefined, undefined, 0.67])
    expect(rows?.[2]?.text).toBe('字面上的 NaN 与 Infinity 不变。')
  })
})

describe('the whole answer', () => {
  it('is the truth where the tokens do not add up to it', () => {
    expect(stateOf([token('甲'), answerOf('乙丙'), final()])).toMatchObject({
      answer: '乙丙',
      integrity: 'repaired',
    })
  })

  it('never shows a repeated last token, not even for a moment', () => {
    const text = '请先断电,再检查传感器的接线。'
    const events = readPayloads(ragDialect, [
      token('请先断电,'),
      token('再检查传感器的接线。'),
      token(text),
    ])
    expect(events.filter(({ type }) => type === 'text')).toHaveLength(3)
    const known = readPayloads(ragDialect, [
      token('请先断电,'),
      token('再检查传感器的接线。'),
      token(text),
      { type: 'info', message: '生成完成' },
      answerOf(text),
      final({ answer: text }),
    ])
    expect(known.filter(({ type }) => type === 'text')).toHaveLength(2)
    expect(reduceAll(known)).toMatchObject({ answer: text, integrity: 'match' })
  })

  it('is not halved when short words really repeat', () => {
    expect(stateOf([token('哈'), token('哈'), answerOf('哈哈'), final()]).answer).toBe('哈哈')
    expect(stateOf([token('a'), token('b'), token('ab'), answerOf('abab'), final()]).answer).toBe(
      'abab',
    )
  })

  it('comes after the tokens whatever they are', () => {
    const tokens = fc.array(fc.string({ maxLength: 6 }), { maxLength: 12 })
    fc.assert(
      fc.property(tokens, (texts) => {
        const whole = texts.join('')
        const state = stateOf([...texts.map(token), answerOf(whole), final({ answer: whole })])
        expect(state.answer).toBe(whole)
        expect(state.integrity).not.toBe('repaired')
      }),
    )
  })

  it('is nothing to wait for: tokens alone are the answer', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 })), (texts) => {
        expect(stateOf([...texts.map(token), final()]).answer).toBe(texts.join(''))
      }),
    )
  })

  it('is found beside or inside `data`', () => {
    expect(
      stateOf([{ type: 'answer', data: { answer: '甲', references: [{ id: 1 }] } }]),
    ).toMatchObject({
      answer: '甲',
      references: [{ id: '1' }],
    })
    expect(
      stateOf([
        { type: 'final', success: true, answer: '甲', results: [{ id: 2 }], session_id: 9 },
      ]),
    ).toMatchObject({
      status: 'complete',
      answer: '甲',
      results: [{ id: '2' }],
      ids: { sessionId: '9' },
    })
  })
})

it('finds the images of a column that holds a list in JSON', () => {
  const rows = [
    { id: 1, images: '["e.png","f.png"]' },
    { id: 2, images: '[]' },
    { id: 3, images: '[a].png' },
  ]
  const { results } = stateOf([{ type: 'results', data: { results: rows } }])
  expect(results.map(({ images }) => images.map(({ url }) => url))).toEqual([
    ['e.png', 'f.png'],
    [],
    ['[a].png'],
  ])
})

describe('the end', () => {
  it.each([
    ['final', [token('a'), final()], { reason: 'stop', clean: true }],
    ['final without success', [final({ success: false })], { reason: 'error', clean: true }],
    ['nothing', [token('a')], { reason: 'eof', clean: false }],
    ['not a single message', [], { reason: 'eof', clean: false }],
    ['an error', [{ type: 'error', message: '甲' }], { reason: 'error', clean: false }],
    [
      'final after an error',
      [{ type: 'error', message: '甲' }, final()],
      { reason: 'stop', clean: true },
    ],
  ])('by %s', (_, payloads, expected) => {
    const events = readPayloads(ragDialect, payloads)
    expect(events.at(-1)).toEqual({ type: 'done', ...expected })
  })

  it('by an end mark, as some servers add it, before or after final', () => {
    const events = readPieces(ragDialect, [
      'data: {"type":"token","token":"a"}\n\ndata: [DONE]\n\n',
    ])
    expect(events.at(-1)).toEqual({ type: 'done', reason: 'stop', clean: true })
    const after = readPieces(ragDialect, ['data: {"type":"final","data":{}}\n\ndata: [DONE]\n\n'])
    expect(after).toEqual([{ type: 'done', reason: 'stop', clean: true }])
  })

  it('by a final whose line is the last and has no end', () => {
    const wire =
      'data: {"type":"token","token":"a"}\n\ndata: {"type":"final","data":{"success":true}}'
    expect(readPieces(ragDialect, [wire]).at(-1)).toMatchObject({ reason: 'stop', clean: true })
  })

  it.each([
    ['without data', 'event: error\n\n', /\w+ \w+/],
    ['with empty data', 'event: error\ndata: \n\n', /\w+ \w+/],
    ['in words', 'event: error\ndata: 超时\n\n', /^超时$/],
    ['without a type', 'event: error\ndata: {"message":"超时"}\n\n', /^超时$/],
    ['with a type', 'event: error\ndata: {"type":"error","data":{"message":"超时"}}\n\n', /^超时$/],
  ])('tells an error by the name of its event: %s', (_, notice, message) => {
    const state = reduceAll(readPieces(ragDialect, [notice]))
    expect(state.status).toBe('failed')
    expect(state.errors).toMatchObject([{ message: expect.stringMatching(message) }])
    expect(state.parts).toHaveLength(1)
  })

  it('tells a fault of `final` once, however it is wrapped', () => {
    expect(stateOf([final({ rag_error: { message: '超时' } })]).errors).toMatchObject([
      { message: '超时', recoverable: true },
    ])
    const failed = final({ success: false, error: '甲' })
    for (const last of [[failed], [failed, failed]]) {
      const { errors, parts } = stateOf([{ type: 'error', message: '甲' }, ...last])
      expect(errors).toEqual([{ message: '甲', recoverable: false, scope: 'stream' }])
      expect(parts).toHaveLength(1)
    }
    expect(stateOf([final({ success: false })]).errors[0]?.message).toMatch(/\w+ \w+/)
  })
})

describe('messages of no known kind', () => {
  it.each([
    [{ type: 'heartbeat' }],
    [{ type: 'token' }],
    [{ type: 'token', token: 7 }],
    [{ type: 'info', message: null }],
    [{ type: 'results', data: 'none' }],
    [{ type: 'constructor' }],
    [{ no: 'type' }],
    ['text'],
    [42],
    [null],
    [[]],
  ])('%j is handed on as unknown data', (payload) => {
    expect(readPayloads(ragDialect, [payload]).slice(0, -1)).toEqual([
      { type: 'data', name: 'unknown', data: payload },
    ])
  })

  it('never throw, whatever they hold', () => {
    const type = fc.constantFrom('info', 'results', 'token', 'answer', 'error', 'final', 'x')
    const message = fc.record(
      {
        type,
        data: fc.jsonValue(),
        message: fc.jsonValue(),
        token: fc.oneof(fc.string(), fc.jsonValue()),
        answer: fc.oneof(fc.string(), fc.jsonValue()),
        references: fc.jsonValue(),
        results: fc.jsonValue(),
        success: fc.jsonValue(),
        rag_error: fc.jsonValue(),
      },
      { requiredKeys: ['type'] },
    )
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        const types = readPayloads(ragDialect, messages).map((event) => event.type)
        expect(types.indexOf('done')).toBe(types.length - 1)
      }),
    )
  })
})

describe('detection', () => {
  it.each([
    [{ type: 'info', message: '开始' }],
    [{ type: 'results', data: { results: [] } }],
    [token('a')],
    [answerOf('a')],
    [final()],
    [{ type: 'final', success: true }],
  ])('claims %j', (json) => {
    expect(ragDialect.detect?.(probe(json))).toMatchObject({ provisional: false })
  })

  it('claims a lone error only for want of a better guess', () => {
    expect(ragDialect.detect?.(probe({ type: 'error', message: '甲' }))).toMatchObject({
      provisional: true,
    })
  })

  it.each([
    [{ type: 'error', errorText: 'x' }],
    [{ type: 'error', message: 'x', error: { type: 'overloaded' } }],
    [{ type: 'error', code: 'x' }],
    [{ type: 'info' }],
    [{ type: 'token', text: 'a' }],
    [{ type: 'step_start' }],
    [{ type: 'response.created' }],
    [{ type: 'toString' }],
    ['text'],
    [undefined],
  ])('does not claim %j', (json) => {
    expect(ragDialect.detect?.(probe(json))).toBeUndefined()
  })
})

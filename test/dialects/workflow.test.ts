import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DetectionProbe } from '../../src/dialects/dialect.ts'
import { workflowDialect } from '../../src/dialects/workflow.ts'
import type { Frame } from '../../src/framing/frame.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { describeRecordings } from './describeRecordings.ts'
import { loadRecordings, plain, readPayloads, readPieces, reduceAll } from './readRecording.ts'

const start = { type: 'step_start' }
const end = { type: 'step_end' }
const done = '[DONE]'

const stateOf = (payloads: readonly unknown[]): StreamState =>
  reduceAll(readPayloads(workflowDialect, payloads))

const textsOf = (wire: string): readonly unknown[] =>
  readPieces(workflowDialect, [wire])
    .filter((event) => event.type === 'text')
    .map((event) => event.delta)

/** How two nested steps end when this follows them. */
const endingsOf = (wire: string): unknown =>
  readPieces(workflowDialect, [`data: {"type":"step_start"}\n\n`.repeat(2) + wire])
    .filter((event) => event.type === 'step-end')
    .map(({ stepId, status }) => `${stepId} ${status}`)

const frameOf = (data: string, event = ''): Frame => ({ event, data, id: undefined })

describeRecordings(workflowDialect)

describe('what a recording leaves behind', () => {
  const states = new Map(
    loadRecordings('workflow').map(({ name, wire }) => [
      name,
      reduceAll(readPieces(workflowDialect, [wire])),
    ]),
  )

  it.each([
    ['steps', 'complete', 3],
    ['step-repeats', 'complete', 5],
    ['function-step', 'complete', 4],
    ['nested', 'complete', 3],
    ['error', 'failed', 1],
    ['error-sentence', 'failed', 1],
    ['error-lines', 'failed', 1],
    ['error-quoted', 'failed', 1],
    ['quoted-text', 'complete', 2],
    ['without-end', 'interrupted', 2],
    ['cut-off', 'interrupted', 1],
    ['bare-end', 'complete', 1],
    ['single-line-breaks', 'complete', 1],
    ['malformed', 'complete', 1],
  ])('%s: %s with %i steps', (name, status, count) => {
    const state = states.get(name)
    expect(state?.status).toBe(status)
    expect(state?.steps).toHaveLength(count)
    expect(state?.steps.filter((step) => step.status === 'running')).toEqual([])
  })

  it('the text of each step once, though its end says it again', () => {
    const state = states.get('step-repeats')
    expect(state?.steps.map(({ text }) => text)).toEqual([
      '共有 128 名员工。\n',
      '\n\n按部门分组:研发 56,销售 72。\n',
      '正在生成图表',
      '图表已生成,共两列。',
      '结论:稳定。',
    ])
    expect(state?.answer).toBe(state?.steps.map(({ text }) => text).join(''))
    expect(state?.integrity).toBe('match')
  })

  it('every chunk that only looks like a repeat', () => {
    expect(states.get('tokens-that-repeat')?.steps.map(({ text }) => text)).toEqual([
      '哈哈',
      '哈哈哈哈!',
      '一二三一二三四',
    ])
  })

  it('every line break of the text', () => {
    expect(states.get('steps')?.answer).toBe(
      '## 🔍 查询分析\n\n统计员工总数\n\n```json\n{\n  "measures": ["employees.total_employees"]\n}\n```' +
        '\n\n**SQL Query**\n\n```sql\nSELECT COUNT(*) FROM employees\n```\n\n共有 **128** 名员工。',
    )
    expect(states.get('single-line-breaks')?.answer).toBe('```json\n{\n}\n```')
  })

  it('the whole text of an exception, and what was said before it', () => {
    expect(states.get('error-lines')).toMatchObject({
      answer: '正在查询',
      errors: [
        {
          recoverable: false,
          message: expect.stringMatching(/^Error: 1 [^\n]+\nlimit\n {2}Input/),
        },
      ],
    })
    expect(states.get('error-quoted')).toMatchObject({
      answer: '正在查询',
      errors: [{ message: 'Error: 查询超时' }],
    })
    expect(states.get('quoted-text')).toMatchObject({
      answer: 'Error: E001 表示温度传感器故障。Error: 含义见上。',
      errors: [],
    })
  })

  it('steps inside steps', () => {
    const state = states.get('nested')
    expect(state?.steps).toMatchObject([
      { id: 's1', index: 1, name: '查询', status: 'ok', text: '开始。继续。' },
      { id: 's2', name: '重试', parentId: 's1', status: 'error', error: '超时', elapsedMs: 1200 },
      { id: 's3', index: 2, name: '分析' },
    ])
    expect(state?.progress).toMatchObject({ value: 2, total: 2 })
    expect(state?.answer).toBe('开始。第二次。继续。完成。')
  })
})

describe('a chunk that says everything again', () => {
  const table = '| 部门 | 人数 |\n| --- | --- |\n| 研发 | 56 |'

  it.each([
    ['a line break more', ['甲', '乙'], '甲乙\n', '甲乙\n'],
    ['white space less', ['\n\n甲', '乙\n'], '甲乙', '\n\n甲乙\n'],
    ['the same', ['甲', '乙'], '甲乙', '甲乙'],
    ['a sentence more', ['甲', '乙'], '甲乙。丙。', '甲乙。丙。'],
    ['one long chunk again', [table], table, table],
    ['one long chunk and a line break', [table], `${table}\n`, `${table}\n`],
    ['one short chunk and a line break', ['结果:3'], '结果:3\n', '结果:3\n'],
  ])('is the text of the step before its end: %s', (_, chunks, repeat, text) => {
    const state = stateOf([start, ...chunks, repeat, end, done])
    expect(state).toMatchObject({ answer: text, integrity: 'match', steps: [{ text }] })
  })

  it('is the truth where it says more than the chunks, without their last line break', () => {
    const state = stateOf([start, '甲', '乙\n', '甲乙。', end, done])
    expect(state).toMatchObject({ answer: '甲乙。', integrity: 'repaired' })
  })

  it.each([
    ['the stream goes on', [start, '甲', '乙', '甲乙', '丙', end, done], '甲乙甲乙丙'],
    ['the stream ends', [start, '甲', '乙', '甲乙'], '甲乙甲乙'],
    ['the end mark follows', [start, '甲', '乙', '甲乙', done], '甲乙甲乙'],
    ['a single token comes twice', [start, 'ha', 'ha', end, done], 'haha'],
    ['a token comes again after a space', [start, 'ha', ' ha', end, done], 'ha ha'],
    ['white space comes again', [start, '\n', '\n', end, done], '\n\n'],
    ['there are no steps', ['甲', '乙', '甲乙', done], '甲乙甲乙'],
    ['other steps said it', [start, '甲', '乙', end, start, '甲乙', end, done], '甲乙甲乙'],
    ['a short chunk comes again with more', [start, 'ha', 'haha\n', end, done], 'hahaha\n'],
    [
      'an apparent exception stands before it',
      [start, '甲', '乙', 'Error: 丙', '甲乙', end],
      '甲乙Error: 丙甲乙',
    ],
    ['it is only a part', [start, '甲', '乙', '甲', end, done], '甲乙甲'],
  ])('is text as any other when %s', (_, payloads, answer) => {
    expect(stateOf(payloads).answer).toBe(answer)
  })

  it('waits for one frame only, and nothing else waits', () => {
    const reader = workflowDialect.create({})
    const counts = [start, '甲', '乙', '甲乙', '丙', '丁'].map(
      (payload) => reader.read(frameOf(JSON.stringify(payload))).length,
    )
    expect(counts).toEqual([1, 1, 1, 0, 2, 1])
  })

  it('is found after any number of tokens', () => {
    const tokens = Array.from({ length: 1000 }, (_, index) => `第 ${index} 行\n`)
    const text = tokens.join('')
    const state = stateOf([start, ...tokens, text.trim(), end, done])
    expect(state).toMatchObject({ answer: text, integrity: 'match' })
  })

  it('takes nothing from a long stream of tokens', () => {
    const chunks = fc.array(fc.string({ minLength: 1, maxLength: 5 }), {
      minLength: 3,
      maxLength: 30,
    })
    fc.assert(
      fc.property(chunks, (texts) => {
        // A last chunk that cannot repeat what was said: this is about everything before it.
        const payloads = [start, ...texts.filter((text) => text !== done), '。', end, done]
        fc.pre(!texts.every((text) => text.trim() === ''))
        expect(stateOf(payloads).answer).toBe(`${texts.filter((text) => text !== done).join('')}。`)
      }),
    )
  })
})

describe('the end', () => {
  it.each([
    ['the quoted mark', 'data: "a"\n\ndata: "[DONE]"\n\n', { reason: 'stop', clean: true }],
    ['the bare mark', 'data: "a"\n\ndata: [DONE]\n\n', { reason: 'stop', clean: true }],
    ['the bare mark without its blank line', 'data: [DONE]', { reason: 'stop', clean: true }],
    ['half a mark', 'data: "a"\n\ndata: [DON', { reason: 'eof', clean: false }],
    ['nothing', 'data: "a"\n\n', { reason: 'eof', clean: false }],
    ['no frame at all', '', { reason: 'eof', clean: false }],
    ['an exception', 'data: Error: a\n\n', { reason: 'error', clean: false }],
    ['an exception cut short', 'data: Error: a', { reason: 'error', clean: false }],
    [
      'the mark after an exception',
      'data: Error: a\n\ndata: "[DONE]"\n\n',
      { reason: 'error', clean: true },
    ],
    [
      'an exception in JSON',
      'data: {"type":"error","message":"a"}\n\n',
      { reason: 'error', clean: false },
    ],
  ])('by %s', (_, wire, expected) => {
    expect(readPieces(workflowDialect, [wire]).at(-1)).toEqual({ type: 'done', ...expected })
  })

  it('closes the steps that are open, the inner before the outer', () => {
    expect(endingsOf('data: "[DONE]"\n\n')).toEqual(['s2 ok', 's1 ok'])
    expect(endingsOf('data: Error: a\n\n')).toEqual(['s2 error', 's1 error'])
    expect(endingsOf('')).toEqual(['s2 paused', 's1 paused'])
  })

  it('tells an exception in JSON with its code', () => {
    expect(
      readPayloads(workflowDialect, [{ type: 'error', message: '超时', code: 504 }])[0],
    ).toMatchObject({
      type: 'error',
      message: '超时',
      code: '504',
      recoverable: false,
    })
  })

  it.each([
    ['without data', 'event: error\n\n', /\w+ \w+/],
    ['with empty data', 'event: error\ndata: \n\n', /\w+ \w+/],
    ['in words', 'event: error\ndata: 超时\n\n', /^超时$/],
    ['in quotes', 'event: error\ndata: "超时"\n\n', /^超时$/],
    ['in JSON', 'event: error\ndata: {"detail":"超时"}\n\n', /^超时$/],
  ])('tells an exception by the name of its event: %s', (_, notice, message) => {
    const state = reduceAll(readPieces(workflowDialect, [`data: "甲"\n\n${notice}`]))
    expect(state).toMatchObject({ status: 'failed', answer: '甲' })
    expect(state.errors).toMatchObject([{ message: expect.stringMatching(message) }])
  })

  it('keeps a quoted exception as text when the mark follows', () => {
    expect(stateOf(['Error: a', done])).toMatchObject({
      status: 'complete',
      answer: 'Error: a',
      errors: [],
    })
  })
})

describe('data lines that share one frame', () => {
  it('are read one by one where each is JSON', () => {
    expect(textsOf('data: "a"\ndata: "\\n"\ndata:\ndata: "b"\n\ndata: "[DONE]"\n\n')).toEqual([
      'a',
      '\n',
      'b',
    ])
  })

  it('are one payload where they are one JSON', () => {
    const events = readPieces(workflowDialect, ['data: {\ndata: "type":\ndata: "step_start"}\n\n'])
    expect(events[0]).toMatchObject({ type: 'step-start', stepId: 's1' })
  })

  it('end with the exception that the last of them are', () => {
    const events = readPieces(workflowDialect, ['data: "a"\ndata: Error: b\n"c"\n\n'])
    expect(plain(events)).toMatchObject([
      { type: 'text', delta: 'a' },
      { type: 'error', message: 'Error: b\n"c"' },
      { type: 'done', reason: 'error' },
    ])
  })
})

describe('payloads of other kinds', () => {
  it.each([
    [{ measures: ['a'] }, '{"measures":["a"]}'],
    [[1, 'a'], '[1,"a"]'],
    [42, '42'],
    [true, 'true'],
  ])('%j is data and its JSON is text', (payload, json) => {
    const events = plain(readPayloads(workflowDialect, [start, payload]))
    expect(events).toMatchObject([
      { type: 'step-start' },
      { type: 'data', name: 'content', data: payload, stepId: 's1' },
      { type: 'text', delta: json, stepId: 's1' },
      { type: 'step-end' },
      { type: 'done' },
    ])
  })

  it('null is data without text, and an empty chunk is nothing', () => {
    expect(readPayloads(workflowDialect, [null, '']).map(({ type }) => type)).toEqual([
      'data',
      'done',
    ])
  })

  it('data of a function step keeps the NaN of its text and loses it in its value', () => {
    const events = readPieces(workflowDialect, ['data: {"平均": NaN, "名": "NaN"}\n\n'])
    expect(events.slice(0, 2)).toMatchObject([
      { type: 'data', data: { 平均: null, 名: 'NaN' } },
      { type: 'text', delta: '{"平均": NaN, "名": "NaN"}' },
    ])
  })

  it.each([[{ type: 'heartbeat' }], [{ type: 'progress' }], [{ type: 'constructor' }], [end]])(
    'the signal %j that means nothing here is unknown data and no text',
    (payload) => {
      expect(readPayloads(workflowDialect, [payload]).slice(0, -1)).toEqual([
        { type: 'data', name: 'unknown', data: payload },
      ])
    },
  )

  it.each([
    ['ping', '{}', {}],
    ['ping', '"甲"', '甲'],
    ['note', '42', 42],
    ['note', 'words', 'words'],
    ['step_start', '{"type":"heartbeat"}', { type: 'heartbeat' }],
    ['note', '{"type":"error","message":"乙"}', expect.anything()],
  ])('the event %s with %s is data of its name and no text', (name, data, expected) => {
    const wire = `data: "甲"\n\nevent: ${name}\ndata: ${data}\n\ndata: "[DONE]"\n\n`
    expect(readPieces(workflowDialect, [wire])).toMatchObject([
      { type: 'text', delta: '甲' },
      { type: 'data', name, data: expected },
      { type: 'done', reason: 'stop' },
    ])
  })

  it('the end mark is the end under any name', () => {
    const events = readPieces(workflowDialect, ['event: done\ndata: [DONE]\n\n'])
    expect(events).toEqual([{ type: 'done', reason: 'stop', clean: true }])
  })

  it('a signal under its own name is one, and the name of EventSource is none', () => {
    const wire = 'event: step_start\ndata: {"type":"step_start"}\n\nevent: message\ndata: "甲"\n\n'
    expect(readPieces(workflowDialect, [wire]).slice(0, 2)).toMatchObject([
      { type: 'step-start' },
      { type: 'text', delta: '甲' },
    ])
  })

  it.each([
    [
      { value: 3, total: 5 },
      { value: 3, total: 5 },
    ],
    [
      { current: 1, total: 4, label: '查询' },
      { value: 1, total: 4, label: '查询' },
    ],
    [
      { step: 2, total_steps: 3, message: '分析' },
      { value: 2, total: 3, label: '分析' },
    ],
    [{ label: '稍等' }, { label: '稍等' }],
  ])('progress %j', (fields, expected) => {
    const [event] = readPayloads(workflowDialect, [{ type: 'progress', ...fields }])
    expect(event).toEqual({ type: 'progress', ...expected })
  })

  it('never throw and end in one done, whatever the lines are', () => {
    const line = fc.oneof(
      fc
        .constantFrom(start, end, done, 'a', 'aa', 'Error: a')
        .map((payload) => JSON.stringify(payload)),
      fc.json(),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const events = readPieces(workflowDialect, [
          lines.map((text) => `data: ${text}\n\n`).join(''),
        ])
        const types = events.map(({ type }) => type)
        expect(types.indexOf('done')).toBe(types.length - 1)
        expect(reduceAll(events).steps.every(({ status }) => status !== 'running')).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

const probe = (json: unknown, earlier: readonly unknown[] = [], event = ''): DetectionProbe => ({
  headers: undefined,
  frame: frameOf(JSON.stringify(json), event),
  json,
  earlier: earlier.map((value) => ({ frame: frameOf(JSON.stringify(value)), json: value })),
})

describe('detection', () => {
  it.each([
    ['a step that begins', probe(start)],
    ['a step that ends', probe(end)],
    ['three strings in a row', probe('c', ['a', 'b'])],
    ['three strings under the name of events without one', probe('c', ['a', 'b'], 'message')],
    ['a string and the end mark', probe(done, ['a'])],
  ])('claims %s', (_, given) => {
    const claim = workflowDialect.detect?.(given)
    expect(claim).toMatchObject({ rule: expect.stringMatching(/\w/) })
    expect(claim?.provisional).toBeFalsy()
  })

  it.each([
    ['one string', probe('a')],
    ['two strings', probe('b', ['a'])],
    ['a string after something else', probe('a', [{ type: 'x' }])],
  ])('claims %s for want of a better guess', (_, given) => {
    expect(workflowDialect.detect?.(given)).toMatchObject({ provisional: true })
  })

  it.each([
    ['a string with an event name', probe('a', ['a'], 'note')],
    ['a number', probe(42)],
    ['the end mark alone', probe(done)],
    ['a string after objects that nobody knows', probe('a', [{ odd: 1 }])],
    ['another type', probe({ type: 'token', token: 'a' })],
    ['what is not JSON', { ...probe('a'), json: undefined }],
  ])('does not claim %s', (_, given) => {
    expect(workflowDialect.detect?.(given)).toBeUndefined()
  })
})

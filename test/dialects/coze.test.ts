import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cozeDialect } from '../../src/dialects/coze.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { readText } from '../run/readText.ts'
import { describeDialect, detectIn, itNeverThrows, stateOfWire } from './describeDialect.ts'

/** A body of named events, written as Coze writes it. */
function body(...events: readonly (readonly [event: string, data: unknown])[]): string {
  return events
    .map(
      ([event, data]) =>
        `event:${event}\ndata:${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
    )
    .join('')
}

const message = (type: string, content: string, id = 'a'): object => ({
  id,
  type,
  role: 'assistant',
  content,
  content_type: 'text',
  chat_id: 'c',
  conversation_id: 'v',
})
const read = (...events: readonly (readonly [string, unknown])[]): ReturnType<typeof readText> =>
  readText(body(...events), { dialect: cozeDialect })
const DONE = ['done', '"[DONE]"'] as const

describeDialect(cozeDialect)

describe('what a recording of Coze leaves behind', () => {
  it.each([
    ['chat', 'complete', '二号线的压力是 0.62 MPa。', '先看压力表。', 'match'],
    ['plugin', 'complete', '我查一下。There are 12 left.', '', 'match'],
    ['knowledge', 'complete', '先断电。', '', 'match'],
    ['card', 'complete', '见卡片。', '', 'match'],
    ['object-string', 'complete', '图中的泵:已坏。', '', 'match'],
    ['requires-action', 'complete', '', '', 'unchecked'],
    ['failed', 'failed', 'The pressure', '', 'unchecked'],
    ['error', 'failed', '', '', 'unchecked'],
    ['workflow', 'complete', '您好,正在处理…All done.再见', '', 'unchecked'],
    ['workflow-asks', 'complete', '请选择线号。', '', 'unchecked'],
    ['workflow-error', 'failed', '处理中', '', 'unchecked'],
    ['cut-off', 'interrupted', '请先', '', 'unchecked'],
  ])('%s: %s', (name, status, answer, reasoning, integrity) => {
    expect(stateOfWire(cozeDialect, name)).toMatchObject({ status, answer, reasoning, integrity })
  })

  it('the result of a plugin with its call', () => {
    expect(stateOfWire(cozeDialect, 'plugin').tools).toEqual([
      {
        id: 'fc-1',
        name: 'stock-search',
        input: { part: 'PT100' },
        output: { count: 12, unit: '件' },
        status: 'ok',
      },
    ])
  })

  it('each slice of recalled knowledge as a result', () => {
    expect(stateOfWire(cozeDialect, 'knowledge').results).toMatchObject([
      { text: 'E001:先断电。' },
      { text: 'Measure the resistance.' },
      { id: 's-9', title: '二号线.pdf', source: '手册', score: 0.87 },
    ])
  })
})

describe('text that Coze sends twice', () => {
  it('is shown once, and a note behind the answer takes no place', () => {
    const { state } = read(
      ['conversation.message.delta', message('answer', '甲')],
      ['conversation.message.completed', message('answer', '甲')],
      ['conversation.message.completed', message('verbose', '{"msg_type":"x","data":"y"}', 'v')],
      DONE,
    )
    expect(state).toMatchObject({ answer: '甲', integrity: 'match', status: 'complete' })
  })

  it('is shown where no pieces came before', () => {
    const { state } = read(['conversation.message.completed', message('answer', '甲')], DONE)
    expect(state.answer).toBe('甲')
  })
})

describe('the end of a Coze stream', () => {
  it.each([
    ['done, quoted', [['done', '"[DONE]"']], 'stop', true],
    ['done, bare', [['done', '[DONE]']], 'stop', true],
    ['done with an object', [['done', {}]], 'stop', true],
    ['a completed chat', [['conversation.chat.completed', { id: 'c' }]], 'stop', true],
    ['a cancelled chat', [['conversation.chat.canceled', { id: 'c' }], DONE], 'other', true],
    ['a failed chat', [['conversation.chat.failed', { id: 'c' }], DONE], 'error', true],
    ['nothing', [['conversation.chat.created', { id: 'c' }]], 'eof', false],
  ] as const)('by %s', (_, events, reason, clean) => {
    expect(read(...events).events.at(-1)).toMatchObject({ type: 'done', reason, clean })
  })

  it('by a Done without data', () => {
    const reader = createStreamReader({ dialect: cozeDialect, framing: 'sse' })
    const events = [...reader.push('id:1\nevent:Done\n\n'), ...reader.end()]
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'stop', clean: true })
  })

  it('takes the code 0 for no error', () => {
    const { events } = read(['error', { code: 0, msg: '' }])
    expect(events.filter(({ type }) => type === 'error')).toEqual([])
  })
})

describe('the detection of Coze', () => {
  it.each([
    ['conversation.chat.created', { id: 'c' }],
    ['conversation.message.delta', message('answer', 'a')],
    ['Message', { content: 'a', node_title: 'End' }],
    ['Error', { error_code: 1, error_message: 'x' }],
    ['Interrupt', { interrupt_data: {} }],
  ])('claims the event %s', (event, json) => {
    expect(detectIn(cozeDialect, json, event)).toEqual({ rule: `event is "${event}"` })
  })

  it('claims a lone error only for want of a better guess', () => {
    expect(detectIn(cozeDialect, { code: 1, msg: 'x' }, 'error')).toMatchObject({
      provisional: true,
    })
  })

  it.each([
    ['Message', { text: 'a' }],
    ['error', { error: 'x' }],
    ['message', { node_title: 'x' }],
    ['', { content: 'a', node_title: 'x' }],
    ['toString', {}],
    ['Done', null],
  ])('does not claim the event %s with %j', (event, json) => {
    expect(detectIn(cozeDialect, json, event)).toBeUndefined()
  })
})

describe('an event of Coze', () => {
  const event = fc.constantFrom(
    'conversation.message.delta',
    'conversation.message.completed',
    'conversation.audio.delta',
    'conversation.chat.created',
    'conversation.chat.in_progress',
    'conversation.chat.completed',
    'conversation.chat.failed',
    'conversation.chat.requires_action',
    'conversation.chat.canceled',
    'Message',
    'Interrupt',
    'Error',
    'error',
    'toString',
  )
  const any = fc.jsonValue()
  const type = fc.constantFrom(
    'answer',
    'function_call',
    'tool_response',
    'tool_output',
    'knowledge',
    'verbose',
    'follow_up',
    'question',
    'x',
  )
  const content = fc.oneof(
    fc.string(),
    any.map((value) => JSON.stringify(value)),
    any,
  )
  const call = fc.record({ id: any, function: fc.record({ name: any, arguments: content }) })
  const payload = fc.record(
    {
      id: any,
      type,
      content,
      reasoning_content: any,
      content_type: fc.constantFrom('text', 'card'),
      usage: any,
      last_error: any,
      required_action: fc.oneof(
        fc.record({
          submit_tool_outputs: fc.record({ tool_calls: fc.array(fc.oneof(call, any)) }),
        }),
        any,
      ),
      node_title: any,
      node_id: any,
      node_is_finish: fc.boolean(),
      interrupt_data: any,
      code: any,
      error_code: any,
    },
    { requiredKeys: [] },
  )
  // A text in front of the payload names its event.
  itNeverThrows(
    cozeDialect,
    fc
      .tuple(event, payload)
      .map(([name, value]) => `event: ${name}\ndata: ${JSON.stringify(value)}\n`),
  )

  it.each([
    ['conversation.brand_new', { id: 'x' }],
    ['conversation.message.completed', { type: 'brand_new' }],
    ['toString', {}],
  ])('%s of no known kind is handed on as unknown data', (name, data) => {
    expect(read([name, data]).events).toContainEqual({ type: 'data', name: 'unknown', data })
  })
})

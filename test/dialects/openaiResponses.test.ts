import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openaiResponsesDialect } from '../../src/dialects/openaiResponses.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(openaiResponsesDialect)

const text = (delta: string, place = 0): object => ({
  type: 'response.output_text.delta',
  output_index: place,
  content_index: 0,
  delta,
})
const whole = (words: string, place = 0): object => ({
  type: 'response.output_text.done',
  output_index: place,
  content_index: 0,
  text: words,
})
const message = (words: string): object => ({
  type: 'message',
  content: [{ type: 'output_text', text: words }],
})
const itemDone = (item: object, place = 0): object => ({
  type: 'response.output_item.done',
  output_index: place,
  item,
})
const terminal = (status: string, fields: object = {}): object => ({
  type: `response.${status}`,
  response: { id: 'r', status, ...fields },
})
const completed = (...output: readonly object[]): object => terminal('completed', { output })

const read = (...payloads: readonly unknown[]): StreamState =>
  readPayloads(openaiResponsesDialect, payloads).state

describe('what a recording leaves behind', () => {
  it.each([
    ['answer', 'complete', '先断电,then check the 接线 🔌\n\n- 完成', 'match'],
    ['tool-calls', 'complete', '', 'unchecked'],
    ['web-search', 'complete', '间隔 6 个月。Pump: bleed', 'match'],
    ['hosted-tools', 'complete', '见手册', 'match'],
    ['refusal', 'complete', "I can't do that.", 'match'],
    ['incomplete', 'complete', '很长', 'match'],
    ['failed', 'failed', '首先', 'unchecked'],
    ['error', 'failed', '首先', 'unchecked'],
    ['rotating-ids', 'complete', '甲乙', 'match'],
    ['phases', 'complete', '我先查手册。阀门在左边。', 'match'],
    ['only-the-end', 'complete', '一次说完。', 'match'],
    ['without-done-events', 'complete', '没有下文。', 'match'],
    ['event-behind-data', 'complete', '次序', 'match'],
    ['cut-off', 'interrupted', '半句话', 'unchecked'],
    ['unknown', 'complete', '一二', 'match'],
  ])('%s: %s', (name, status, answer, integrity) => {
    expect(stateOfWire(openaiResponsesDialect, name)).toMatchObject({ status, answer, integrity })
  })

  it('thoughts as paragraphs, and one part for each message', () => {
    expect(stateOfWire(openaiResponsesDialect, 'reasoning').reasoning).toBe(
      '**先看手册**\n\n再比较 two 方案原始思考。',
    )
    const { parts } = stateOfWire(openaiResponsesDialect, 'phases')
    expect(parts.filter(({ type }) => type === 'text')).toMatchObject([
      { text: '我先查手册。' },
      { text: '阀门在左边。' },
    ])
  })

  it('calls with their input, and the hosted ones with their result', () => {
    expect(stateOfWire(openaiResponsesDialect, 'tool-calls').tools).toEqual([
      { id: 'call_1', name: 'get_weather', input: { city: '杭州' }, status: 'running' },
      { id: 'call_2', name: 'sql', input: 'SELECT 42', status: 'running' },
      { id: 'call_3', name: 'get_time', input: {}, status: 'running' },
    ])
    const { tools } = stateOfWire(openaiResponsesDialect, 'hosted-tools')
    expect(tools.map(({ name, input, status, error }) => [name, input, status, error])).toEqual([
      ['file_search', { queries: ['阀门', 'valve'] }, 'ok', undefined],
      ['code_interpreter', '42', 'ok', undefined],
      ['roll', { n: 2 }, 'error', '骰子掉了'],
      ['image_generation', {}, 'ok', undefined],
    ])
  })

  it('one call where the ids change on the way', () => {
    const { tools } = stateOfWire(openaiResponsesDialect, 'rotating-ids')
    expect(tools).toEqual([{ id: 'call_z', name: 'f', input: {}, status: 'running' }])
  })

  it('citations with the words that lean on them, in the whole answer', () => {
    const { answer, references } = stateOfWire(openaiResponsesDialect, 'web-search')
    expect(
      references.map(({ title, span }) => [title, answer.slice(span?.start, span?.end)]),
    ).toEqual([
      ['检修标准', '间隔 6 个月'.slice(0, 7)],
      ['Pump guide', 'Pump'],
    ])
  })

  it('a cited file with the passage that was found in it', () => {
    const { references, results } = stateOfWire(openaiResponsesDialect, 'hosted-tools')
    expect(results).toHaveLength(2)
    expect(references).toMatchObject([{ id: 'file-1', text: '先关阀门。', score: 0.92 }])
  })

  it('a picture once, the finished one in the place of the unfinished', () => {
    const { parts } = stateOfWire(openaiResponsesDialect, 'hosted-tools')
    const pictures = parts.filter((part) => part.type === 'data' && part.name === 'image')
    expect(pictures).toMatchObject([{ data: { result: 'aGVsbG8=' } }])
  })

  it('the question whether a call may be made', () => {
    const { parts, status } = stateOfWire(openaiResponsesDialect, 'approval')
    expect(status).toBe('complete')
    expect(parts).toContainEqual(
      expect.objectContaining({ type: 'interrupt', kind: 'approval', id: 'mcpr_1' }),
    )
  })

  it('one fault, though the wire tells it twice', () => {
    expect(stateOfWire(openaiResponsesDialect, 'failed').errors).toEqual([
      {
        message: 'Rate limit reached',
        code: 'rate_limit_exceeded',
        recoverable: false,
        scope: 'stream',
      },
    ])
  })
})

describe('text that comes twice', () => {
  it('is compared with the pieces each time, and shown once', () => {
    const state = read(
      text('甲'),
      whole('甲乙'),
      itemDone(message('甲乙')),
      completed(message('甲乙')),
    )
    expect(state).toMatchObject({ answer: '甲乙', integrity: 'match' })
  })

  it('is the truth where the pieces were wrong', () => {
    expect(read(text('甲'), whole('乙'), completed())).toMatchObject({
      answer: '乙',
      integrity: 'repaired',
    })
  })

  it('is not taken back by an end that leaves it out', () => {
    expect(read(text('甲'), whole(''), completed(message('')))).toMatchObject({
      answer: '甲',
      integrity: 'unchecked',
    })
    expect(read(text('甲'), whole(''), completed(message('甲乙')))).toMatchObject({
      answer: '甲乙',
      integrity: 'match',
    })
  })

  it('is not touched by a response that holds less than was said', () => {
    const state = read(
      text('一', 0),
      whole('一', 0),
      text('二', 1),
      whole('二', 1),
      completed(message('二')),
    )
    expect(state).toMatchObject({ answer: '一二', integrity: 'match' })
  })
})

describe('the end', () => {
  it.each([
    [terminal('completed'), 'stop', 'completed', true],
    [terminal('done', { status: 'completed' }), 'stop', 'completed', true],
    [
      terminal('incomplete', { incomplete_details: { reason: 'max_output_tokens' } }),
      'length',
      'max_output_tokens',
      true,
    ],
    [
      terminal('incomplete', { incomplete_details: { reason: 'content_filter' } }),
      'content-filter',
      'content_filter',
      true,
    ],
    [terminal('failed', { error: { message: 'x' } }), 'error', 'failed', true],
    [terminal('cancelled'), 'other', 'cancelled', true],
    ['[DONE]', 'stop', undefined, true],
    [text('a'), 'eof', undefined, false],
  ])('by %j', (payload, reason, rawReason, clean) => {
    const { events } = readPayloads(openaiResponsesDialect, [payload])
    expect(events.at(-1)).toMatchObject({ type: 'done', reason, rawReason, clean })
  })

  it('is no wait for tools when the stream brings what they gave', () => {
    const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' }
    const result = { type: 'function_call_output', call_id: 'c', output: '42' }
    const { events, state } = readPayloads(openaiResponsesDialect, [
      itemDone(call, 0),
      itemDone(result, 1),
      completed(),
    ])
    expect(events.at(-1)).toMatchObject({ reason: 'stop' })
    expect(state.tools).toMatchObject([{ id: 'c', output: '42', status: 'ok' }])
  })
})

describe('events', () => {
  it('bear the number of the backend as their id', () => {
    const { events } = readPayloads(openaiResponsesDialect, [
      { ...text('a'), sequence_number: 4 },
      { ...whole('a'), sequence_number: 5 },
      { ...terminal('completed'), sequence_number: 6 },
    ])
    expect(events.map(({ type, id }) => [type, id])).toEqual([
      ['start', undefined],
      ['text', '4'],
      ['text-full', '5'],
      ['meta', '6'],
      ['done', undefined],
    ])
  })

  it('tell what a tool on the server does', () => {
    expect(read({ type: 'response.mcp_list_tools.failed', item_id: 'x' }).parts).toMatchObject([
      { type: 'status', message: 'mcp list tools: failed', level: 'warning', phase: 'failed' },
    ])
  })

  it('of a call that was never added begin it', () => {
    const delta = { type: 'response.function_call_arguments.delta', item_id: 'i', delta: '{"a":1}' }
    expect(read(delta, completed()).tools).toMatchObject([{ id: 'i', status: 'input' }])
  })

  it.each([
    [{ type: 'response.future.thing' }],
    [{ ...text('a'), delta: 7 }],
    [{ type: 'response.output_item.done' }],
    [{ type: 'response.created' }],
    [{ type: 'response.output_text.annotation.added' }],
    [{ type: 'constructor' }],
    [{ odd: true }],
    [[1]],
  ])('of no known kind are data: %j', (payload) => {
    expect(read(payload).parts).toContainEqual(
      expect.objectContaining({ type: 'data', name: 'unknown', data: payload }),
    )
  })

  const any = fc.oneof(fc.jsonValue(), fc.constant(undefined))
  const item = fc.record(
    {
      type: fc.oneof(
        fc.constantFrom(
          'message',
          'reasoning',
          'function_call',
          'web_search_call',
          'file_search_call',
          'mcp_call',
          'image_generation_call',
          'function_call_output',
          'mcp_approval_request',
          'shell_call',
          'shell_call_output',
          'computer_call',
        ),
        any,
      ),
      id: any,
      content: any,
      summary: any,
      arguments: any,
      action: any,
      results: any,
      error: any,
      call_id: any,
      encrypted_content: any,
      pending_safety_checks: any,
    },
    { requiredKeys: ['type'] },
  )
  const type = fc.constantFrom(
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.output_item.done',
    'response.output_text.delta',
    'response.output_text.done',
    'response.output_text.annotation.added',
    'response.reasoning_summary_text.delta',
    'response.reasoning_summary_text.done',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.done',
    'response.web_search_call.searching',
    'response.image_generation_call.partial_image',
    'response.shell_call_command.added',
    'response.shell_call_command.delta',
    'response.shell_call_output_content.delta',
    'response.apply_patch_call_operation_diff.delta',
    'response.completed',
    'response.incomplete',
    'response.failed',
    'error',
  )
  itNeverThrows(
    openaiResponsesDialect,
    fc.record(
      {
        type,
        sequence_number: any,
        output_index: fc.oneof(fc.constantFrom(0, 1), any),
        content_index: any,
        delta: any,
        text: any,
        arguments: any,
        annotation: any,
        command: any,
        item: fc.oneof(item, any),
        response: fc.oneof(
          fc.record({ id: any, output: fc.array(fc.oneof(item, any)), usage: any, error: any }),
          any,
        ),
        error: any,
      },
      { requiredKeys: ['type'] },
    ),
  )
})

describe('detection', () => {
  it.each([[terminal('created')], [text('a')], [{ type: 'response.anything' }]])(
    'claims %j',
    (json) => {
      expect(detectIn(openaiResponsesDialect, json)).toEqual({
        rule: 'type begins with "response."',
      })
    },
  )

  it.each([
    [{ type: 'error', code: 'x', message: 'm', param: null }],
    [{ type: 'error', error: { message: 'm' }, sequence_number: 3 }],
  ])('takes %j for want of a better guess', (json) => {
    expect(detectIn(openaiResponsesDialect, json)?.provisional).toBe(true)
  })

  it.each([
    [{ type: 'error', message: 'x' }],
    [{ type: 'error', errorText: 'x' }],
    [{ type: 'error', error: { type: 'api_error' } }],
    [{ type: 'message_start' }],
    [{ response: 'a', done: false }],
    ['text'],
  ])('does not claim %j', (json) => {
    expect(detectIn(openaiResponsesDialect, json)).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dashscopeDialect } from '../../src/dialects/dashscope.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

const chunk = (content: unknown, reason = 'null'): object => ({
  output: { choices: [{ message: { role: 'assistant', content }, finish_reason: reason }] },
  request_id: 'r',
})

describeDialect(dashscopeDialect)

describe('what a recording of DashScope leaves behind', () => {
  it.each([
    ['cumulative', 'complete', '请先断电,再检查接线 🔧。', ''],
    ['incremental', 'complete', 'Cut the power first.', 'The user asks in English.'],
    ['repeated-tokens', 'complete', '哈哈哈,真好笑。', ''],
    ['search', 'complete', '查到 E001 [ref_1]。', ''],
    ['application', 'complete', '手册说先断电<ref>[1]</ref>。', ''],
    ['workflow', 'complete', '已收到。All done.', ''],
    ['parts', 'complete', '一只猫', ''],
    ['error', 'failed', '请先', ''],
    ['cut-off', 'interrupted', '请先断电', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(dashscopeDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('one call with its input, whether the arguments came in pieces or not', () => {
    expect(stateOfWire(dashscopeDialect, 'tool-call').tools).toMatchObject([
      { id: 'call_7', name: 'stock_lookup', input: { part: 'PT100' } },
    ])
    expect(stateOfWire(dashscopeDialect, 'tool-call-pieces').tools).toMatchObject([
      { id: 'call_7', name: 'stock_lookup', input: { part: '泵' } },
    ])
  })

  it('every page once, though the wire brings it with every chunk', () => {
    const { results } = stateOfWire(dashscopeDialect, 'search')
    expect(results.map(({ id, source }) => [id, source])).toEqual([
      ['https://example.com/e001', '锅炉网'],
      ['https://example.org/sensor', 'Boiler Wiki'],
    ])
  })
})

describe('the end of a DashScope stream', () => {
  it.each([
    ['stop', 'stop', true],
    ['length', 'length', true],
    ['tool_calls', 'tool-calls', true],
    ['null', 'eof', false],
  ])('with the finish reason "%s"', (rawReason, reason, clean) => {
    const { events } = readPayloads(dashscopeDialect, [chunk('a', rawReason)])
    expect(events.at(-1)).toMatchObject({ type: 'done', reason, clean })
  })
})

describe('the detection of DashScope', () => {
  it.each([[chunk('a')], [{ output: { text: 'a' }, request_id: 'r' }]])('claims %j', (json) => {
    expect(detectIn(dashscopeDialect, json)?.rule).toMatch(/beside a request_id$/)
  })

  it('claims an error by its event and its request', () => {
    const error = { code: 'InvalidApiKey', message: 'x', request_id: 'r' }
    expect(detectIn(dashscopeDialect, error, 'error')).toBeDefined()
    expect(detectIn(dashscopeDialect, error)).toBeUndefined()
  })

  it('claims an error as its client dumps it', () => {
    const dump = { status_code: 400, code: 'InvalidParameter', request_id: 'r', output: null }
    expect(detectIn(dashscopeDialect, dump)?.rule).toMatch(/^a status and a code/)
  })

  it.each([
    [{ choices: [], request_id: 'r' }],
    [{ output: { text: 'a' } }],
    [{ output: 'a', request_id: 'r' }],
    ['text'],
    [null],
  ])('does not claim %j', (json) => {
    expect(detectIn(dashscopeDialect, json)).toBeUndefined()
  })
})

describe('a chunk of DashScope', () => {
  const any = fc.jsonValue()
  const call = fc.record(
    { id: any, index: any, function: fc.oneof(fc.record({ name: any, arguments: any }), any) },
    { requiredKeys: [] },
  )
  const message = fc.record(
    { content: any, reasoning_content: any, tool_calls: fc.oneof(fc.array(call), any) },
    { requiredKeys: [] },
  )
  const output = fc.record(
    {
      choices: fc.oneof(fc.array(fc.record({ message, finish_reason: any })), any),
      text: any,
      finish_reason: any,
      search_info: fc.oneof(fc.record({ search_results: any, extra_tool_info: any }), any),
      doc_references: any,
      thoughts: any,
      workflow_message: fc.record({ node_id: any, message, node_is_completed: fc.boolean() }),
    },
    { requiredKeys: [] },
  )
  itNeverThrows(
    dashscopeDialect,
    fc.record(
      {
        output: fc.oneof(output, any),
        usage: fc.oneof(fc.record({ models: any }), any),
        request_id: any,
        code: any,
        message: any,
      },
      { requiredKeys: ['output'] },
    ),
  )

  it.each([[{ request_id: 'r' }], [{}]])(
    '%j of no known kind is handed on as unknown data',
    (payload) => {
      expect(readPayloads(dashscopeDialect, [payload]).events).toContainEqual({
        type: 'data',
        name: 'unknown',
        data: payload,
      })
    },
  )
})

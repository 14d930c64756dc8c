import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { langserveDialect } from '../../src/dialects/langserve.ts'
import { eventStream, readText } from '../run/readText.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(langserveDialect)

const end = 'event: end'

describe('what a recording leaves behind', () => {
  it.each([
    ['strings', 'complete', '## 结论\n\n阀门 [DONE] is done'],
    ['message-chunks', 'complete', '答案是 42.'],
    ['documents', 'complete', '每六个月 一次。'],
    ['agent', 'complete', '共两条记录。'],
    ['error', 'failed', '写到'],
    ['cut-off', 'interrupted', '写到一半'],
    ['log', 'complete', '你好, world'],
    ['events', 'complete', '先查库存。'],
    ['bare-events', 'complete', '你好'],
    ['events-without-model', 'complete', '甲 and B'],
  ])('%s: %s', (name, status, answer) => {
    expect(stateOfWire(langserveDialect, name)).toMatchObject({ status, answer })
  })

  it('one call for what the model asked and the tool did', () => {
    const graph = stateOfWire(langserveDialect, 'graph-events')
    expect(graph).toMatchObject({ status: 'complete', answer: '见 Pumps。' })
    expect(graph.results).toMatchObject([{ title: 'Pumps' }])
    expect(graph.tools).toMatchObject([{ id: 't1', output: '找到 一条', status: 'ok' }])
    expect(stateOfWire(langserveDialect, 'log-documents').results).toMatchObject([
      { text: '每六个月检查一次。', source: '手册.pdf' },
    ])
    const { tools, steps } = stateOfWire(langserveDialect, 'events')
    expect(tools).toEqual([
      { id: 'call_9', name: 'stock', input: { sku: 'P-2' }, output: '3', status: 'ok' },
      expect.objectContaining({ id: 't2', name: 'price', status: 'error' }),
    ])
    expect(steps).toEqual([expect.objectContaining({ name: 'agent', text: '先查库存。' })])
  })

  it('the reasoning of both places where providers put it', () => {
    expect(stateOfWire(langserveDialect, 'message-chunks')).toMatchObject({
      reasoning: '先想一想',
      ids: { runId: '8f0c-1', messageId: 'run-8f0c', model: 'qwen-max' },
      usage: { inputTokens: 12, outputTokens: 9, reasoningTokens: 3, cachedInputTokens: 4 },
    })
  })
})

describe('a model that does not stream', () => {
  it('is heard at its end', () => {
    const output = { lc: 1, id: ['AIMessage'], kwargs: { content: '全文', id: 'a' } }
    const { state } = readPayloads(langserveDialect, [
      { event: 'on_chat_model_start', run_id: 'm', data: {} },
      { event: 'on_chat_model_end', run_id: 'm', data: { output } },
      { event: 'on_chain_stream', run_id: 'm', data: { chunk: '全文' } },
      end,
      '',
    ])
    expect(state).toMatchObject({ answer: '全文', status: 'complete' })
  })
})

describe('a message that does not say what it is', () => {
  it('is what its event says', () => {
    const event = 'on_chat_model_stream'
    const body = eventStream(
      { event, run_id: 'm', data: { chunk: { content: '甲' } } },
      { event, run_id: 'm', data: { chunk: { content: '乙' } } },
      { event: 'on_chat_model_end', run_id: 'm', data: { output: { content: '甲乙' } } },
    )
    for (const dialect of ['auto', 'langserve'] as const) {
      const { state } = readText(body, { dialect })
      expect(state).toMatchObject({ dialect: 'langserve', answer: '甲乙', integrity: 'match' })
    }
  })
})

describe('detection', () => {
  it.each([
    ['data', '甲', undefined],
    ['', { event: 'on_chat_model_stream', data: {} }, undefined],
    ['data', { event: 'on_chain_start', data: {} }, undefined],
    ['metadata', { run_id: 'r' }, true],
  ])('claims event %j with %j', (event, json, provisional) => {
    expect(detectIn(langserveDialect, json, event)?.provisional).toBe(provisional)
    expect(detectIn(langserveDialect, json, event)).toBeDefined()
  })

  it.each([
    ['', '甲'],
    ['events', { event: 'on_chain_start' }],
    ['tools', { event: 'on_tool_start', toolCallId: 'c' }],
    ['metadata', { a: 1 }],
    ['', { event: 'message', task_id: 't' }],
    ['error', { message: 'no' }],
  ])('leaves event %j with %j to others', (event, json) => {
    expect(detectIn(langserveDialect, json, event)).toBeUndefined()
  })
})

describe('whatever the payloads hold', () => {
  const kinds = ['chat_model', 'llm', 'chain', 'tool', 'retriever', 'custom'].flatMap((kind) =>
    ['start', 'stream', 'end', 'error', 'event'].map((phase) => `on_${kind}_${phase}`),
  )
  const message = fc.dictionary(
    fc.constantFrom(
      'type',
      'content',
      'tool_calls',
      'tool_call_chunks',
      'usage_metadata',
      'kwargs',
      'lc',
    ),
    fc.oneof(fc.constantFrom('ai', 'AIMessageChunk', 'tool', 1), fc.jsonValue()),
  )
  const fields = fc.dictionary(
    fc.constantFrom(
      'chunk',
      'output',
      'input',
      'answer',
      'context',
      'actions',
      'steps',
      'ops',
      'error',
    ),
    fc.oneof(message, fc.array(message), fc.jsonValue()),
  )
  const event = fc.record({
    event: fc.constantFrom(...kinds),
    run_id: fc.constantFrom('a', 'b', 7, null),
    data: fields,
    metadata: fc.oneof(fc.constant({ langgraph_node: 'n' }), fc.jsonValue()),
  })
  itNeverThrows(langserveDialect, fc.oneof(event, fields, message))
})

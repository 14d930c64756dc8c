import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { readText } from './readText.ts'

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** What backends answer that were not asked for a stream, or have none. */
const ANSWERS: readonly (readonly [DialectName, object, Partial<StreamState>])[] = [
  [
    'openai-chat',
    {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'm-1',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: '先断电。', annotations: [] },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    },
    { usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 }, ids: ids('chatcmpl-1') },
  ],
  [
    'openai-responses',
    {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      model: 'm-1',
      error: null,
      output: [
        { type: 'reasoning', id: 'rs', summary: [{ type: 'summary_text', text: '想' }] },
        {
          type: 'message',
          id: 'msg',
          role: 'assistant',
          content: [{ type: 'output_text', text: '先断电。', annotations: [] }],
        },
      ],
      usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
    },
    {
      reasoning: '想',
      usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
      ids: ids('resp_1'),
    },
  ],
  [
    'anthropic',
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm-1',
      content: [
        { type: 'thinking', thinking: '想', signature: 's' },
        { type: 'text', text: '先断电。', citations: null },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 3, output_tokens: 4 },
    },
    { reasoning: '想', usage: { inputTokens: 3, outputTokens: 4 }, ids: ids('msg_1') },
  ],
  [
    'ollama',
    {
      model: 'm-1',
      message: { role: 'assistant', content: '先断电。' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 3,
      eval_count: 4,
    },
    { usage: { inputTokens: 3, outputTokens: 4 } },
  ],
  [
    'gemini',
    {
      candidates: [
        { content: { role: 'model', parts: [{ text: '先断电。' }] }, finishReason: 'STOP' },
      ],
      responseId: 'r-1',
    },
    {},
  ],
  [
    'dify',
    {
      event: 'message',
      task_id: 't-1',
      message_id: 'm-1',
      conversation_id: 'c-1',
      mode: 'chat',
      answer: '先断电。',
      metadata: {
        usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
        retriever_resources: [{ segment_id: 's-1', content: '手册', document_name: '手册.pdf' }],
      },
    },
    {
      usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
      references: [expect.objectContaining({ id: 's-1' })],
    },
  ],
  [
    'dify',
    {
      workflow_run_id: 'w-1',
      task_id: 't-1',
      data: { id: 'w-1', status: 'succeeded', outputs: { text: '先断电。' }, total_tokens: 7 },
    },
    { usage: { totalTokens: 7 } },
  ],
  [
    'fastgpt',
    {
      id: '',
      model: '',
      choices: [
        { message: { role: 'assistant', content: '先断电。' }, finish_reason: 'stop', index: 0 },
      ],
      responseData: [
        { moduleName: 'search', quoteList: [{ id: 'q-1', q: '断电', a: '', sourceName: '手册' }] },
      ],
    },
    { references: [expect.objectContaining({ id: 'q-1' })] },
  ],
  [
    'ragflow',
    {
      code: 0,
      message: '',
      data: {
        answer: '先断电。',
        reference: { chunks: [{ id: 'k-1', content: '手册' }] },
        session_id: 's-1',
      },
    },
    { references: [expect.objectContaining({ id: 'k-1' })] },
  ],
  [
    'rag',
    {
      success: true,
      answer: '先断电。',
      results: [{ id: 1, solution: '断电' }],
      references: [{ id: 1, solution: '断电' }],
      session_id: 's-1',
    },
    { results: [expect.objectContaining({ id: '1' })] },
  ],
  ['workflow', { success: true, content: '先断电。', workflow_id: 'w', run_id: 'r-1' }, {}],
  [
    'agno',
    {
      run_id: 'r-1',
      agent_id: 'a-1',
      session_id: 's-1',
      content: '先断电。',
      content_type: 'str',
      tools: [{ tool_call_id: 'c-1', tool_name: 'stock', tool_args: { part: 1 }, result: 'none' }],
      status: 'COMPLETED',
      created_at: 1,
    },
    { tools: [expect.objectContaining({ id: 'c-1', output: 'none', status: 'ok' })] },
  ],
  [
    'langserve',
    { output: '先断电。', metadata: { run_id: 'r-1', feedback_tokens: [] } },
    { ids: { runId: 'r-1' } },
  ],
  [
    'langserve',
    {
      output: {
        input: '跳闸',
        answer: '先断电。',
        context: [{ page_content: '断电', metadata: { source: '手册.pdf' }, type: 'Document' }],
      },
      metadata: { run_id: 'r-1' },
    },
    { results: [expect.objectContaining({ text: '断电', source: '手册.pdf' })] },
  ],
  [
    'langserve',
    {
      output: { type: 'ai', content: '先断电。', id: 'run-1', additional_kwargs: {} },
      metadata: { run_id: 'r-1' },
    },
    { ids: { runId: 'r-1', messageId: 'run-1' } },
  ],
  [
    'langgraph',
    {
      messages: [
        { type: 'human', content: '跳闸', id: 'h-1' },
        {
          type: 'ai',
          content: '',
          id: 'a-1',
          tool_calls: [{ id: 'c-1', name: 'stock', args: { part: 1 } }],
        },
        { type: 'tool', content: 'none', tool_call_id: 'c-1', id: 't-1' },
        { type: 'ai', content: '先断电。', id: 'a-2', response_metadata: { model_name: 'm-1' } },
      ],
    },
    {
      ids: { messageId: 'a-2', model: 'm-1' },
      tools: [
        { id: 'c-1', name: 'stock', input: { part: 1 }, output: 'none', status: 'ok' },
      ] as StreamState['tools'],
    },
  ],
  [
    'llamaindex',
    {
      handler_id: 'h-1',
      workflow_name: 'repair',
      run_id: 'r-1',
      status: 'completed',
      error: null,
      result: {
        value: { result: '先断电。' },
        type: 'StopEvent',
        qualified_name: 'workflows.events.StopEvent',
      },
    },
    { ids: { runId: 'r-1' } },
  ],
  ['llamaindex', { handler_id: 'h-1', result: '先断电。' }, { ids: { runId: 'h-1' } }],
]

function ids(messageId: string): StreamState['ids'] {
  return expect.objectContaining({ messageId, model: 'm-1' })
}

const chunk = (text: string, more: object = {}): object => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, ...more }],
})

describe('an answer that is one JSON document', () => {
  it.each(ANSWERS)('is read as one of %s', (dialect, document, expected) => {
    for (const body of [JSON.stringify(document), `${JSON.stringify(document, null, 2)}\n`]) {
      for (const pieces of [[body], body.split('')]) {
        for (const options of [{ headers: JSON_TYPE, dialect }, { headers: JSON_TYPE }]) {
          const { state, reader, events } = readText(pieces, options)
          expect(reader.failure).toBeUndefined()
          expect(state).toMatchObject({
            status: 'complete',
            dialect,
            answer: '先断电。',
            ...expected,
          })
          expect(state.errors).toEqual([])
          expect(events.filter(({ type }) => type === 'done')).toEqual([events.at(-1)])
        }
      }
    }
  })

  // Without a type, what LlamaIndex sends may as well be JSON that a model writes, piece by piece.
  it.each(ANSWERS.filter(([dialect]) => dialect !== 'llamaindex'))(
    'is read without a content type where its dialect is named: %s',
    (dialect, document) => {
      for (const body of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
        const { state } = readText(body.split(''), { dialect })
        expect(state).toMatchObject({ answer: '先断电。' })
        expect(state.errors).toEqual([])
      }
    },
  )

  it.each(ANSWERS)('is refused when it breaks off: %s', (dialect, document) => {
    const body = JSON.stringify(document).slice(0, -1)
    const { state } = readText(body, { headers: JSON_TYPE, dialect })
    expect(state.status).toBe('failed')
  })

  it.each<[object, string]>([
    [{ error: { message: 'no key', type: 'auth' } }, 'no key'],
    [{ detail: 'Message is required' }, 'Message is required'],
    [{ detail: [{ loc: ['body'], msg: 'field required' }] }, 'field required'],
    [
      { object: 'error', message: 'no such model', type: 'NotFoundError', code: 404 },
      'no such model',
    ],
    [{ type: 'error', error: { type: 'overloaded_error', message: 'busy' } }, 'busy'],
    [{ code: 'invalid_param', message: 'no input', status: 400 }, 'no input'],
  ])('is a failure when it tells of one: %j', (document, message) => {
    for (const dialect of ['auto', 'openai-chat', 'anthropic', 'dify', 'rag'] as const) {
      const { state, reader } = readText(JSON.stringify(document, null, 2), {
        headers: JSON_TYPE,
        dialect,
      })
      expect(reader.failure).toMatchObject({
        kind: 'server',
        message: expect.stringContaining(message),
      })
      expect(state.status).toBe('failed')
    }
  })

  it.each<[DialectName, object]>([
    ['langgraph', { __error__: { error: 'ValueError', message: 'no such node' } }],
    ['llamaindex', { handler_id: 'h-1', status: 'failed', result: null, error: 'no such node' }],
  ])('tells of a failure in the words of %s', (dialect, document) => {
    for (const options of [{ dialect }, {}]) {
      const { state } = readText(JSON.stringify(document), { headers: JSON_TYPE, ...options })
      expect(state).toMatchObject({ status: 'failed', dialect })
      expect(state.errors).toMatchObject([{ message: 'no such node' }])
    }
  })

  it.each([
    [{ status: 'ok' }],
    [[1, 2]],
    [[{ status: 'ok' }]],
    [{ code: 0, message: 'ok', data: {} }],
  ])('is no answer when no dialect knows it: %j', (document) => {
    for (const dialect of ['auto', 'openai-chat', 'ragflow'] as const) {
      const { reader } = readText(JSON.stringify(document), { headers: JSON_TYPE, dialect })
      expect(reader.failure).toMatchObject({ kind: 'protocol' })
    }
  })
})

describe('an array that is streamed', () => {
  const chunks = [chunk('先"断'), chunk('电\\]'), chunk('},。', { finishReason: 'STOP' })]
  const body = `[${chunks.map((item) => JSON.stringify(item, null, 2)).join('\n,\r\n')}\n]\n`

  it('is the same wherever it is cut, and shows each item as soon as it is whole', () => {
    const { state: whole } = readText(body, { headers: JSON_TYPE })
    expect(whole).toMatchObject({ status: 'complete', dialect: 'gemini', answer: '先"断电\\]},。' })
    for (const dialect of ['auto', 'gemini'] as const) {
      expect(readText(body.split(''), { headers: JSON_TYPE, dialect }).state).toEqual(whole)
    }
    const first = body.slice(0, body.indexOf('\n,\r\n') + 2)
    expect(readText(first, { headers: JSON_TYPE }).state).toMatchObject({
      answer: '先"断',
      status: 'interrupted',
    })
  })

  it('may tell of an error behind its first items', () => {
    const error = { error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } }
    const { state } = readText(JSON.stringify([chunk('先'), error]), { headers: JSON_TYPE })
    expect(state).toMatchObject({ status: 'failed', answer: '先' })
    expect(state.errors[0]).toMatchObject({ message: 'overloaded', code: 'UNAVAILABLE' })
  })

  it('is bounded item by item, not as a whole', () => {
    const many = Array.from({ length: 200 }, () => chunk('x'))
    const items = [...many, chunk('', { finishReason: 'STOP' })].map((item) => JSON.stringify(item))
    const text = `[\n${items.join(',\n')}]`
    const { state } = readText(text, { headers: JSON_TYPE, maxEventBytes: 300 })
    expect(state).toMatchObject({ status: 'complete', answer: 'x'.repeat(200) })
    const long = `[\n${JSON.stringify(chunk('y'.repeat(1000)))}]`
    expect(readText(long, { headers: JSON_TYPE, maxEventBytes: 300 }).reader.failure).toMatchObject(
      {
        kind: 'limit',
      },
    )
  })

  const compact = JSON.stringify(chunks)

  it('may stand on one line, and shows each item as soon as it is whole all the same', () => {
    const { state: whole } = readText(body, { headers: JSON_TYPE })
    for (const options of [
      { headers: JSON_TYPE },
      { headers: JSON_TYPE, dialect: 'gemini' },
    ] as const) {
      expect(readText(compact, options).state).toEqual(whole)
      expect(readText(compact.split(''), options).state).toEqual(whole)
    }
    const reader = createStreamReader({ headers: JSON_TYPE })
    expect(reader.push(compact.slice(0, -10))).toContainEqual({
      type: 'text',
      channel: 'answer',
      delta: '先"断',
    })
  })

  it('is bounded item by item on one line too', () => {
    const items = [...Array<object>(200).fill(chunk('x')), chunk('', { finishReason: 'STOP' })]
    const bounds = { headers: JSON_TYPE, maxEventBytes: 300 }
    for (const pieces of [JSON.stringify(items), JSON.stringify(items).split('')]) {
      expect(readText(pieces, bounds).state).toMatchObject({
        status: 'complete',
        answer: 'x'.repeat(200),
      })
    }
    const long = JSON.stringify([chunk('x'), chunk('y'.repeat(1000))])
    const { reader, state } = readText(long, bounds)
    expect(reader.failure).toMatchObject({ kind: 'limit' })
    expect(state.answer).toBe('x')
  })

  it('is known without a content type by its items, or by its name', () => {
    for (const options of [{}, { dialect: 'gemini' }] as const) {
      for (const text of [body, compact, `\n ${body}`, JSON.stringify(chunks, null, 2)]) {
        for (const pieces of [[text], text.split('')]) {
          const { state, reader } = readText(pieces, options)
          expect(reader.failure).toBeUndefined()
          expect(state).toMatchObject({
            status: 'complete',
            dialect: 'gemini',
            answer: '先"断电\\]},。',
          })
        }
      }
    }
  })

  it.each([
    '[\n  1,\n  2\n]',
    '[\n  {"town": "杭州"},\n  {"town": "Bergen"}\n]\n',
    '[{\n  "town": "杭州"\n}]',
    '[\nnote] the valve',
    '[{\n  "town": "杭',
    '[\n',
    `[{\n"town": "${'x'.repeat(500)}"}]`,
  ])('is text without a content type where no dialect knows its items: %j', (text) => {
    for (const pieces of [[text], text.split('')]) {
      const { state, reader } = readText(pieces, { maxEventBytes: 300 })
      expect(reader.failure).toBeUndefined()
      expect(state).toMatchObject({ status: 'complete', dialect: 'langchain', answer: text })
    }
  })

  it('may come in several, one to a line', () => {
    const lines = chunks.map((item) => `${JSON.stringify([item])}\n`).join('')
    expect(readText(lines.split(''), { headers: JSON_TYPE }).state).toMatchObject({
      status: 'complete',
      answer: '先"断电\\]},。',
    })
  })
})

import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import { eventStream, readText } from '../run/readText.ts'

const wide = Array.from({ length: 11_000 }, (_, index) => ({ id: index }))
const deep: unknown = JSON.parse('['.repeat(60) + ']'.repeat(60))

/** The last event of a stream, which brings along so much that it cannot be read whole. */
const ENDS: readonly (readonly [DialectName, readonly object[], (rest: unknown) => object])[] = [
  [
    'openai-responses',
    [
      {
        type: 'response.output_text.delta',
        item_id: 'm',
        output_index: 0,
        content_index: 0,
        delta: '完',
      },
    ],
    (metadata) => ({
      type: 'response.completed',
      response: { id: 'r', status: 'completed', output: [], metadata, usage: { input_tokens: 3 } },
    }),
  ],
  [
    'ag-ui',
    [
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      { type: 'TEXT_MESSAGE_START', messageId: 'm', role: 'assistant' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: '完' },
    ],
    (result) => ({ type: 'RUN_FINISHED', threadId: 't', runId: 'r', result }),
  ],
  [
    'agno',
    [{ event: 'RunContent', run_id: 'r', agent_id: 'a', created_at: 1, content: '完' }],
    (session_state) => ({
      event: 'RunCompleted',
      run_id: 'r',
      agent_id: 'a',
      created_at: 1,
      content: '完',
      session_state,
    }),
  ],
  [
    'dify',
    [{ event: 'text_chunk', task_id: 't', workflow_run_id: 'w', data: { text: '完' } }],
    (outputs) => ({
      event: 'workflow_finished',
      task_id: 't',
      workflow_run_id: 'w',
      data: { status: 'succeeded', outputs: { outputs } },
    }),
  ],
  [
    'llamaindex',
    [{ delta: '完', response: '完', current_agent_name: 'Agent', tool_calls: [] }],
    (raw) => ({
      type: 'StopEvent',
      types: null,
      value: { result: { response: { blocks: [{ text: '完' }] }, raw } },
    }),
  ],
  [
    'langserve',
    [
      { event: 'on_chain_start', run_id: 'r', name: 'c', data: {} },
      {
        event: 'on_chat_model_stream',
        run_id: 'm',
        name: 'm',
        data: { chunk: { type: 'AIMessageChunk', content: '完' } },
      },
    ],
    (output) => ({ event: 'on_chain_end', run_id: 'r', name: 'c', data: { output } }),
  ],
  [
    'rag',
    [{ type: 'token', token: '完' }],
    (results) => ({ type: 'final', data: { success: true, answer: '完', results } }),
  ],
  [
    'ai-sdk',
    [
      { type: 'start' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: '完' },
    ],
    (messageMetadata) => ({ type: 'finish', finishReason: 'stop', messageMetadata }),
  ],
]

describe('an end that is too large', () => {
  it.each(ENDS)('is the end of %s all the same', (dialect, before, endWith) => {
    for (const rest of [wide, deep]) {
      const { state, events } = readText(eventStream(...before, endWith(rest)), { dialect })
      expect(state).toMatchObject({ status: 'complete', answer: '完' })
      expect(state.errors).toMatchObject([{ scope: 'item', recoverable: true }])
      expect(events.at(-1)).toMatchObject({ type: 'done', clean: true })
    }
  })

  it('brings the words that nothing else has said', () => {
    const value = { result: { response: { blocks: [{ text: '完' }] }, raw: wide } }
    const { state } = readText(eventStream({ type: 'StopEvent', types: null, value }), {
      dialect: 'llamaindex',
    })
    expect(state).toMatchObject({ status: 'complete', answer: '完' })
  })

  it('leaves the last messages of a state that is too large', () => {
    const messages = [
      ...wide.slice(0, 4000),
      { type: 'human', content: 'q' },
      { type: 'ai', id: 'a', content: '完' },
    ]
    const body = `event: values\ndata: ${JSON.stringify({ documents: wide, messages })}\n\n`
    expect(readText(body, { dialect: 'langgraph' }).state).toMatchObject({
      status: 'complete',
      answer: '完',
    })
    const snapshot = eventStream(
      { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
      {
        type: 'MESSAGES_SNAPSHOT',
        messages: [...wide, { id: 'm', role: 'assistant', content: '完' }],
      },
      { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
    )
    expect(readText(snapshot, { dialect: 'ag-ui' }).state).toMatchObject({
      status: 'complete',
      answer: '完',
    })
  })
})

describe('a key that could reach a prototype', () => {
  it('is left out, and the event stays', () => {
    const output =
      '{"constructor":"Pump","prototype":{"a":1},"__proto__":{"polluted":true},"power":3}'
    const body = `data: {"type":"tool-output-available","toolCallId":"c","output":${output}}\n\n`
    const start = eventStream(
      { type: 'start' },
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'f', input: {} },
    )
    const { state } = readText(start + body, { dialect: 'ai-sdk' })
    expect(state.tools).toMatchObject([{ id: 'c', status: 'ok' }])
    expect(state.tools[0]?.output).toStrictEqual({ power: 3 })
    expect(state.errors).toEqual([])
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })
})

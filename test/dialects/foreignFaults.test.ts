import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import { eventStream, readText } from '../run/readText.ts'

const chunk = (content: string): object => ({ choices: [{ index: 0, delta: { content } }] })
const wrapped = (content: string): object => ({ output: { text: content }, request_id: 'r' })
const ofRun = (content: string): object => ({
  event: 'RunContent',
  run_id: 'r',
  agent_id: 'a',
  created_at: 1,
  content,
})

/** The beginning of an answer in each dialect whose payloads are JSON objects, under the names of its events. */
const BEGINNINGS: readonly (readonly [DialectName, object, string])[] = [
  ['rag', { type: 'token', token: '完' }, ''],
  ['openai-chat', chunk('完'), ''],
  [
    'openai-responses',
    { type: 'response.output_text.delta', item_id: 'm', output_index: 0, delta: '完' },
    '',
  ],
  [
    'anthropic',
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '完' } },
    '',
  ],
  ['gemini', { candidates: [{ content: { parts: [{ text: '完' }] } }] }, ''],
  ['ollama', { message: { content: '完' }, done: false }, ''],
  ['ai-sdk', { type: 'text-delta', id: 't', delta: '完' }, ''],
  ['ag-ui', { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: '完' }, ''],
  ['langgraph', [{ content: '完', type: 'AIMessageChunk', id: 'm' }, {}], 'messages'],
  [
    'langserve',
    { event: 'on_chat_model_stream', run_id: 'r', data: { chunk: { content: '完' } } },
    '',
  ],
  ['agno', ofRun('完'), ''],
  ['dify', { event: 'message', task_id: 't', message_id: 'm', answer: '完' }, ''],
  [
    'coze',
    { id: 'm', type: 'answer', role: 'assistant', content: '完' },
    'conversation.message.delta',
  ],
  ['fastgpt', chunk('完'), 'answer'],
  ['ragflow', { code: 0, message: '', data: { answer: '完', final: false } }, ''],
  ['dashscope', wrapped('完'), ''],
]

const FAULTS: readonly (readonly [string, string])[] = [
  ['an object with an error', eventStream({ error: { message: '断开', code: 'E1' } })],
  ['an error that is a text', eventStream({ error: '断开' })],
  ['the detail of FastAPI', eventStream({ detail: '断开' })],
  ['an event of that name', 'event: error\ndata: {"message":"断开"}\n\n'],
  ['plain words in an event of that name', 'event: error\ndata: 断开\n\n'],
  ['plain words at the very end', 'event: error\ndata: 断开'],
]

function begin(payload: object, event: string): string {
  const name = event === '' ? '' : `event: ${event}\n`
  return name + eventStream(payload)
}

describe.each(BEGINNINGS)('a failure that %s has no word for', (dialect, payload, event) => {
  it.each(FAULTS)('is one: %s', (_, fault) => {
    const { state, events } = readText(begin(payload, event) + fault, { dialect })
    expect(state).toMatchObject({ status: 'failed', answer: '完' })
    expect(state.errors).toMatchObject([{ message: '断开', scope: 'stream' }])
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'error' })
  })
})

describe('what may look like a failure', () => {
  it.each([
    ['a field that says there is none', { note: 1, error: null }],
    ['a detail beside other fields', { step: '检索', detail: '第二轮' }],
  ])('is none: %s', (_, payload) => {
    const { state } = readText(eventStream(chunk('完'), payload), { dialect: 'dify' })
    expect(state.errors).toEqual([])
    expect(state.status).toBe('interrupted')
  })

  it('is not the last word where the end of the answer comes behind it', () => {
    const end = { type: 'finish', finishReason: 'stop' }
    const { state } = readText(eventStream({ error: '断开' }, end), { dialect: 'ai-sdk' })
    expect(state).toMatchObject({ status: 'complete', errors: [{ message: '断开' }] })
  })
})

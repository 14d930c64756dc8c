import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import { readText } from '../run/readText.ts'

/** An event of an event stream: its name, or nothing, and what it carries. */
type Sent = readonly [name: string, payload: unknown]

interface Case {
  readonly dialect: DialectName
  /** What the backend says twice. */
  readonly title: string
  readonly sent: readonly Sent[]
  /** What is shown, in the answer and as reasoning. */
  readonly shown: readonly [answer: string, reasoning?: string]
}

const plain = (...payloads: readonly unknown[]): readonly Sent[] =>
  payloads.map((payload) => ['', payload])

const ai = (id: string, content: string) => ({ type: 'ai', id, content })
const chunk = (id: string, content: string) => ({ type: 'AIMessageChunk', id, content })
const chain = (
  event: string,
  run_id: string,
  data: object,
  parent_ids: readonly string[] = [],
) => ({
  event,
  run_id,
  name: 'chain',
  metadata: {},
  parent_ids,
  data,
})
const agno = (event: string, fields: object) => ({
  event,
  created_at: 1,
  run_id: 'r',
  agent_id: 'a',
  ...fields,
})
const flow = (event: string, fields: object) => ({
  event,
  created_at: 1,
  run_id: 'w',
  workflow_id: 'w',
  ...fields,
})
const chat = (event: string, fields: object) => ({
  event,
  task_id: 't',
  message_id: 'm',
  conversation_id: 'c',
  ...fields,
})
const work = (event: string, data: object) => ({
  event,
  task_id: 't',
  workflow_run_id: 'w',
  data,
})
const coze = (type: string, content: string, fields: object = {}) => ({
  id: 'm',
  chat_id: 'c',
  conversation_id: 'v',
  role: 'assistant',
  content_type: 'text',
  type,
  content,
  ...fields,
})
const choice = (content: string, finish_reason: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
})
const ragflow = (answer: string, fields: object = {}) => ({
  code: 0,
  message: '',
  data: { answer, reference: {}, ...fields },
})
const canvas = (event: string, data: object) => ({
  event,
  message_id: 'm',
  created_at: 1,
  task_id: 't',
  session_id: 's',
  data,
})
const RAGFLOW_END = { code: 0, message: '', data: true }
const delta = (text: string, response: string, fields: object = {}) => ({
  delta: text,
  response,
  current_agent_name: 'Agent',
  tool_calls: [],
  ...fields,
})
const report = (text: string) => ({
  response: { role: 'assistant', blocks: [{ block_type: 'text', text }] },
  current_agent_name: 'Agent',
  tool_calls: [],
})
const RUN = { type: 'RUN_STARTED', threadId: 't', runId: 'r' }

const CASES: readonly Case[] = [
  {
    dialect: 'llamaindex',
    title: 'a delta that the raw chunk of the model holds too, and the response so far',
    sent: plain(
      delta('好', '好', { raw: { choices: [{ delta: { content: '好' } }] } }),
      delta('的。', '好的。', { raw: { choices: [{ delta: { content: '的。' } }] } }),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'llamaindex',
    title: 'the report of an agent, and the result of its workflow without the thoughts',
    sent: plain(
      delta('Thought: hm\nAnswer: 好的。', 'Thought: hm\nAnswer: 好的。'),
      report('Thought: hm\nAnswer: 好的。'),
      { result: '好的。' },
    ),
    shown: [' 好的。', 'Thought: hm\n'],
  },
  {
    dialect: 'agno',
    title: 'the whole content of a run that is completed',
    sent: plain(
      agno('RunContent', { content: '好' }),
      agno('RunContent', { content: '的。' }),
      agno('RunCompleted', { content: '好的。' }),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'agno',
    title: 'the content of a step by its agent, its output, its end and the workflow',
    sent: plain(
      flow('StepStarted', { step_id: 's', step_name: 'S', step_index: 0 }),
      agno('RunContent', { content: '好的。', workflow_id: 'w', step_id: 's', nested_depth: 1 }),
      flow('StepOutput', { step_id: 's', step_name: 'S', step_output: { content: '好的。' } }),
      flow('StepCompleted', { step_id: 's', step_name: 'S', content: '好的。' }),
      flow('WorkflowCompleted', { content: '好的。' }),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'agno',
    title: 'thoughts in pieces, in a step of reasoning and in the end',
    sent: plain(
      agno('ReasoningContentDelta', { reasoning_content: '想' }),
      agno('ReasoningStep', { reasoning_content: '想', content: { title: 'T' } }),
      agno('RunContent', { content: '好。' }),
      agno('RunCompleted', { content: '好。', reasoning_content: '想' }),
    ),
    shown: ['好。', '想'],
  },
  {
    dialect: 'langgraph',
    title: 'snapshots that grow, and the message when it is complete',
    sent: [
      ['messages/partial', [ai('a', '好')]],
      ['messages/partial', [ai('a', '好的。')]],
      ['messages/complete', [ai('a', '好的。')]],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'langgraph',
    title: 'one message in four modes at once',
    sent: [
      ['messages', [chunk('a', '好'), { langgraph_node: 'n' }]],
      ['events', chain('on_chat_model_stream', 'x', { chunk: chunk('a', '好') }, ['root'])],
      ['messages', [chunk('a', '的。'), { langgraph_node: 'n' }]],
      ['updates', { n: { messages: [ai('a', '好的。')] } }],
      ['values', { messages: [{ type: 'human', content: '?' }, ai('a', '好的。')] }],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'langgraph',
    title: 'what a subgraph said, by the node that ran it',
    sent: [
      ['updates|team:1', { writer: { messages: [ai('a', '好的。')] } }],
      ['updates', { team: { messages: [ai('a', '好的。')] } }],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'langgraph',
    title: 'earlier turns, which every state brings along',
    sent: [
      [
        'values',
        {
          messages: [
            { type: 'human', id: 'h1', content: '早' },
            ai('a0', '旧。'),
            { type: 'human', id: 'h2', content: '?' },
          ],
        },
      ],
      [
        'values',
        {
          messages: [
            ai('a0', '旧。'),
            { type: 'human', id: 'h2', content: '?' },
            ai('a1', '好的。'),
          ],
        },
      ],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'langserve',
    title: 'the log of a run, which has the output of its model and its own',
    sent: [
      [
        'data',
        {
          ops: [
            { op: 'add', path: '/logs/Model/streamed_output_str/-', value: '好的。' },
            { op: 'add', path: '/logs/Model/streamed_output/-', value: chunk('a', '好的。') },
            { op: 'add', path: '/streamed_output/-', value: '好的。' },
            { op: 'replace', path: '/final_output', value: '好的。' },
          ],
        },
      ],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'langserve',
    title: 'the stream of a model by every chain and parser around it',
    sent: plain(
      chain('on_chain_start', 'root', {}),
      chain('on_chat_model_stream', 'x', { chunk: chunk('a', '好的。') }, ['root']),
      chain('on_parser_stream', 'p', { chunk: '好的。' }, ['root']),
      chain('on_chain_stream', 'root', { chunk: '好的。' }),
      chain('on_chat_model_end', 'x', { output: ai('a', '好的。') }, ['root']),
      chain('on_chain_end', 'root', { output: '好的。' }),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'ag-ui',
    title: 'the messages of a snapshot that were streamed',
    sent: plain(
      RUN,
      { type: 'REASONING_MESSAGE_CHUNK', messageId: 'r', delta: '想' },
      { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: '好的。' },
      {
        type: 'MESSAGES_SNAPSHOT',
        messages: [
          { id: 'u', role: 'user', content: '?' },
          { id: 'r', role: 'reasoning', content: '想' },
          { id: 'm', role: 'assistant', content: '好的。' },
        ],
      },
    ),
    shown: ['好的。', '想'],
  },
  {
    dialect: 'dify',
    title: 'the whole answer of an agent of the newer kind, as its last message',
    sent: plain(
      chat('agent_message', { answer: '好' }),
      chat('agent_message', { answer: '的。' }),
      chat('message', { answer: '好的。' }),
      chat('message_end', {}),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'dify',
    title: 'the text of a node as its output, and as the output of the workflow',
    sent: plain(
      work('node_started', { id: 'n', node_id: 'n', title: 'LLM', index: 1 }),
      work('text_chunk', { text: '好的。', from_variable_selector: ['n', 'text'] }),
      work('node_finished', { id: 'n', status: 'succeeded', outputs: { text: '好的。' } }),
      work('workflow_finished', { status: 'succeeded', outputs: { result: '好的。' } }),
    ),
    shown: ['好的。'],
  },
  {
    dialect: 'dify',
    title: 'a thought that is sent with ever more of it',
    sent: plain(
      chat('agent_thought', { id: 'th', thought: '先查' }),
      chat('agent_thought', { id: 'th', thought: '先查库存', tool: 'stock', tool_input: '{}' }),
      chat('agent_thought', { id: 'th', thought: '先查库存', tool: 'stock', observation: '3' }),
      chat('agent_message', { answer: '三件。' }),
      chat('message_end', {}),
    ),
    shown: ['三件。', '先查库存'],
  },
  {
    dialect: 'coze',
    title: 'the whole message behind its pieces, in both channels, and a note behind that',
    sent: [
      ['conversation.message.delta', coze('answer', '', { reasoning_content: '想' })],
      ['conversation.message.delta', coze('answer', '好的。')],
      ['conversation.message.completed', coze('answer', '好的。', { reasoning_content: '想' })],
      [
        'conversation.message.completed',
        coze('verbose', '{"msg_type":"generate_answer_finish","data":"好的。"}', { id: 'v' }),
      ],
    ],
    shown: ['好的。', '想'],
  },
  {
    dialect: 'fastgpt',
    title: 'the answer within the responses of the nodes',
    sent: [
      ['answer', choice('好的。')],
      ['answer', choice('', 'stop')],
      [
        'flowResponses',
        [
          {
            moduleName: 'AI',
            moduleType: 'chatNode',
            reasoningText: '想',
            historyPreview: [{ obj: 'AI', value: '好的。' }],
          },
        ],
      ],
    ],
    shown: ['好的。'],
  },
  {
    dialect: 'ragflow',
    title: 'all of the answer so far, with every chunk',
    sent: plain(
      ragflow('<think>想</think>'),
      ragflow('<think>想</think>好的,先查'),
      ragflow('<think>想</think>好的,先查手册。'),
      RAGFLOW_END,
    ),
    shown: ['好的,先查手册。', '想'],
  },
  {
    dialect: 'ragflow',
    title: 'the whole answer behind its pieces',
    sent: plain(
      ragflow('好', { final: false }),
      ragflow('的。', { final: false }),
      ragflow('好的。[ID:0]', { final: true }),
      RAGFLOW_END,
    ),
    shown: ['好的。[ID:0]'],
  },
  {
    dialect: 'ragflow',
    title: 'the message of an agent as the output of its component and of the run',
    sent: plain(
      canvas('node_started', { component_id: 'm' }),
      canvas('message', { content: '好的。' }),
      canvas('node_finished', { component_id: 'm', outputs: { content: '好的。' } }),
      canvas('workflow_finished', { outputs: { content: '好的。' } }),
    ),
    shown: ['好的。'],
  },
]

function streamOf(sent: readonly Sent[]): string {
  const blocks = sent.map(([name, payload]) => {
    const event = name === '' ? '' : `event: ${name}\n`
    return `${event}data: ${JSON.stringify(payload)}\n\n`
  })
  return blocks.join('')
}

describe('text that a platform sends twice is shown once', () => {
  it.each(CASES)('$dialect: $title', ({ dialect, sent, shown: [answer, reasoning = ''] }) => {
    const body = streamOf(sent)
    const { state } = readText(body, { dialect })
    expect(state).toMatchObject({ answer, reasoning })
    expect(state.integrity).not.toBe('repaired')
    expect(readText(body.split(''), { dialect }).state).toMatchObject({ answer, reasoning })
  })
})

describe('a failure that a platform tells twice', () => {
  it('is told once where RAGFlow writes it as an answer and as a code', () => {
    const failed = { answer: '**ERROR**: no model', reference: [] }
    const sent = plain(
      ragflow('**ERROR**: no model'),
      { code: 500, message: 'no model', data: failed },
      RAGFLOW_END,
    )
    const { state } = readText(streamOf(sent), { dialect: 'ragflow' })
    expect(state.answer).toBe('')
    expect(state.errors).toMatchObject([{ message: 'no model' }])
  })
})

import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { eventStream, readText } from '../run/readText.ts'

type Integrity = StreamState['integrity']

/** What a wire says twice, the wire, what it says, and what holding the two against each other gave. */
type Case = readonly [
  title: string,
  dialect: DialectName,
  wire: string,
  said: { readonly answer: string; readonly reasoning?: string },
  integrity: Integrity,
]

const LONG = '请先断电,再检查一号锅炉的传感器接线。'

const chat = (delta: object, more: object = {}): object => ({
  id: 'c-1',
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
})
const piece = (delta: string): object => ({
  type: 'response.output_text.delta',
  output_index: 0,
  content_index: 0,
  item_id: 'm',
  delta,
})
const content = (text: string): object => ({ type: 'output_text', text, annotations: [] })
const message = (text: string): object => ({ type: 'message', id: 'm', content: [content(text)] })
const response = (type: string, output: readonly object[] = []): object => ({
  type,
  response: { id: 'r-1', status: type.replace('response.', ''), output },
})
const place = { output_index: 0, content_index: 0, item_id: 'm' }
const claude = (text: string): readonly object[] => [
  { type: 'message_start', message: { id: 'a-1', model: 'm', content: [] } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
]
const end = [
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: {} },
  { type: 'message_stop' },
]
const qwen = (text: string, reason = 'null'): object => ({
  output: { choices: [{ message: { content: text }, finish_reason: reason }] },
  request_id: 'q-1',
})
const token = (text: string): object => ({ type: 'token', token: text })
const answerOf = (answer: string): object => ({ type: 'answer', answer, references: [] })
const final = (answer?: string): object => ({ type: 'final', data: { success: true, answer } })
const update = (result: object): object => ({ jsonrpc: '2.0', id: 1, result })
const artifact = (text: string): object => ({
  artifactId: 'a',
  parts: [{ kind: 'text', text }],
})
const completed = {
  kind: 'status-update',
  taskId: 't',
  status: { state: 'completed' },
  final: true,
}

const CASES: readonly Case[] = [
  [
    'the answer behind its tokens',
    'rag',
    eventStream(token('先断'), token('电。'), answerOf('先断电。'), final()),
    { answer: '先断电。' },
    'match',
  ],
  [
    'the answer once more in final',
    'rag',
    eventStream(token('先断电。'), answerOf('先断电。'), final('先断电。')),
    { answer: '先断电。' },
    'match',
  ],
  [
    'the whole text as one last token',
    'rag',
    eventStream(
      token(LONG.slice(0, 9)),
      token(LONG.slice(9)),
      token(LONG),
      answerOf(LONG),
      final(),
    ),
    { answer: LONG },
    'match',
  ],
  [
    'tokens that do not add up to the answer',
    'rag',
    eventStream(token('先关阀。'), answerOf('先断电。'), final()),
    { answer: '先断电。' },
    'repaired',
  ],
  [
    'a step that its completion says again',
    'workflow',
    eventStream({ type: 'step_start' }, LONG, LONG, { type: 'step_end' }, '[DONE]'),
    { answer: LONG },
    'match',
  ],
  [
    'a step said again before the next one begins',
    'workflow',
    eventStream({ type: 'step_start' }, LONG, LONG, { type: 'step_start' }, '好', '[DONE]'),
    { answer: `${LONG}好` },
    'match',
  ],
  [
    'short chunks that only look like it',
    'workflow',
    eventStream({ type: 'step_start' }, 'ha', 'ha', 'ha', { type: 'step_end' }, '[DONE]'),
    { answer: 'hahaha' },
    'unchecked',
  ],
  [
    'a choice with text beside its delta',
    'openai-chat',
    eventStream(chat({ content: '断' }, { text: '断' }), chat({ content: '电' }, { text: '电' })),
    { answer: '断电' },
    'unchecked',
  ],
  [
    'a choice with the message so far beside its delta',
    'openai-chat',
    eventStream(
      chat({ content: '断' }, { message: { content: '断' } }),
      chat({ content: '电' }, { message: { content: '断电' }, finish_reason: 'stop' }),
    ),
    { answer: '断电' },
    'unchecked',
  ],
  [
    'thoughts in reasoning, reasoning_content and reasoning_details',
    'openai-chat',
    eventStream(
      chat({
        reasoning: '想',
        reasoning_content: '想',
        reasoning_details: [{ type: 'reasoning.text', text: '想' }],
      }),
      chat({ content: '答' }, { finish_reason: 'stop' }),
    ),
    { answer: '答', reasoning: '想' },
    'unchecked',
  ],
  [
    'final_content behind the pieces',
    'openai-chat',
    eventStream(chat({ content: '断' }), chat({ content: '电', final_content: '断电' })),
    { answer: '断电' },
    'match',
  ],
  [
    'final_content that is decorated',
    'openai-chat',
    eventStream(chat({ content: '断电。' }), chat({ final_content: '断电 [ID:0]。' })),
    { answer: '断电 [ID:0]。' },
    'repaired',
  ],
  [
    'a whole message behind its pieces',
    'openai-chat',
    eventStream(chat({ content: '断' }), {
      id: 'c-1',
      choices: [{ index: 0, message: { content: '断电' }, finish_reason: 'stop' }],
    }),
    { answer: '断电' },
    'match',
  ],
  [
    'a part, its item and the response, each of them whole',
    'openai-responses',
    eventStream(
      piece('断'),
      piece('电'),
      { type: 'response.output_text.done', ...place, text: '断电' },
      { type: 'response.content_part.done', ...place, part: content('断电') },
      { type: 'response.output_item.done', output_index: 0, item: message('断电') },
      response('response.completed', [message('断电')]),
    ),
    { answer: '断电' },
    'match',
  ],
  [
    'a response that differs from its pieces',
    'openai-responses',
    eventStream(piece('断'), response('response.completed', [message('先断电')])),
    { answer: '先断电' },
    'repaired',
  ],
  [
    'thoughts whose summary comes whole, and once more with the item',
    'openai-responses',
    eventStream(
      { type: 'response.reasoning_summary_text.delta', ...place, summary_index: 0, delta: '想' },
      { type: 'response.reasoning_summary_text.done', ...place, summary_index: 0, text: '想' },
      {
        type: 'response.output_item.done',
        output_index: 0,
        item: { type: 'reasoning', id: 'm', summary: [{ type: 'summary_text', text: '想' }] },
      },
      response('response.completed'),
    ),
    { answer: '', reasoning: '想' },
    'match',
  ],
  [
    'a message that a retry begins anew',
    'anthropic',
    eventStream(...claude('先断'), ...claude('先断电。'), ...end),
    { answer: '先断电。' },
    'repaired',
  ],
  [
    'an artifact sent anew, and the words of the last status',
    'mcp',
    eventStream(
      update({ kind: 'artifact-update', artifact: artifact('断'), append: false }),
      update({ kind: 'artifact-update', artifact: artifact('断电'), append: false }),
      update({
        ...completed,
        status: { state: 'completed', message: { parts: [{ kind: 'text', text: '断电' }] } },
      }),
    ),
    { answer: '断电' },
    'match',
  ],
  [
    'chunks that are all of the text so far',
    'dashscope',
    eventStream(qwen('断'), qwen('断电'), qwen('断电。', 'stop')),
    { answer: '断电。' },
    'unchecked',
  ],
  [
    'chunks that are pieces, of which the first look like all of the text',
    'dashscope',
    eventStream(qwen('哈'), qwen('哈'), qwen('好', 'stop')),
    { answer: '哈哈好' },
    'unchecked',
  ],
]

describe('text that is sent twice is shown once', () => {
  it.each(CASES)('%s, in %s', (_title, dialect, wire, { answer, reasoning = '' }, integrity) => {
    for (const options of [{}, { dialect }] as const) {
      for (const pieces of [[wire], wire.split('')]) {
        const { state } = readText(pieces, options)
        expect(state).toMatchObject({ dialect, answer, reasoning, integrity })
      }
    }
  })
})

/** Milliseconds that a character of the wire takes, the best of some runs. */
function costPerCharacter(wire: string, dialect: DialectName): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    readText(wire, { dialect })
    return performance.now() - start
  })
  return Math.min(...times) / wire.length
}

/** Every chunk says all of the text so far, so the wire itself grows with the square of their number. */
const SNAPSHOTS: readonly (readonly [DialectName, (count: number) => string])[] = [
  [
    'dashscope',
    (count) =>
      eventStream(...Array.from({ length: count }, (_, index) => qwen('甲乙丙 '.repeat(index)))),
  ],
  [
    'openai-responses',
    (count) => {
      const wholes = Array.from({ length: count }, (_, index) => ({
        type: 'response.output_text.done',
        ...place,
        text: '甲乙丙 '.repeat(index),
      }))
      return eventStream(...wholes, response('response.completed'))
    },
  ],
  [
    'mcp',
    (count) =>
      eventStream(
        ...Array.from({ length: count }, (_, index) =>
          update({ kind: 'artifact-update', artifact: artifact('甲乙丙 '.repeat(index)) }),
        ),
      ),
  ],
]

it.each(SNAPSHOTS)(
  'snapshots of %s cost what their characters cost',
  { retry: 2 },
  (dialect, wireOf) => {
    const few = costPerCharacter(wireOf(300), dialect)
    expect(costPerCharacter(wireOf(1200), dialect)).toBeLessThan(few * 3)
  },
)

import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamRun } from '../../src/run/streamRun.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'

/** Answers each request with what comes behind the id it names, cut off where `cuts` says, politely or not. */
function serve(text: string, cuts: readonly number[], how: 'end' | 'reset' = 'end') {
  const blocks = text.split(/(?<=\n\n)/)
  let count = 0
  return fetchTransport({
    fetch: async (_url, init) => {
      const cursor = new Headers(init?.headers).get('last-event-id')
      const known = blocks.findIndex((block) => block.startsWith(`id: ${cursor}\n`))
      const rest = blocks.slice(known + 1).join('')
      const cut = cuts[count++]
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (body !== undefined && wasSent) controller.error(new TypeError('reset'))
          wasSent = true
          controller.enqueue(
            new TextEncoder().encode(cut === undefined ? rest : rest.slice(0, cut)),
          )
          if (cut === undefined || how === 'end') controller.close()
        },
      })
      let wasSent = false
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    },
  })
}

const number = (...payloads: readonly unknown[]): string =>
  payloads
    .map((payload, index) => `id: ${index + 1}\ndata: ${JSON.stringify(payload)}\n\n`)
    .join('')

const step = (type: string) => ({ type: `step_${type}` })
const WORKFLOW = number(
  step('start'),
  'Looking it up. ',
  'Found.',
  // The whole text of the step once more, as this backend likes to send it.
  'Looking it up. Found.\n',
  step('end'),
  step('start'),
  'Error: is how the log begins',
  ', says the manual.',
  step('end'),
  '[DONE]',
)
const RAG = number(
  { type: 'info', message: 'Searching' },
  { type: 'results', results: [{ id: 'a', title: 'A' }], count: 1 },
  { type: 'token', token: 'The pump ' },
  { type: 'token', token: 'is warm.' },
  { type: 'token', token: 'The pump is warm.\n' },
  { type: 'final', answer: 'The pump is warm.', success: true },
)
const RESPONSES = number(
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
  {
    type: 'response.output_text.delta',
    item_id: 'm',
    output_index: 0,
    content_index: 0,
    delta: 'One ',
  },
  {
    type: 'response.output_text.delta',
    item_id: 'm',
    output_index: 0,
    content_index: 0,
    delta: 'two',
  },
  { type: 'response.completed', response: { id: 'resp_1', status: 'completed' } },
)
const AI_SDK = number(
  { type: 'start', messageId: 'm' },
  { type: 'start-step' },
  { type: 'text-start', id: 't' },
  { type: 'text-delta', id: 't', delta: 'One ' },
  { type: 'finish-step' },
  { type: 'start-step' },
  { type: 'text-delta', id: 't', delta: 'two' },
  { type: 'finish-step' },
  { type: 'finish' },
)

const chatChunk = (delta: object, reason: string | null = null) => ({
  id: 'chatcmpl-7',
  choices: [{ index: 0, delta, finish_reason: reason }],
})
/** A call without an id is numbered by the dialect, and its arguments come in pieces. */
const CHAT = number(
  chatChunk({ content: '<think>Which ' }),
  chatChunk({ content: 'pump?</think>I ' }),
  chatChunk({ content: 'look.' }),
  chatChunk({ tool_calls: [{ index: 0, function: { name: 'find', arguments: '{"pump"' } }] }),
  chatChunk({ tool_calls: [{ index: 0, function: { arguments: ':7}' } }] }),
  chatChunk({ tool_calls: [{ index: 1, function: { name: 'ask', arguments: '{}' } }] }),
  chatChunk({}, 'tool_calls'),
  '[DONE]',
)
const ollamaCall = { function: { name: 'find', arguments: { pump: 7 } } }
const OLLAMA = number(
  { model: 'm', message: { content: '<think>Which ' }, done: false },
  { model: 'm', message: { content: 'pump?</think>I look.' }, done: false },
  { model: 'm', message: { content: '', tool_calls: [ollamaCall] }, done: false },
  { model: 'm', message: { content: '', tool_calls: [ollamaCall] }, done: false },
  { model: 'm', message: { content: '' }, done: true, done_reason: 'stop' },
)

const numberEvents = (...events: readonly (readonly [name: string, payload: unknown])[]): string =>
  events
    .map(([name, payload], index) => {
      const data = typeof payload === 'string' ? payload : JSON.stringify(payload)
      const event = name === '' ? '' : `event: ${name}\n`
      return `id: ${index + 1}\n${event}data: ${data}\n\n`
    })
    .join('')

const graphEvent = (method: string, data: object) => ({
  type: 'event',
  method,
  params: { namespace: [], node: 'write', data },
})
/** The graph says itself when it is over; calls without ids are numbered. */
const PROTOCOL = number(
  graphEvent('lifecycle', { event: 'started' }),
  graphEvent('updates', { plan: { a: 1 } }),
  graphEvent('messages', { event: 'message-start', id: 'm', role: 'ai' }),
  graphEvent('messages', {
    event: 'content-block-delta',
    index: 0,
    delta: { type: 'text-delta', text: 'One ' },
  }),
  graphEvent('messages', {
    event: 'content-block-delta',
    index: 0,
    delta: { type: 'text-delta', text: 'two' },
  }),
  graphEvent('updates', { plan: { a: 2 } }),
  graphEvent('lifecycle', { event: 'completed' }),
)
const chainEvent = (
  event: string,
  run_id: string,
  data: object,
  parents: readonly string[] = [],
) => ({
  event,
  run_id,
  name: 'node',
  metadata: { langgraph_node: 'node' },
  parent_ids: parents,
  data,
})
const STREAM_EVENTS = number(
  chainEvent('on_chain_start', 'root', {}),
  chainEvent('on_chain_start', 'n', {}, ['root']),
  chainEvent('on_chat_model_stream', 'x', { chunk: { type: 'AIMessageChunk', content: 'One ' } }, [
    'root',
    'n',
  ]),
  chainEvent('on_chat_model_stream', 'x', { chunk: { type: 'AIMessageChunk', content: 'two' } }, [
    'root',
    'n',
  ]),
  chainEvent('on_chain_end', 'n', {}, ['root']),
  chainEvent('on_chain_end', 'root', { output: 'One two' }),
)
const agentDelta = (agent: string, delta: string, response: string) => ({
  delta,
  response,
  current_agent_name: agent,
  tool_calls: [],
})
/** Agents are numbered, and the same call is made twice without an id. */
const LLAMAINDEX = number(
  agentDelta('Planner', 'Thought: which ', 'Thought: which '),
  agentDelta('Planner', 'pump?', 'Thought: which pump?'),
  { tool_name: 'find', tool_kwargs: { q: 1 }, tool_id: '' },
  { tool_name: 'find', tool_kwargs: { q: 1 }, tool_id: '', tool_output: { content: '7' } },
  agentDelta('Writer', 'It is ', 'It is '),
  agentDelta('Writer', 'pump 7.', 'It is pump 7.'),
  { result: 'It is pump 7.' },
)
const difyEvent = (event: string, fields: object) => ({
  event,
  task_id: 't',
  workflow_run_id: 'w',
  ...fields,
})
/** The rounds of a loop are counted, and an agent that says all again at the end is held back. */
const DIFY = number(
  difyEvent('workflow_started', { data: { id: 'w' } }),
  difyEvent('iteration_started', {
    data: { id: 'i', node_id: 'i', title: 'Each', inputs: {}, metadata: { iterator_length: 2 } },
  }),
  difyEvent('iteration_next', { data: { id: 'i', node_id: 'i', title: 'Each', index: 1 } }),
  difyEvent('iteration_completed', { data: { id: 'i', node_id: 'i', title: 'Each', steps: 2 } }),
  difyEvent('agent_message', { answer: 'One ' }),
  difyEvent('agent_message', { answer: 'two' }),
  difyEvent('workflow_finished', { data: { status: 'succeeded', outputs: { answer: 'One two' } } }),
  difyEvent('message_end', { metadata: {} }),
)
const ragflowAnswer = (answer: string) => ({
  code: 0,
  message: '',
  data: { answer, reference: {}, id: 'm', session_id: 's' },
})
/** Each chunk is all of the answer so far. */
const RAGFLOW = number(
  ragflowAnswer('The pump'),
  ragflowAnswer('The pump is checked'),
  ragflowAnswer('The pump is checked twice.'),
  { code: 0, message: '', data: true },
)
const fastgptText = (content: string, reason: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: reason }],
})
/** Nodes are numbered: only their beginning is told. */
const FASTGPT = numberEvents(
  ['flowNodeStatus', { status: 'running', name: 'Search' }],
  ['flowNodeStatus', { status: 'running', name: 'Chat' }],
  ['answer', fastgptText('One ')],
  ['answer', fastgptText('two')],
  ['answer', fastgptText('', 'stop')],
  ['answer', '[DONE]'],
)
/** Steps of one name are told apart by their number. */
const AG_UI = number(
  { type: 'RUN_STARTED', threadId: 't', runId: 'r' },
  { type: 'STEP_STARTED', stepName: 'look' },
  { type: 'STEP_FINISHED', stepName: 'look' },
  { type: 'STEP_STARTED', stepName: 'look' },
  { type: 'TEXT_MESSAGE_CHUNK', messageId: 'm', delta: 'One ' },
  { type: 'TEXT_MESSAGE_CHUNK', delta: 'two' },
  { type: 'TOOL_CALL_CHUNK', toolCallId: 'c', toolCallName: 'find', delta: '{"q":' },
  { type: 'TOOL_CALL_CHUNK', delta: '1}' },
  { type: 'STEP_FINISHED', stepName: 'look' },
  { type: 'RUN_FINISHED', threadId: 't', runId: 'r' },
)
const geminiPart = (part: object, finishReason?: string) => ({
  candidates: [
    { content: { parts: [part], role: 'model' }, ...(finishReason && { finishReason }) },
  ],
})
/** Calls have no ids and are numbered. */
const GEMINI = number(
  geminiPart({ text: 'One ' }),
  geminiPart({ functionCall: { name: 'find', args: { q: 1 } } }),
  geminiPart({ functionCall: { name: 'find', args: { q: 2 } } }),
  geminiPart({ text: 'two' }),
  geminiPart({ text: '.' }, 'STOP'),
)

function open(
  text: string,
  dialect: DialectName,
  cuts: readonly number[],
  how: 'end' | 'reset' = 'end',
  retry?: false,
): StreamRun {
  return openStream(
    { url: 'https://rill.test/' },
    { dialect, transport: serve(text, cuts, how), retry: retry ?? { baseDelay: 1 } },
  )
}

const shown = ({ state }: StreamRun) => {
  const { status, answer, steps, tools, parts, errors, integrity } = state
  return { status, answer, steps, tools, parts, errors, integrity }
}

describe.each<[DialectName, string]>([
  ['workflow', WORKFLOW],
  ['rag', RAG],
  ['openai-responses', RESPONSES],
  ['ai-sdk', AI_SDK],
  ['openai-chat', CHAT],
  ['ollama', OLLAMA],
  ['langgraph', PROTOCOL],
  ['langserve', STREAM_EVENTS],
  ['llamaindex', LLAMAINDEX],
  ['dify', DIFY],
  ['ragflow', RAGFLOW],
  ['fastgpt', FASTGPT],
  ['ag-ui', AG_UI],
  ['gemini', GEMINI],
])('%s behind a polite early end', (dialect, text) => {
  const firstId = text.indexOf('\n\n') + 2
  // All places around the end of an event, and some of those within.
  const cuts = Array.from(text, (_character, index) => index + 1)
    .slice(0, -1)
    .filter((place) => place >= firstId)
    .filter((place) => place % 7 === 0 || text.slice(place - 3, place + 4).includes('\n'))

  it('comes to the same as without it, wherever it is', async () => {
    const whole = open(text, dialect, [])
    await whole.outcome
    for (const cut of cuts) {
      const run = open(text, dialect, [cut])
      await run.outcome
      expect(shown(run), `cut at ${cut}`).toEqual(shown(whole))
    }
  })

  it('comes to the same when the user goes on with it', async () => {
    const whole = open(text, dialect, [])
    await whole.outcome
    for (const cut of cuts.filter((place) => place % 3 === 0)) {
      const broken = open(text, dialect, [cut], 'end', false)
      const { status, resumable } = await broken.outcome
      if (status === 'complete') continue
      expect(resumable, `cut at ${cut}`).toBe(true)
      const before = broken.state.answer
      const run = broken.continue()
      await run?.outcome
      expect(run && shown(run), `cut at ${cut}`).toEqual(shown(whole))
      expect(run?.state.answer.startsWith(before.trimEnd()), `shown before ${cut}`).toBe(true)
    }
  })
})

describe.each(['end', 'reset'] as const)(
  'what a dialect holds back when the body comes to its %s',
  (how) => {
    it('is shown at once, and not doubled when it goes on', async () => {
      const held = WORKFLOW.indexOf('id: 8')
      const broken = open(WORKFLOW, 'workflow', [held], how, false)
      expect(await broken.outcome).toMatchObject({ status: 'interrupted', resumable: true })
      expect(broken.state.answer).toBe('Looking it up. Found.\nError: is how the log begins')
      const run = broken.continue()
      expect(run?.state.answer).toBe(broken.state.answer)
      await run?.outcome
      const whole = open(WORKFLOW, 'workflow', [])
      await whole.outcome
      expect(run && shown(run)).toEqual(shown(whole))
    })

    it('is on the screen while the next request is waited for', async () => {
      const run = open(WORKFLOW, 'workflow', [WORKFLOW.indexOf('id: 8')], how)
      const waited = new Promise<string>((resolve) => {
        run.subscribe(({ status, answer }) => status === 'reconnecting' && resolve(answer))
      })
      expect(await waited).toBe('Looking it up. Found.\nError: is how the log begins')
      await run.outcome
      const whole = open(WORKFLOW, 'workflow', [])
      await whole.outcome
      expect(shown(run)).toEqual(shown(whole))
    })

    it('is read as the end reads it where nothing can go on', async () => {
      const unnumbered = WORKFLOW.replaceAll(/^id: .*\n/gm, '')
      const cut = unnumbered.indexOf('data: ", says')
      const run = open(unnumbered, 'workflow', [cut], how, false)
      expect(await run.outcome).toMatchObject({ status: 'failed', resumable: false })
      expect(run.state.errors[0]?.message).toBe('Error: is how the log begins')
    })
  },
)

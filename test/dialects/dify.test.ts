import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difyDialect } from '../../src/dialects/dify.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

const chat = (event: string, fields: object): unknown => ({
  event,
  task_id: 't',
  message_id: 'm',
  ...fields,
})
const flow = (event: string, data: object): unknown => ({
  event,
  task_id: 't',
  workflow_run_id: 'r',
  data,
})

describeDialect(difyDialect)

describe('what a recording of Dify leaves behind', () => {
  it.each([
    ['chat', 'complete', '请先断电,再检查接线。', 'unchecked'],
    ['agent', 'complete', '我先查一下库存。PT100 还有 12 件。', 'match'],
    ['new-agent', 'complete', 'The sensor is a PT100, rated to 400 °C.\n', 'match'],
    ['moderated', 'complete', '这个问题我不能回答。', 'repaired'],
    ['chatflow', 'complete', 'E001 是传感器断线。', 'match'],
    ['knowledge', 'complete', '每六个月一次。', 'match'],
    ['agent-repeats', 'complete', '我来查库存。还剩三件。', 'unchecked'],
    ['workflow', 'complete', 'valve pump', 'match'],
    ['workflow-failed', 'failed', '正在查询…', 'unchecked'],
    ['workflow-paused', 'complete', '', 'unchecked'],
    ['workflow-goes-on', 'complete', '已停机。', 'match'],
    ['error', 'failed', 'The boiler is ', 'unchecked'],
    ['speech', 'complete', '好的。', 'unchecked'],
    ['cut-off', 'interrupted', '请先断电', 'unchecked'],
  ])('%s: %s', (name, status, answer, integrity) => {
    expect(stateOfWire(difyDialect, name)).toMatchObject({ status, answer, integrity })
  })

  it('the run of the workflow as the run, where there is one beside the task', () => {
    expect(stateOfWire(difyDialect, 'chatflow').ids.runId).toBe('wr-7a31')
    expect(stateOfWire(difyDialect, 'chat').ids.runId).toBe('t-81c2')
  })

  it('all that a node has retrieved, and of it what the answer leans on', () => {
    const { results, references } = stateOfWire(difyDialect, 'knowledge')
    expect(results.map(({ id }) => id)).toEqual(['seg-1', 'seg-2'])
    expect(references.map(({ id }) => id)).toEqual(['seg-1'])
  })

  it('each run of a node inside an iteration as a step of its own', () => {
    expect(stateOfWire(difyDialect, 'workflow').steps).toMatchObject([
      { id: 'n-3', status: 'ok' },
      { id: 'n-4', parentId: 'n-3', text: 'valve' },
      { id: 'n-5', parentId: 'n-3', text: ' pump' },
    ])
  })
})

describe('text that Dify sends twice', () => {
  it('is no thought where the thought of an agent repeats what it has answered', () => {
    expect(stateOfWire(difyDialect, 'agent-repeats').reasoning).toBe('')
    const { state } = readPayloads(difyDialect, [
      chat('agent_message', { answer: '我查。' }),
      chat('agent_thought', { id: 'th', thought: 'I should look it up.' }),
      chat('message_end', {}),
    ])
    expect(state).toMatchObject({ answer: '我查。', reasoning: 'I should look it up.' })
  })

  it('is shown once when a closing message repeats a single agent_message', () => {
    const { state } = readPayloads(difyDialect, [
      chat('agent_message', { answer: '好' }),
      chat('message', { answer: '好' }),
      chat('message_end', {}),
    ])
    expect(state).toMatchObject({ answer: '好', integrity: 'match' })
  })

  it('is shown where messages alone happen to repeat', () => {
    const { state } = readPayloads(difyDialect, [
      chat('message', { answer: '哈' }),
      chat('message', { answer: '哈' }),
      chat('message_end', {}),
    ])
    expect(state.answer).toBe('哈哈')
  })

  it('stays one text when a message goes on behind agent_messages', () => {
    const { state } = readPayloads(difyDialect, [
      chat('agent_message', { answer: 'a' }),
      chat('message', { answer: 'b' }),
      chat('message_end', {}),
    ])
    expect(state.answer).toBe('ab')
  })

  it('gives the outputs as text where nothing was streamed', () => {
    const { state } = readPayloads(difyDialect, [
      flow('workflow_started', {}),
      flow('workflow_finished', { status: 'succeeded', outputs: { result: '完成' } }),
    ])
    expect(state).toMatchObject({ status: 'complete', answer: '完成' })
  })
})

describe('the end of a Dify stream', () => {
  it.each([
    ['message_end', [chat('message', { answer: 'a' }), chat('message_end', {})], 'stop', true],
    [
      'workflow_finished before message_end',
      [
        flow('workflow_started', {}),
        chat('message', { answer: 'a' }),
        flow('workflow_finished', { status: 'succeeded' }),
        chat('message_end', {}),
      ],
      'stop',
      true,
    ],
    ['a stopped workflow', [flow('workflow_finished', { status: 'stopped' })], 'other', true],
    ['an error', [{ event: 'error', status: 500, code: 'x', message: 'y' }], 'error', true],
    ['nothing', [chat('message', { answer: 'a' })], 'eof', false],
  ])('by %s', (_, payloads, reason, clean) => {
    expect(readPayloads(difyDialect, payloads).events.at(-1)).toMatchObject({
      type: 'done',
      reason,
      clean,
    })
  })
})

describe('the detection of Dify', () => {
  it.each([
    [chat('message', { answer: 'a' })],
    [chat('agent_thought', {})],
    [flow('workflow_started', {})],
    [flow('text_chunk', { text: 'a' })],
  ])('claims %j', (json) => {
    expect(detectIn(difyDialect, json)?.rule).toMatch(/^event is "\w+"/)
    expect(detectIn(difyDialect, json)?.provisional).toBeUndefined()
  })

  it('claims a lone error only for want of a better guess', () => {
    const error = { event: 'error', status: 400, code: 'x', message: 'y' }
    expect(detectIn(difyDialect, error)).toMatchObject({ provisional: true })
  })

  it.each([
    [{ event: 'message', task_id: 't', message_id: 'm', data: { content: 'a' } }],
    [{ event: 'RunContent', run_id: 'r', created_at: 1 }],
    [{ event: 'error', error: 'x' }],
    [{ event: 'message' }],
    [{ type: 'message', task_id: 't' }],
    ['text'],
    [null],
  ])('does not claim %j', (json) => {
    expect(detectIn(difyDialect, json)).toBeUndefined()
  })
})

describe('an event of Dify', () => {
  const name = fc.constantFrom(
    'message',
    'agent_message',
    'agent_thought',
    'message_file',
    'message_replace',
    'message_end',
    'tts_message',
    'tts_message_end',
    'workflow_started',
    'workflow_finished',
    'node_started',
    'node_finished',
    'node_retry',
    'iteration_started',
    'iteration_next',
    'loop_completed',
    'text_chunk',
    'text_replace',
    'reasoning_chunk',
    'agent_log',
    'human_input_required',
    'workflow_paused',
    'human_input_form_filled',
    'error',
    'ping',
    'toString',
  )
  const any = fc.jsonValue()
  const data = fc.record(
    {
      id: any,
      node_id: any,
      title: any,
      index: any,
      status: any,
      outputs: any,
      inputs: any,
      error: any,
      text: any,
      metadata: any,
      elapsed_time: any,
    },
    { requiredKeys: [] },
  )
  itNeverThrows(
    difyDialect,
    fc.record(
      {
        event: name,
        task_id: any,
        id: any,
        answer: any,
        data: fc.oneof(data, any),
        metadata: fc.oneof(fc.record({ usage: any, retriever_resources: any }), any),
        tool: fc.string(),
        tool_input: any,
        observation: any,
        thought: any,
      },
      { requiredKeys: ['event'] },
    ),
  )

  it.each([
    [{ event: 'brand_new', task_id: 't' }],
    [{ event: 'message', answer: 7 }],
    [{ event: 'toString' }],
    [{}],
  ])('%j of no known kind is handed on as unknown data', (payload) => {
    const { events } = readPayloads(difyDialect, [payload])
    expect(events).toContainEqual({ type: 'data', name: 'unknown', data: payload })
  })
})

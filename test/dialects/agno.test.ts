import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agnoDialect } from '../../src/dialects/agno.ts'
import { createDialectDetector } from '../../src/dialects/detect.ts'
import { langchainDialect } from '../../src/dialects/langchain.ts'
import { createMessageJoiner } from '../../src/framing/messageJoiner.ts'
import { readText } from '../run/readText.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

const run = (event: string, fields: object = {}): object => ({
  event,
  created_at: 1,
  agent_id: 'a',
  run_id: 'r',
  ...fields,
})
const workflow = (event: string, fields: object = {}): object => ({
  event,
  created_at: 1,
  workflow_id: 'w',
  run_id: 'wr',
  ...fields,
})
const greeting = { event: 'connected', message: 'Connected' }

describeDialect(agnoDialect)

describe('what a recording of agno leaves behind', () => {
  it.each([
    ['agent', 'complete', '压力是 0.62 MPa。', '先看压力。', 'match'],
    ['team', 'complete', '带伞吧,中午有雨。', '', 'match'],
    ['workflow', 'complete', '找到三份文档。Draft.报告已写好。', '', 'match'],
    ['websocket', 'complete', '你好,world', '', 'match'],
    ['paused', 'complete', '', '', 'unchecked'],
    ['error', 'failed', 'Let me check.', '', 'unchecked'],
    ['step-error', 'failed', '', '', 'unchecked'],
    ['cancelled', 'complete', '从前', '', 'unchecked'],
    ['cut-off', 'interrupted', '请先', '', 'unchecked'],
  ])('%s: %s', (name, status, answer, reasoning, integrity) => {
    expect(stateOfWire(agnoDialect, name)).toMatchObject({ status, answer, reasoning, integrity })
  })

  it('each run of a step in a loop as a step of its own', () => {
    const beside = stateOfWire(agnoDialect, 'parallel')
    expect(beside.steps.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['p', undefined],
      ['l', 'p'],
      ['r', 'p'],
    ])
    expect(beside.answer).toBe('左边好。右边坏。')
    expect(stateOfWire(agnoDialect, 'workflow').steps).toMatchObject([
      { name: '检索', index: 0, text: '找到三份文档。' },
      { name: 'Refine', index: 1 },
      { name: 'Write', index: 0, text: 'Draft.' },
      { name: 'Write', index: 0, text: '报告已写好。' },
      { name: '要翻译吗', status: 'skipped' },
    ])
  })

  it('the words of a member of a team in one place beside the answer', () => {
    const members = stateOfWire(agnoDialect, 'team').parts.filter(({ type }) => type === 'data')
    expect(members).toMatchObject([{ agent: 'Weather', data: { content: 'Rain at noon.' } }])
  })

  it('a tool that waits for approval with the input that came in pieces', () => {
    expect(stateOfWire(agnoDialect, 'paused').tools).toMatchObject([
      { id: 'call_1', status: 'awaiting-approval', input: { valve: 7 } },
      { id: 'call_2', status: 'running' },
    ])
  })
})

describe('text that agno sends twice', () => {
  it('is shown once when reasoning comes in pieces and in steps', () => {
    const { state } = readPayloads(agnoDialect, [
      run('ReasoningContentDelta', { reasoning_content: '甲' }),
      run('ReasoningStep', { reasoning_content: '甲' }),
    ])
    expect(state.reasoning).toBe('甲')
  })

  it('is taken from the steps of reasoning where there are no pieces', () => {
    const { state } = readPayloads(agnoDialect, [
      run('ReasoningStep', { reasoning_content: '甲' }),
      run('ReasoningStep', { reasoning_content: '甲乙' }),
    ])
    expect(state.reasoning).toBe('甲乙')
  })

  it('stays where a workflow ends in words of its own', () => {
    const { state } = readPayloads(agnoDialect, [
      workflow('StepStarted', { step_id: 's' }),
      workflow('StepCompleted', { step_id: 's', content: '甲' }),
      workflow('WorkflowCompleted', { content: '乙' }),
    ])
    expect(state).toMatchObject({ answer: '甲乙', status: 'complete' })
  })

  it('is the whole text of a workflow without steps', () => {
    const { state } = readPayloads(agnoDialect, [
      { ...run('RunContent', { content: '甲' }), workflow_run_id: 'wr' },
      workflow('WorkflowCompleted', { content: '甲乙' }),
    ])
    expect(state).toMatchObject({ answer: '甲乙', integrity: 'match' })
  })
})

describe('runs inside of runs', () => {
  it('do not end the stream', () => {
    const { events } = readPayloads(agnoDialect, [
      { ...run('RunCompleted', { content: 'x' }), parent_run_id: 'p' },
      { ...run('RunCompleted', { content: 'x' }), workflow_run_id: 'wr' },
      workflow('WorkflowCompleted', { nested_depth: 1, content: 'x' }),
      { ...run('RunError', { content: 'x' }), parent_run_id: 'p' },
    ])
    expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'eof', clean: false })
  })

  it('count their requests once', () => {
    const inner = { ...run('x', { metrics: { input_tokens: 5 } }), parent_run_id: 'p' }
    const { state } = readPayloads(agnoDialect, [
      { ...inner, event: 'ModelRequestCompleted', input_tokens: 5 },
      { ...inner, event: 'RunCompleted' },
    ])
    expect(state.usage).toEqual({ inputTokens: 5 })
  })
})

describe('numbered events', () => {
  it('carry their number', () => {
    const { events } = readPayloads(agnoDialect, [
      run('RunContent', { content: 'a', event_index: 3 }),
    ])
    expect(events.find(({ type }) => type === 'text')).toMatchObject({ id: '3' })
  })
})

describe('an event stream inside of WebSocket messages', () => {
  const messages = [
    JSON.stringify(greeting),
    `event: RunContent\ndata: ${JSON.stringify(run('RunContent', { content: '甲' }))}\n\n`,
    `event: RunCompleted\ndata: ${JSON.stringify(run('RunCompleted', { content: '甲' }))}\n\n`,
  ]

  it('is read as one body', () => {
    const joiner = createMessageJoiner()
    const body = messages.map((message) => joiner.join(message))
    const { state } = readText(body, { dialect: agnoDialect, framing: 'ndjson' })
    expect(state).toMatchObject({ status: 'complete', answer: '甲', errors: [] })
  })

  it('is recognised behind its greeting, before plain text claims it', () => {
    const detector = createDialectDetector({ dialects: [agnoDialect, langchainDialect] })
    const frame = { event: '', id: undefined }
    expect(detector.see({ ...frame, data: JSON.stringify(greeting) })).toBeUndefined()
    const found = detector.see({ ...frame, data: 'event: RunContent' })
    expect(found).toMatchObject({ dialect: { name: 'agno' }, event: 2 })
  })
})

describe('the detection of agno', () => {
  it.each([
    [run('RunStarted')],
    [run('TeamRunContent')],
    [workflow('WorkflowStarted')],
    [{ event: 'replay', run_id: 'r', status: 'RUNNING', total_events: 4 }],
  ])('claims %j', (json) => {
    expect(detectIn(agnoDialect, json)?.provisional).toBeUndefined()
    expect(detectIn(agnoDialect, json)?.rule).toMatch(/of a run$/)
  })

  it('claims a greeting only for want of a better guess', () => {
    expect(detectIn(agnoDialect, greeting)).toMatchObject({ provisional: true })
  })

  it.each([
    [{ event: 'message', task_id: 't', run_id: 'r', created_at: 1 }],
    [{ event: 'on_chat_model_stream', run_id: 'r' }],
    [{ event: 'RunContent' }],
    [{ event: 'error', error: 'x' }],
    ['event: RunContent'],
    [null],
  ])('does not claim %j', (json) => {
    expect(detectIn(agnoDialect, json)).toBeUndefined()
  })
})

describe('an event of agno', () => {
  const event = fc.constantFrom(
    'RunStarted',
    'RunContent',
    'TeamRunContent',
    'RunIntermediateContent',
    'RunCompleted',
    'RunError',
    'RunCancelled',
    'RunPaused',
    'RunContinued',
    'ReasoningStep',
    'ReasoningContentDelta',
    'ToolCallStarted',
    'ToolCallCompleted',
    'ToolCallError',
    'ToolCallArgsDelta',
    'ModelRequestCompleted',
    'WorkflowCompleted',
    'WorkflowError',
    'WorkflowPaused',
    'StepStarted',
    'StepCompleted',
    'StepOutput',
    'StepError',
    'StepPaused',
    'LoopExecutionStarted',
    'RouterExecutionCompleted',
    'LoopIterationStarted',
    'CustomEvent',
    'MemoryUpdateCompleted',
    'FollowupsCompleted',
    'error',
    'connected',
    'toString',
  )
  const any = fc.jsonValue()
  const tool = fc.record(
    {
      tool_call_id: any,
      tool_name: any,
      tool_args: any,
      result: any,
      requires_confirmation: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  const depth = fc.constantFrom(undefined, 0, 1)
  itNeverThrows(
    agnoDialect,
    fc.record(
      {
        event,
        content: any,
        reasoning_content: any,
        tool: fc.oneof(tool, any),
        tools: fc.array(fc.oneof(tool, any)),
        citations: any,
        references: any,
        images: any,
        step_id: any,
        step_name: any,
        step_index: any,
        parent_run_id: any,
        workflow_run_id: any,
        nested_depth: depth,
        event_index: fc.nat(),
        arguments_delta: any,
        tool_call_id: any,
        metrics: any,
        step_output: any,
      },
      { requiredKeys: ['event'] },
    ),
  )

  it.each([[run('BrandNewEvent')], [{ event: 'toString' }], [{}], [run('ToolCallArgsDelta')]])(
    '%j of no known kind is handed on as unknown data',
    (payload) => {
      const { events } = readPayloads(agnoDialect, [payload])
      expect(events).toContainEqual({ type: 'data', name: 'unknown', data: payload })
    },
  )
})

describe('a workflow that repeats what its step has said', () => {
  const steps = [
    { step_id: 's1', step_name: 'Draft', step_index: 0 },
    { step_name: 'Draft', step_index: 0 },
  ]

  it.each([
    ['T', 'T\n', 'T'],
    ['T', 'T', 'T\n'],
    ['T\n', 'T\n', 'T'],
    ['T', 'T', 'T'],
  ])('says it once: %j, %j, %j, with and without step ids', (piece, whole, end) => {
    for (const step of steps) {
      const { state } = readPayloads(agnoDialect, [
        workflow('WorkflowStarted'),
        workflow('StepStarted', step),
        run('RunContent', { ...step, content: piece, workflow_id: 'w' }),
        workflow('StepCompleted', { ...step, content: whole }),
        workflow('WorkflowCompleted', { content: end }),
      ])
      expect(state.answer.trim()).toBe('T')
    }
  })
})

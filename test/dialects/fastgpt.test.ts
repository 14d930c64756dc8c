import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fastgptDialect } from '../../src/dialects/fastgpt.ts'
import { readText } from '../run/readText.ts'
import { describeDialect, detectIn, itNeverThrows, stateOfWire } from './describeDialect.ts'

/** A body of named events. */
function body(...events: readonly (readonly [event: string, data: unknown])[]): string {
  return events
    .map(
      ([event, data]) =>
        `event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`,
    )
    .join('')
}

const chunk = (content: string, reason: string | null = null): object => ({
  id: '',
  object: '',
  model: '',
  choices: [{ index: 0, delta: { content }, finish_reason: reason }],
})
const read = (...events: readonly (readonly [string, unknown])[]): ReturnType<typeof readText> =>
  readText(body(...events), { dialect: fastgptDialect })

describeDialect(fastgptDialect)

describe('a response that comes with its node', () => {
  const failed = { nodeId: 'n1', moduleName: 'HTTP', runningTime: 0.5, errorText: 'timeout' }
  const spoken = { nodeId: 'n2', moduleName: 'AI', inputTokens: 3, outputTokens: 2 }
  const told = [
    ['flowNodeStatus', { status: 'running', name: 'HTTP' }],
    ['flowNodeResponse', failed],
    ['flowNodeStatus', { status: 'running', name: 'AI' }],
    ['answer', chunk('好。')],
    ['flowNodeResponse', spoken],
    ['answer', '[DONE]'],
  ] as const

  it('tells how the node went, and what all have used where no list of them follows', () => {
    const { state } = read(...told)
    expect(state.steps).toMatchObject([
      { name: 'HTTP', status: 'error', error: 'timeout', elapsedMs: 500 },
      { name: 'AI', status: 'ok' },
    ])
    expect(state.errors).toMatchObject([{ message: 'timeout', scope: 'step' }])
    expect(state.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  })

  it('is told once where the list says it again', () => {
    const { state } = read(...told, ['flowResponses', [failed, spoken]])
    expect(state.errors).toHaveLength(1)
    expect(state.usage).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  })
})

describe('what a recording of FastGPT leaves behind', () => {
  it.each([
    ['answer', 'complete', 'E001 是传感器断线。', '先查手册。'],
    ['tools', 'complete', '还有 12 件。', ''],
    ['fast-answer', 'complete', '您好!一two', '甲b'],
    ['interactive', 'complete', '请选择:', ''],
    ['module-failed', 'complete', '仍可回答。', ''],
    ['error', 'failed', 'The valve', ''],
    ['cut-off', 'interrupted', '请先', ''],
  ])('%s: %s', (name, status, answer, reasoning) => {
    expect(stateOfWire(fastgptDialect, name)).toMatchObject({ status, answer, reasoning })
  })

  it('the quotes that come behind the mark of the end', () => {
    expect(stateOfWire(fastgptDialect, 'inner-quotes').references).toMatchObject([
      { id: 'q1', title: '手册.pdf' },
    ])
    expect(stateOfWire(fastgptDialect, 'answer').references).toMatchObject([
      { id: 'q-1', title: '报警手册.pdf', text: 'E001 是什么?\n温度传感器断线。', score: 0.84 },
      { id: 'q-2', title: 'Sensors.md', text: 'Measure the resistance of the loop.', score: 0.61 },
    ])
  })

  it('how long each node took, and why one failed', () => {
    expect(stateOfWire(fastgptDialect, 'answer').steps).toMatchObject([
      { name: '知识库搜索', elapsedMs: 350 },
      { name: 'workflow:template.ai_chat', elapsedMs: 1820 },
    ])
    expect(stateOfWire(fastgptDialect, 'module-failed').steps).toMatchObject([
      { name: 'HTTP', status: 'error', error: 'connect ECONNREFUSED' },
      { name: 'AI', status: 'ok' },
    ])
  })

  it('both calls, in the nested and in the flat form', () => {
    expect(stateOfWire(fastgptDialect, 'tools').tools).toMatchObject([
      { id: 'call_1', name: '库存查询', input: { part: 'PT100' }, status: 'ok' },
      { id: 'call_2', name: 'Clock', input: {}, output: '2026-01-07', status: 'ok' },
    ])
  })
})

describe('the end of a FastGPT stream', () => {
  it.each([
    [
      'the mark',
      [
        ['answer', chunk('a')],
        ['answer', '[DONE]'],
      ],
      'stop',
      true,
    ],
    [
      'the responses',
      [
        ['answer', chunk('a')],
        ['flowResponses', []],
      ],
      'stop',
      true,
    ],
    ['a finish reason', [['answer', chunk('a', 'length')]], 'length', true],
    ['an error', [['error', { message: 'x' }]], 'error', false],
    ['nothing', [['answer', chunk('a')]], 'eof', false],
  ] as const)('by %s', (_, events, reason, clean) => {
    expect(read(...events).events.at(-1)).toMatchObject({ type: 'done', reason, clean })
  })

  it('reads the chunks of a stream without detail when it is named', () => {
    const payloads = [chunk('a'), chunk('b', 'stop')].map(
      (json) => `data: ${JSON.stringify(json)}\n\n`,
    )
    const { state } = readText([...payloads, 'data: [DONE]\n\n'], { dialect: fastgptDialect })
    expect(state).toMatchObject({ answer: 'ab', status: 'complete' })
  })
})

describe('the detection of FastGPT', () => {
  it.each([
    ['flowNodeStatus', { status: 'running', name: 'x' }],
    ['fastAnswer', chunk('a')],
    ['answer', chunk('a')],
    ['toolCall', { tool: { id: 't' } }],
    ['flowResponses', []],
    ['interactive', { interactive: {} }],
  ])('claims the event %s', (event, json) => {
    expect(detectIn(fastgptDialect, json, event)?.rule).toContain(`event is "${event}"`)
  })

  it.each([
    ['', chunk('a')],
    ['answer', { text: 'a' }],
    ['toolCall', {}],
    ['error', { message: 'x' }],
    ['toString', {}],
    ['answer', null],
  ])('does not claim the event "%s" with %j', (event, json) => {
    expect(detectIn(fastgptDialect, json, event)).toBeUndefined()
  })
})

describe('an event of FastGPT', () => {
  const event = fc.constantFrom(
    'answer',
    'fastAnswer',
    'flowNodeStatus',
    'flowNodeResponse',
    'flowResponses',
    'toolCall',
    'toolParams',
    'toolResponse',
    'updateVariables',
    'interactive',
    'workflowDuration',
    'error',
    'toString',
  )
  const any = fc.jsonValue()
  const tool = fc.record(
    { id: any, toolName: any, params: any, response: any },
    { requiredKeys: [] },
  )
  const delta = fc.record(
    { content: any, reasoning_content: any, tool_calls: any },
    { requiredKeys: [] },
  )
  const module = fc.record(
    {
      moduleName: any,
      runningTime: any,
      quoteList: fc.oneof(fc.array(fc.oneof(fc.record({ q: any, a: any, score: any }), any)), any),
      error: any,
      inputTokens: any,
    },
    { requiredKeys: [] },
  )
  const payload = fc.oneof(
    fc.record(
      {
        choices: fc.oneof(fc.array(fc.record({ delta, finish_reason: any })), any),
        name: any,
        tool: fc.oneof(tool, any),
        id: any,
        message: any,
        usage: any,
      },
      { requiredKeys: [] },
    ),
    fc.array(fc.oneof(module, any)),
  )
  // A text in front of the payload names its event.
  itNeverThrows(
    fastgptDialect,
    fc
      .tuple(event, payload)
      .map(([name, value]) => `event: ${name}\ndata: ${JSON.stringify(value)}\n`),
  )

  it.each([
    ['brandNew', { x: 1 }],
    ['answer', { x: 1 }],
    ['flowNodeStatus', { status: 'running' }],
    ['toolParams', { tool: {} }],
    ['toString', {}],
  ])('%s of no known kind is handed on as unknown data', (name, data) => {
    expect(read([name, data]).events).toContainEqual({ type: 'data', name: 'unknown', data })
  })
})

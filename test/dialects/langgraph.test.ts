import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { langgraphDialect } from '../../src/dialects/langgraph.ts'
import { readText } from '../run/readText.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(langgraphDialect)

type ModeEvent = readonly [mode: string, payload: unknown]

/** Reads an event stream of events in these modes. */
function read(...events: readonly ModeEvent[]): ReturnType<typeof readText> {
  const blocks = events.map(
    ([mode, payload]) => `event: ${mode}\ndata: ${JSON.stringify(payload)}\n\n`,
  )
  return readText(blocks.join(''), { dialect: langgraphDialect })
}

function partial(content: string): ModeEvent {
  return ['messages/partial', [{ type: 'ai', id: 'a', content }]]
}

function tuple(
  [node, id, content]: readonly [node: string, id: string, content: string],
  metadata: object = {},
): ModeEvent {
  const message = { type: 'AIMessageChunk', id, content }
  return ['messages', [message, { langgraph_node: node, ...metadata }]]
}

function update(node: string, id: string, content: string): ModeEvent {
  return ['updates', { [node]: { messages: [{ type: 'ai', id, content }] } }]
}

/** What a stream says and when its steps begin and end, in a few letters. */
function outline(...events: readonly ModeEvent[]): readonly string[] {
  return read(...events).events.flatMap((event) => {
    if (event.type === 'step-start') return [`+${event.stepId}`]
    if (event.type === 'step-end') return [`-${event.stepId}`]
    return event.type === 'text' ? [`${event.stepId}: ${event.delta}`] : []
  })
}

function claimOfLocation(location: string): unknown {
  return langgraphDialect.detectHeaders?.(new Headers({ 'content-location': location }))
}

describe('what a recording leaves behind', () => {
  it.each([
    ['tuples', 'complete', '我先查库存。还剩 3 pieces.'],
    ['snapshots', 'complete', '## 结论\n\nPump 2 坏了。'],
    ['values', 'complete', '新回答。'],
    ['updates', 'complete', '先查。还剩 3 件。'],
    ['mute-dumps', 'complete', '你好呀Whole.'],
    ['error', 'failed', '写到'],
    ['cut-off', 'interrupted', '写到'],
    ['protocol', 'complete', '泵 2 is worn.'],
    ['protocol-failed', 'failed', '写到'],
    ['protocol-cut-off', 'interrupted', '一半'],
    ['protocol-completed', 'complete', '轴承先坏。'],
    ['rag-updates', 'complete', '每六个月一次。'],
    ['custom-sources', 'complete', '见 Pumps。'],
    ['task-results', 'complete', '每六个月一次。'],
    ['stream-parts', 'complete', '每六个月一次。'],
  ])('%s: %s', (name, status, answer) => {
    const state = stateOfWire(langgraphDialect, name)
    expect(state).toMatchObject({ status, answer })
    expect(state.integrity).not.toBe('repaired')
  })

  it('the documents and the answer of a graph without messages, and not those of an earlier run', () => {
    const { answer, results } = stateOfWire(langgraphDialect, 'rag-values')
    expect(answer).toBe('每六个月一次。')
    expect(results.map(({ id }) => id)).toEqual(['d1', 'd2'])
  })

  it('what was found and cited, wherever the state, a tool or the application says it', () => {
    const updates = stateOfWire(langgraphDialect, 'rag-updates')
    expect(updates.results).toMatchObject([
      { id: 'd1', text: '泵 2 每六个月检查一次。', source: '手册.pdf', metadata: { page: 12 } },
      { id: 'd2', source: 'bearings.md' },
    ])
    expect(updates.references).toMatchObject([{ title: '手册.pdf' }])
    const custom = stateOfWire(langgraphDialect, 'custom-sources')
    expect(custom.results.map(({ title }) => title)).toEqual(['手册', 'Pumps'])
    expect(custom.references).toMatchObject([
      { title: 'Bearings' },
      { title: 'Pumps', span: { start: 2, end: 7 } },
    ])
    expect(custom.answer.slice(2, 7)).toBe('Pumps')
  })

  it('what a node says of its work', () => {
    const { progress, parts } = stateOfWire(langgraphDialect, 'custom-notices')
    expect(progress).toMatchObject({ value: 1 })
    expect(parts.filter(({ type }) => type === 'status')).toMatchObject([{ message: '正在检索' }])
  })

  it('each call once, with its input and its output', () => {
    expect(stateOfWire(langgraphDialect, 'updates').tools).toEqual([
      { id: 'call_1', name: 'stock', input: { sku: 'P-2' }, output: '3', status: 'ok' },
    ])
    expect(stateOfWire(langgraphDialect, 'protocol').tools[0]).toEqual({
      id: 'c1',
      name: 'stock',
      input: { sku: 'P-2' },
      output: '三件',
      status: 'ok',
    })
  })

  it('each step once, however many modes tell of it', () => {
    const { steps } = stateOfWire(langgraphDialect, 'tasks')
    expect(steps.map(({ name, status, parentId }) => [name, status, parentId])).toEqual([
      ['检索', 'ok', undefined],
      ['rank', 'ok', 'task-1'],
      ['answer', 'error', undefined],
    ])
  })

  it('each question once, and the step that waits for it', () => {
    const { parts, steps } = stateOfWire(langgraphDialect, 'interrupt')
    expect(parts.filter(({ type }) => type === 'interrupt')).toHaveLength(2)
    expect(steps[0]?.status).toBe('paused')
  })

  it('the figures of each message once', () => {
    expect(stateOfWire(langgraphDialect, 'updates').usage).toMatchObject({ totalTokens: 6 })
    expect(stateOfWire(langgraphDialect, 'tuples').usage).toMatchObject({
      totalTokens: 65,
      cachedInputTokens: 5,
    })
  })
})

describe('the step of a node', () => {
  it('begins with its first words and ends with its update', () => {
    const events = [
      tuple(['plan', 'a', '先查']),
      tuple(['plan', 'a', '。']),
      update('plan', 'a', '先查。'),
      tuple(['plan', 'a', '']),
      tuple(['write', 'b', '还剩三件。']),
      update('write', 'b', '还剩三件。'),
      tuple(['plan', 'c', 'Done.']),
      update('plan', 'c', 'Done.'),
    ]
    expect(outline(...events)).toEqual([
      '+plan',
      'plan: 先查',
      'plan: 。',
      '-plan',
      '+write',
      'write: 还剩三件。',
      '-write',
      '+plan-2',
      'plan-2: Done.',
      '-plan-2',
    ])
    expect(read(...events).state.steps.map(({ text }) => text)).toEqual([
      '先查。',
      '还剩三件。',
      'Done.',
    ])
  })

  it('ends with its round where no updates are streamed, beside others of the same round', () => {
    const given = outline(
      tuple(['left', 'a', 'l'], { langgraph_step: 1 }),
      tuple(['right', 'b', 'r'], { langgraph_step: 1 }),
      tuple(['left', 'a', 'l'], { langgraph_step: 1 }),
      tuple(['join', 'c', 'j'], { langgraph_step: 2 }),
    )
    expect(given).toEqual([
      '+left',
      'left: l',
      '+right',
      'right: r',
      'left: l',
      '-left',
      '-right',
      '+join',
      'join: j',
    ])
  })

  it('is that of the node that runs the subgraph, unless the subgraph is streamed too', () => {
    const inner = { langgraph_step: 4, langgraph_checkpoint_ns: 'team:1|writer:2' }
    expect(outline(tuple(['writer', 'a', 'x'], inner), update('team', 'a', 'x'))).toEqual([
      '+team',
      'team: x',
      '-team',
    ])
    const [, payload] = tuple(['writer', 'a', 'x'], inner)
    const [, change] = update('writer', 'a', 'x')
    expect(outline(['messages|team:1', payload], ['updates|team:1', change])).toEqual([
      '+team:1|writer',
      'team:1|writer: x',
      '-team:1|writer',
    ])
  })

  it('is that of the task where tasks are streamed', () => {
    const task = { id: 't-1', name: 'plan', input: {}, triggers: [] }
    const given = outline(
      ['tasks', task],
      tuple(['plan', 'a', 'x'], { langgraph_checkpoint_ns: 'plan:t-1' }),
      update('plan', 'a', 'x'),
      ['tasks', { id: 't-1', name: 'plan', result: {}, interrupts: [] }],
    )
    expect(given).toEqual(['+t-1', 't-1: x', '-t-1'])
  })

  it('does not begin with what is said to it, or again once it is over', () => {
    const asked = { type: 'human', id: 'h', content: '?' }
    const round = { langgraph_step: 1 }
    const given = outline(
      ['messages', [asked, { langgraph_node: 'plan', ...round }]],
      tuple(['plan', 'a', 'x'], round),
      update('plan', 'a', 'x'),
      tuple(['plan', 'b', 'y'], round),
    )
    expect(given).toEqual(['+plan', 'plan: x', '-plan', 'undefined: y'])
  })

  it('begins with the first snapshot too', () => {
    const given = outline(
      ['messages/metadata', { a: { metadata: { langgraph_node: 'plan' } } }],
      partial('x'),
      partial('xy'),
      update('plan', 'a', 'xy'),
    )
    expect(given).toEqual(['+plan', 'plan: x', 'plan: y', '-plan'])
  })
})

describe('a message that does not say what it is', () => {
  it('is a piece of the answer', () => {
    const pieces = ['甲', '乙'].map((content): ModeEvent => [
      'messages',
      [{ content, id: 'm' }, {}],
    ])
    expect(read(...pieces).state.answer).toBe('甲乙')
    const snapshots = ['甲', '甲乙'].map((content): ModeEvent => [
      'messages/partial',
      [{ content, id: 'm' }],
    ])
    expect(read(...snapshots).state.answer).toBe('甲乙')
  })

  it('and is none where it says that it is something else', () => {
    const { state } = read(['messages', [{ content: '问', role: 'user', id: 'm' }, {}]])
    expect(state.answer).toBe('')
  })
})

describe('a call', () => {
  it('names the node and the step that asked for it, in all that is told of it', () => {
    const asked = { type: 'AIMessageChunk', id: 'a', content: '' }
    const tool_call_chunks = [{ index: 0, id: 'c', name: 'stock', args: '{}' }]
    const { events } = read(
      ['messages', [{ ...asked, tool_call_chunks }, { langgraph_node: 'agent' }]],
      [
        'messages',
        [{ type: 'tool', tool_call_id: 'c', content: '3' }, { langgraph_node: 'tools' }],
      ],
    )
    const told = events.filter((event) => 'toolCallId' in event)
    expect(told.map(({ type }) => type)).toEqual([
      'tool-start',
      'tool-delta',
      'tool-end',
      'tool-end',
    ])
    for (const event of told) expect(event).toMatchObject({ agent: 'agent', stepId: 'agent' })
  })
})

describe('the mode of tools', () => {
  it('gives the words of a message and the input that was written as JSON', () => {
    const { state } = read(
      ['tools', { event: 'on_tool_start', toolCallId: 'c', name: 'f', input: '{"a":1}' }],
      [
        'tools',
        {
          event: 'on_tool_end',
          toolCallId: 'c',
          output: { type: 'tool', tool_call_id: 'c', content: '无', status: 'error' },
        },
      ],
    )
    expect(state.tools).toEqual([
      { id: 'c', name: 'f', input: { a: 1 }, output: '无', error: '无', status: 'error' },
    ])
  })
})

describe('what the platform adds to the updates', () => {
  it('is no step', () => {
    const { state } = read(['updates', { __metadata__: { cached: true } }])
    expect(state.steps).toEqual([])
    expect(state.parts).toMatchObject([{ type: 'data', name: 'metadata' }])
  })
})

describe('the state of a graph that is no chat', () => {
  it('gives its answer once where the words of the model or a message say it too', () => {
    const { state } = read(
      ['updates', { generate: { answer: '一次。' } }],
      ['updates', { reply: { messages: [{ type: 'ai', id: 'a', content: '一次。' }] } }],
      ['values', { answer: '一次。', messages: [{ type: 'ai', id: 'a', content: '一次。' }] }],
    )
    expect(state.answer).toBe('一次。')
  })

  it('is told where it is the only one', () => {
    const documents = [{ page_content: '一页', metadata: {} }]
    const { state } = read(['values', { documents, answer: '一次。' }])
    expect(state.answer).toBe('一次。')
    expect(state.results).toHaveLength(1)
  })

  it('is an answer without a stream, too', () => {
    const body = {
      question: '?',
      context: [{ page_content: '一页', metadata: {} }],
      answer: '好。',
    }
    const { state, reader } = readText(JSON.stringify(body), {
      headers: { 'content-type': 'application/json' },
    })
    expect(reader.dialect).toBe('langgraph')
    expect(state).toMatchObject({ status: 'complete', answer: '好。', results: [{ text: '一页' }] })
  })

  it('gives a list of documents once, however often it comes', () => {
    const documents = [{ page_content: '一页', metadata: {} }]
    const { events } = read(
      ['values', { question: '?' }],
      ['updates', { retrieve: { documents } }],
      ['values', { question: '?', documents }],
      ['values', { question: '?', documents, generation: '好' }],
    )
    expect(events.filter(({ type }) => type === 'results')).toHaveLength(1)
  })
})

/** An event of the protocol. */
function protocolEvent(seq: number, method: string, data: unknown): string {
  const params = { namespace: [], data }
  return `data: ${JSON.stringify({ type: 'event', event_id: `e${seq}`, seq, method, params })}\n\n`
}

describe('the events of the protocol', () => {
  it('have their number for an id, unless the event stream has one of its own', () => {
    const body = protocolEvent(7, 'custom', { a: 1 })
    const idsOf = (id: string): readonly unknown[] =>
      readText(id + body, { dialect: langgraphDialect })
        .events.filter(({ type }) => type === 'data')
        .map((given) => given.id)
    expect(idsOf('')).toEqual(['7'])
    expect(idsOf('id: abc\n')).toEqual(['abc'])
  })

  it.each([
    ['completed', 'complete', 'stop'],
    ['failed', 'failed', 'error'],
    ['interrupted', 'complete', 'interrupt'],
  ])('tell that the graph has %s: %s', (word, status, reason) => {
    const start = protocolEvent(0, 'lifecycle', { event: 'started' })
    const text = start + protocolEvent(1, 'lifecycle', { event: word })
    const { events, state } = readText(text, { dialect: langgraphDialect })
    expect(events.at(-1)).toMatchObject({ type: 'done', reason, rawReason: word, clean: true })
    expect(state.status).toBe(status)
  })
})

describe('snapshots', () => {
  it('that do not go on take the place of what was said', () => {
    const { state } = read(partial('先说一'), partial('改说二'), partial('改说二了'))
    expect(state).toMatchObject({ answer: '改说二了', integrity: 'repaired' })
  })

  it('of a long answer take time in proportion to what is sent', () => {
    const text = '一段很长的回答。'.repeat(2000)
    const partials = Array.from({ length: 400 }, (_, index) => {
      return partial(text.slice(0, Math.round((text.length * (index + 1)) / 400)))
    })
    const { state, events } = read(...partials)
    expect(state.answer).toBe(text)
    expect(events.filter(({ type }) => type === 'text')).toHaveLength(400)
  })
})

describe('documents of a tool', () => {
  it('are what was retrieved', () => {
    const artifact = [{ page_content: '每六个月检查一次。', metadata: { source: '手册.pdf' } }]
    const tool = { type: 'tool', id: 't', tool_call_id: 'c', content: '一条', artifact }
    const { state } = read(['messages', [tool, { langgraph_node: 'tools' }]])
    expect(state.results).toEqual([
      expect.objectContaining({ text: '每六个月检查一次。', source: '手册.pdf' }),
    ])
  })
})

describe('detection', () => {
  it.each([
    ['messages', [{}, {}], undefined],
    ['messages/partial', [], undefined],
    ['values|node:1', {}, undefined],
    ['updates', { agent: {} }, undefined],
    ['events', { event: 'on_chain_start' }, undefined],
    ['tools', { toolCallId: 'c' }, undefined],
    ['metadata', { run_id: 'r', attempt: 1 }, false],
    ['metadata', { run_id: 'r' }, true],
    ['', { type: 'event', method: 'messages', params: { namespace: [] } }, undefined],
    ['', { type: 'updates', ns: [], data: {} }, undefined],
  ])('claims event %j with %j', (event, json, provisional) => {
    expect(detectIn(langgraphDialect, json, event)).toBeDefined()
    expect(detectIn(langgraphDialect, json, event)?.provisional).toBe(provisional)
  })

  it.each([
    ['message', {}],
    ['data', {}],
    ['metadata', { a: 1 }],
    ['tools', { a: 1 }],
    ['custom', {}],
    ['', { method: 'notifications/progress', jsonrpc: '2.0', params: {} }],
    ['messages', 'text'],
    ['', { type: 'updates', data: {} }],
    ['', { type: 'event', ns: [], data: {} }],
  ])('leaves event %j with %j to others', (event, json) => {
    expect(detectIn(langgraphDialect, json, event)).toBeUndefined()
  })

  it('knows the header that names the run', () => {
    expect(claimOfLocation('/threads/t-1/runs/r-1')).toEqual({
      rule: 'header content-location names a run',
    })
    expect(claimOfLocation('/articles/7')).toBeUndefined()
  })
})

describe('whatever the payloads hold', () => {
  const message = fc.dictionary(
    fc.constantFrom(
      'type',
      'id',
      'content',
      'tool_calls',
      'tool_call_chunks',
      'tool_call_id',
      'lc',
      'kwargs',
    ),
    fc.oneof(fc.constantFrom('ai', 'human', 'tool', 'AIMessageChunk', 1), fc.jsonValue()),
  )
  const payload = fc.oneof(
    message,
    fc.array(message),
    fc.jsonValue(),
    fc.record({ messages: fc.array(message) }),
  )
  const modes = 'metadata messages messages/partial messages/complete messages/metadata values'
  const more = 'updates tasks debug checkpoints events tools custom error values|a:b'
  const mode = fc.constantFrom(...modes.split(' '), ...more.split(' '))
  const blocks = 'message-start content-block-start content-block-delta content-block-finish'
  const others = 'message-finish error tool-started tool-finished started failed'

  it('there is one done, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(mode, payload), { maxLength: 6 }), (events) => {
        const { events: given, reader } = read(...events)
        expect(reader.failure).toBeUndefined()
        expect(given.filter(({ type }) => type === 'done')).toEqual([given.at(-1)])
      }),
      { numRuns: 500 },
    )
  })

  itNeverThrows(
    langgraphDialect,
    fc.record({
      type: fc.constant('event'),
      method: fc.constantFrom('messages', 'tools', 'lifecycle', 'values', 'input.requested', 'x'),
      params: fc.record({
        namespace: fc.array(fc.oneof(fc.string(), fc.jsonValue()), { maxLength: 2 }),
        data: fc.oneof(
          payload,
          fc.record({
            event: fc.constantFrom(...blocks.split(' '), ...others.split(' ')),
            content: fc.jsonValue(),
            delta: fc.jsonValue(),
            index: fc.jsonValue(),
          }),
        ),
      }),
    }),
  )
})

const messageIn = (namespace: unknown): unknown => ({
  type: 'event',
  method: 'messages',
  params: { namespace, data: { event: 'message-start', index: 0 } },
})

describe('a namespace', () => {
  it.each([[[{ toString: false }]], ['outer'], [[null, 1]]])('of %j ends nothing', (namespace) => {
    const { reader } = readPayloads(langgraphDialect, [messageIn(namespace)])
    expect(reader.failure).toBeUndefined()
  })
})

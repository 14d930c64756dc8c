import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { eventStream, readText, typesOf } from '../run/readText.ts'
import { describeStreams } from './describeStreams.ts'
import { loadRecordings } from './readRecording.ts'

describeStreams(
  'llamaindex',
  [
    ['whole', (wire) => [wire]],
    ['in single UTF-16 units', (wire) => wire.split('')],
    ['with CRLF', (wire) => [wire.replaceAll('\n', '\r\n')]],
    ['in single units with CRLF', (wire) => wire.replaceAll('\n', '\r\n').split('')],
    ['with CR', (wire) => [wire.replaceAll('\n', '\r')]],
    ['with a byte order mark', (wire) => [`\uFEFF${wire}`]],
  ],
  // Bare deltas are plain text to whoever does not know where they come from.
  ['deltas'],
)

interface Chunk {
  readonly delta: string
  readonly response: string
  readonly current_agent_name: string
  readonly [field: string]: unknown
}

/** What a model says in one turn, as LlamaIndex streams it. */
function turn(deltas: readonly string[], fields: object = {}): readonly Chunk[] {
  let response = ''
  return deltas.map((delta) => {
    response += delta
    return { delta, response, current_agent_name: 'Agent', tool_calls: [], ...fields }
  })
}

function message(text: string): object {
  return { role: 'assistant', additional_kwargs: {}, blocks: [{ block_type: 'text', text }] }
}

function output(text: string, toolCalls: readonly object[] = []): object {
  return { response: message(text), current_agent_name: 'Agent', tool_calls: toolCalls }
}

function stop(result: unknown): object {
  return { result }
}

function call(id: string, name = 'find', kwargs: object = { q: 1 }): object {
  return { tool_id: id, tool_name: name, tool_kwargs: kwargs }
}

function resultOf(made: object, text: string, fields: object = {}): object {
  const toolOutput = { blocks: [{ block_type: 'text', text }], is_error: false, ...fields }
  return { ...made, tool_output: toolOutput, return_direct: false }
}

function envelope(type: string, value: object, types: readonly string[] | null = null): object {
  return { value, type, types, qualified_name: `module.${type}` }
}

function read(...payloads: readonly unknown[]): StreamState {
  return readText(eventStream(...payloads), { dialect: 'llamaindex' }).state
}

function eventsOf(...payloads: readonly unknown[]): readonly StreamEvent[] {
  return readText(eventStream(...payloads), { dialect: 'llamaindex' }).events
}

/** The chunk of a model that tells what the turn has used so far. */
function used(tokens: number): object {
  return { raw: { model: 'm', usage: { prompt_tokens: 10, completion_tokens: tokens } } }
}

describe('the text of an agent', () => {
  it('is the answer when it is no ReAct text', () => {
    expect(read(...turn([' Hello', ' there\n']), stop('Hello there'))).toMatchObject({
      answer: ' Hello there\n',
      reasoning: '',
      integrity: 'match',
      status: 'complete',
    })
  })

  it('is split where markers are cut over deltas', () => {
    const deltas = ['Thou', 'ght: a\nAns', 'w', 'er', ': b', ' Answer: c']
    expect(read(...turn(deltas), output(deltas.join('')), stop('b Answer: c'))).toMatchObject({
      answer: ' b Answer: c',
      reasoning: 'Thought: a\n',
      integrity: 'match',
    })
  })

  it('matches its report though the pieces have white space around them', () => {
    const state = read(...turn(['Thought: a\nAnswer:', '  b \n']), stop('b'))
    expect(state).toMatchObject({ answer: '  b \n', integrity: 'match' })
  })

  it('is completed by its report when the end is missing', () => {
    const state = read(...turn(['Thought: a\nAnswer: one']), output('Thought: a\nAnswer: one two'))
    expect(state).toMatchObject({ answer: ' one two', integrity: 'match' })
  })

  it('gives way to a report that says something else', () => {
    expect(read(...turn(['one']), stop('two'))).toMatchObject({
      answer: 'two',
      integrity: 'repaired',
    })
  })

  it('is never taken from the snapshot or from the chunk of the model', () => {
    const raw = { choices: [{ delta: { content: 'a' } }] }
    expect(read(...turn(['a', 'b'], { raw })).answer).toBe('ab')
  })

  it('may come in the report only', () => {
    expect(read(output('Thought: a\nAnswer: b'), stop('b'))).toMatchObject({
      answer: ' b',
      reasoning: 'Thought: a\n',
      integrity: 'match',
    })
    expect(read({ current_agent_name: 'A', input: [] }, stop(output('b')))).toMatchObject({
      answer: 'b',
    })
  })

  it('is no answer as long as the agent only thinks', () => {
    const lost = output('Thought: a')
    const state = read(...turn(['Thought: a']), lost, ...turn(['Thought: b\nAnswer: c']), stop('c'))
    expect(state).toMatchObject({
      answer: ' c',
      reasoning: 'Thought: aThought: b\n',
      integrity: 'match',
    })
  })

  it('is what was said when the agent could not make sense of it', () => {
    expect(read(stop('Thought: I give up')).answer).toBe('Thought: I give up')
  })

  it('may be thought in a field of its own, or in the chunk of the model', () => {
    const thinking = [
      ...turn([''], { thinking_delta: 'so ' }),
      ...turn([''], { raw: { choices: [{ delta: { reasoning_content: 'far' } }] } }),
    ]
    expect(read(...thinking, ...turn(['ok']))).toMatchObject({ reasoning: 'so far', answer: 'ok' })
  })
})

describe('the turns of a model', () => {
  it('begin anew when the snapshot does, though nothing else stands between them', () => {
    const state = read(...turn(['Thought: long', ' thoughts']), ...turn(['Thought: b\nAnswer: c']))
    expect(state).toMatchObject({ reasoning: 'Thought: long thoughtsThought: b\n', answer: ' c' })
    expect(state.parts.filter(({ type }) => type === 'reasoning')).toHaveLength(2)
  })

  it('begin anew behind a report, behind a tool and behind an input', () => {
    const between = [
      [output('Thought: a')],
      [call('1'), resultOf(call('1'), 'x')],
      [{ input: [], current_agent_name: 'Agent' }],
    ]
    for (const events of between) {
      const state = read(...turn(['Thought: a']), ...events, ...turn(['b and more']))
      expect(state).toMatchObject({ reasoning: 'Thought: a', answer: 'b and more' })
    }
  })

  it('keep what was said before a tool was called beside the final answer', () => {
    const state = read(
      ...turn(['Let me look.']),
      output('Let me look.', [call('1')]),
      call('1'),
      resultOf(call('1'), 'x'),
      ...turn(['Found', ' it.']),
      output('Found it.'),
      stop('Found it.'),
    )
    expect(state).toMatchObject({ answer: 'Let me look.Found it.', integrity: 'match' })
  })

  it('leave it to the workflow to answer with what a tool gave', () => {
    const state = read(...turn(['Look: ']), call('1'), resultOf(call('1'), '42'), stop('42'))
    expect(state).toMatchObject({ answer: 'Look: 42', integrity: 'match' })
  })

  it('add up what they used, each repeating its own total', () => {
    const first = [...turn(['a'], used(1)), ...turn(['a', 'b'], used(2)).slice(1)]
    const { usage, ids } = read(...first, output('ab'), ...turn(['c'], used(5)), output('c'))
    expect(usage).toEqual({ inputTokens: 20, outputTokens: 7 })
    expect(ids).toEqual({ model: 'm' })
  })
})

describe('the agents of a workflow', () => {
  it('are steps, one after the other', () => {
    const second = turn(['b'], { current_agent_name: 'Writer' })
    const state = read({ input: [], current_agent_name: 'Agent' }, ...turn(['a']), ...second)
    expect(state.steps).toMatchObject([
      { index: 0, name: 'Agent', status: 'ok', text: 'a' },
      { index: 1, name: 'Writer', status: 'paused', text: 'b' },
    ])
  })

  it('are given their input once more without another step', () => {
    const input = { input: [message('hi')], current_agent_name: 'Agent' }
    const events = eventsOf(input, input, ...turn(['a']))
    expect(typesOf(events)).toEqual(['start', 'step-start', 'data', 'text', 'done'])
    expect(events[2]).toMatchObject({ name: 'agent-input', data: [message('hi')] })
  })
})

describe('the tools of an agent', () => {
  it('show up with the first chunk that names them, and once', () => {
    const chunk = (kwargs: object, id = '1'): readonly Chunk[] =>
      turn([''], { tool_calls: [call(id, 'find', kwargs)] })
    const events = eventsOf(
      ...chunk({}),
      ...chunk({ q: 1 }),
      output('', [call('1')]),
      call('1'),
      resultOf(call('1'), 'x'),
    )
    const tools = events.filter(({ type }) => type.startsWith('tool'))
    expect(typesOf(tools)).toEqual(['tool-start', 'tool-end', 'tool-end'])
    expect(tools[0]).toMatchObject({ toolCallId: '1', name: 'find' })
    expect(tools[1]).toMatchObject({ toolCallId: '1', phase: 'input', input: { q: 1 } })
    expect(tools[2]).toMatchObject({ toolCallId: '1', phase: 'output', output: 'x' })
    // Some models make up a new id for every chunk.
    const { tools: renamed } = read(...chunk({}, 'u1'), ...chunk({}, 'u2'), call('u3'))
    expect(renamed).toEqual([{ id: 'u1', name: 'find', input: { q: 1 }, status: 'running' }])
  })

  it('keep the calls of two turns apart that have the same id', () => {
    const again = [call('find'), resultOf(call('find'), 'x')]
    const { tools } = read(...again, ...turn(['a']), call('find'), resultOf(call('find'), 'y'))
    expect(tools.map(({ id, output: given }) => [id, given])).toEqual([
      ['find', 'x'],
      ['find-2', 'y'],
    ])
  })

  it('keep the calls of one turn apart that have the same id', () => {
    const both = { tool_calls: [call('find'), call('find')] }
    const { tools } = read(
      ...turn([''], both),
      call('find'),
      call('find'),
      resultOf(call('find'), 'x'),
      resultOf(call('find'), 'y'),
    )
    expect(tools.map(({ output: given }) => given)).toEqual(['x', 'y'])
  })

  it('may show up with their result only', () => {
    expect(read(resultOf(call(''), 'x')).tools).toEqual([
      { id: 'tool-1', name: 'find', input: { q: 1 }, output: 'x', status: 'ok' },
    ])
  })

  it('fail with the words that the model got to read', () => {
    const { tools } = read(call('1'), resultOf(call('1'), 'no network', { is_error: true }))
    expect(tools).toMatchObject([{ status: 'error', error: 'no network' }])
  })

  it.each([
    ['its content', { content: 'text', raw_output: 1 }, 'text'],
    ['its blocks', { blocks: [{ text: 'a' }, { url: 'b' }, { text: 'c' }] }, 'a\nc'],
    ['the raw output', { blocks: [], raw_output: { rows: 2 } }, { rows: 2 }],
  ])('give %s', (_, toolOutput, given) => {
    expect(read({ ...call('1'), tool_output: toolOutput }).tools[0]?.output).toEqual(given)
  })

  it('give the nodes that a query found', () => {
    const nodes = [{ node: { id_: 'n1', text: 'passage', metadata: { title: 'T' } }, score: 0.5 }]
    for (const raw of [{ response: 'x', source_nodes: nodes }, nodes]) {
      const { results } = read(resultOf(call('1'), 'x', { raw_output: raw }))
      expect(results).toMatchObject([{ id: 'n1', text: 'passage', title: 'T', score: 0.5 }])
    }
  })
})

describe('the end of a workflow', () => {
  it.each([
    ['a text', 'ok', 'ok'],
    ['the output of an agent', output('ok'), 'ok'],
    ['a wrapped output', { __is_pydantic: true, value: output('ok'), qualified_name: 'm.O' }, 'ok'],
    ['a response', { response: 'ok' }, 'ok'],
    ['a message of older versions', { response: { role: 'assistant', content: 'ok' } }, 'ok'],
    ['data', { answer: 42 }, ''],
    ['a list', ['ok'], ''],
    ['nothing', null, ''],
  ])('may return %s', (_, result, answer) => {
    const state = read(...turn(['']), stop(result))
    expect(state).toMatchObject({ answer, status: 'complete' })
  })

  it('gives data that it returns', () => {
    const events = eventsOf(...turn(['']), stop({ answer: 42 }))
    expect(events).toContainEqual({ type: 'data', name: 'result', data: { answer: 42 } })
  })

  it('gives the structure that an agent was asked for', () => {
    const structure = { city: 'Oslo' }
    const reported = { ...output('Oslo'), structured_response: structure }
    expect(eventsOf({ output: structure }, reported)).toContainEqual(
      expect.objectContaining({ type: 'data', name: 'structured-output', data: structure }),
    )
  })

  it('is told by the ancestors of an event', () => {
    const events = eventsOf(envelope('MyEnd', { result: 'ok', path: 'a.mp3' }, ['StopEvent']))
    expect(events).toContainEqual({ type: 'data', name: 'MyEnd', data: { path: 'a.mp3' } })
    expect(events.at(-1)).toEqual({ type: 'done', reason: 'stop', rawReason: 'MyEnd', clean: true })
  })

  it('is told by the name of the frame in the first versions of the server', () => {
    const body = 'event: workflows.events.StopEvent\ndata: {"result":"ok"}\n\n'
    expect(readText(body, { dialect: 'llamaindex' }).state).toMatchObject({
      answer: 'ok',
      status: 'complete',
    })
  })

  it.each([
    [
      envelope('WorkflowFailedEvent', {
        step_name: 's',
        exception_type: 'ValueError',
        exception_message: 'bad',
      }),
      'bad',
      'ValueError',
    ],
    [envelope('WorkflowFailedEvent', { step_name: 's', exception: 'bad' }), 'bad', undefined],
    [
      envelope('WorkflowFailedEvent', { step_name: 's' }),
      'The step "s" of the workflow failed',
      undefined,
    ],
    [
      envelope('MyFailure', { exception_message: 'bad' }, ['WorkflowFailedEvent', 'StopEvent']),
      'bad',
      undefined,
    ],
    [
      envelope('WorkflowTimedOutEvent', { timeout: 30, active_steps: ['a', 'b'] }),
      'The workflow exceeded its time limit of 30 s in a, b',
      'timeout',
    ],
    [{ step_name: 's', exception_type: 'E', exception_message: 'bad' }, 'bad', 'E'],
    [{ error: 'bad' }, 'bad', undefined],
  ])('may be a failure: %j', (event, words, code) => {
    const state = read(...turn(['so far']), event)
    expect(state).toMatchObject({ answer: 'so far', status: 'failed' })
    expect(state.errors).toEqual([
      { message: words, recoverable: false, scope: 'stream', ...(code && { code }) },
    ])
    expect(state.steps[0]?.status).toBe('error')
  })

  it('may bring the message and the state of an agent of TypeScript', () => {
    const ended = loadRecordings('llamaindex').find(({ name }) => name === 'typescript-agent')
    const { state } = readText(ended?.wire ?? '', { dialect: 'llamaindex' })
    expect(state).toMatchObject({ status: 'complete', answer: '我查。三件。' })
  })

  it('names the class of the exception, also in the wrapper of a model', () => {
    const exception = {
      __is_pydantic: true,
      value: { exception_type: 'ValueError', exception_message: 'boom' },
    }
    const { state } = readText(
      eventStream(envelope('WorkflowFailedEvent', { step_name: 's', exception })),
      { dialect: 'llamaindex' },
    )
    expect(state.errors).toMatchObject([{ message: 'boom', code: 'ValueError' }])
  })

  it('may be a cancellation, which is no failure', () => {
    const state = read(...turn(['so far']), envelope('WorkflowCancelledEvent', {}))
    expect(state).toMatchObject({ answer: 'so far', status: 'complete', errors: [] })
    expect(state.parts).toContainEqual(
      expect.objectContaining({ type: 'status', level: 'warning' }),
    )
  })

  it('may be missing', () => {
    expect(read(...turn(['so far']))).toMatchObject({ answer: 'so far', status: 'interrupted' })
    expect(read(...turn(['Thoug']))).toMatchObject({ answer: 'Thoug', status: 'interrupted' })
  })

  it('may be written as OpenAI writes it', () => {
    const body = `${eventStream(...turn(['a']))}data: [DONE]\n\n`
    expect(readText(body).state).toMatchObject({ answer: 'a', status: 'complete' })
  })

  it('may be told by an error event of the code around it', () => {
    const body = `${eventStream(...turn(['a']))}event: error\ndata: out of memory\n\n`
    const { state } = readText(body)
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
    expect(state.errors[0]?.message).toBe('out of memory')
  })

  it('may begin with a malformed event', () => {
    for (const broken of ['"abc', '{"delta":"a","respon']) {
      for (const dialect of ['llamaindex', 'auto'] as const) {
        const body = `data: ${broken}\n\n${eventStream(...turn(['a']))}`
        for (const pieces of [[body], body.split('')]) {
          const { state } = readText(pieces, { dialect })
          expect(state).toMatchObject({ answer: 'a', dialect: 'llamaindex' })
          expect(state.errors).toMatchObject([{ scope: 'item', code: 'malformed-json' }])
        }
      }
    }
    const quotation = 'data: "abc\n\ndata:  d"\n\n'
    expect(readText(quotation, { dialect: 'llamaindex' }).state.answer).toBe('"abc d"')
    expect(readText('data: "abc\n\n', { dialect: 'llamaindex' }).state.answer).toBe('"abc')
  })

  it.each([
    ['behind events', eventStream(...turn(['a'])), 'a'],
    ['behind deltas', 'data: a\n\n', 'a'],
    ['first', '', ''],
  ])('may be told by an error event without a word, %s', (_, before, answer) => {
    for (const notice of ['event: error\n\n', 'event: error\ndata: \n\n']) {
      const { state } = readText(before + notice, { dialect: 'llamaindex' })
      expect(state).toMatchObject({ answer, status: 'failed' })
      expect(state.errors).toMatchObject([{ message: expect.stringMatching(/\w+ \w+/) }])
    }
  })
})

describe('a question to the user', () => {
  const question = envelope('AskEvent', { _data: { prefix: 'Which?' } }, ['InputRequiredEvent'])

  it('is an interrupt, with the fields that its class does not declare', () => {
    expect(eventsOf(question)).toContainEqual(
      expect.objectContaining({ type: 'interrupt', kind: 'input', payload: { prefix: 'Which?' } }),
    )
  })

  it('ends the stream only if nothing follows', () => {
    expect(eventsOf(question).at(-1)).toEqual({ type: 'done', reason: 'interrupt', clean: true })
    expect(eventsOf(question, envelope('Other', {})).at(-1)).toEqual({
      type: 'done',
      reason: 'eof',
      clean: false,
    })
  })
})

describe('what stands beside the words', () => {
  it('is what a tool has found, in its own words, and what an event of the workflow lists', () => {
    const page = { title: 'Pumps', url: 'https://docs.example.com/p', content: 'All of them.' }
    const made = call('c')
    const { state } = readText(
      eventStream(
        { current_agent_name: 'Agent', input: [] },
        made,
        { ...made, tool_output: { blocks: [], raw_output: { results: [page] }, is_error: false } },
        envelope('CitationsEvent', { citations: [{ ...page, title: 'Seals' }] }),
        stop('好。'),
      ),
      { dialect: 'llamaindex' },
    )
    expect(state.results).toMatchObject([{ title: 'Pumps', text: 'All of them.' }])
    expect(state.references).toMatchObject([{ title: 'Seals' }])
  })

  it('is what a model thought that does not stream', () => {
    const blocks = [
      { block_type: 'thinking', content: '想' },
      { block_type: 'text', text: '好。' },
    ]
    const { state } = readText(
      eventStream({
        response: { role: 'assistant', blocks },
        current_agent_name: 'Agent',
        tool_calls: [],
      }),
      { dialect: 'llamaindex' },
    )
    expect(state).toMatchObject({ answer: '好。', reasoning: '想' })
  })

  it('shows the dialect too, where only the name of an event is its class', () => {
    const { reader, state } = readText('event: StopEvent\ndata: {"result":"好。"}\n\n')
    expect(reader.dialect).toBe('llamaindex')
    expect(state).toMatchObject({ answer: '好。', status: 'complete' })
  })
})

describe('other events', () => {
  it('tell of progress, bring sources and stream words where the workflow has no agent', () => {
    const own = loadRecordings('llamaindex').find(({ name }) => name === 'own-events')
    const { state } = readText(own?.wire ?? '', { dialect: 'llamaindex' })
    expect(state).toMatchObject({
      status: 'complete',
      answer: '每六个月一次。',
      integrity: 'match',
    })
    expect(state.results).toMatchObject([{ id: 'n1', title: '手册.pdf' }])
    expect(state.progress).toMatchObject({ value: 0.5 })
    const notes = state.parts.filter((part) => part.type === 'status')
    expect(notes.map(({ message: words }) => words)).toContain('正在检索')
  })

  it('are data under the name of their class', () => {
    expect(eventsOf(envelope('Progress', { _data: { done: 1 }, of: 2 }))[1]).toMatchObject({
      type: 'data',
      name: 'Progress',
      data: { done: 1, of: 2 },
    })
  })

  it('are results when they bring nodes', () => {
    const nodes = [{ id: 'n1', text: 'passage', metadata: {}, url: 'https://example.com/' }]
    expect(read(envelope('SourceNodesEvent', { nodes })).results).toMatchObject([{ id: 'n1' }])
  })

  it('of no known shape are data without a name', () => {
    expect(eventsOf(...turn(['a']), { odd: 1 }, [1])).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'data', name: 'unknown', data: { odd: 1 } }),
        expect.objectContaining({ type: 'data', name: 'unknown', data: [1] }),
      ]),
    )
  })

  it('that are malformed are counted and skipped', () => {
    const body = `${eventStream(...turn(['a']))}data: {"delta":\n\n${eventStream(stop('a'))}`
    const { state } = readText(body)
    expect(state).toMatchObject({ answer: 'a', status: 'complete', integrity: 'match' })
    expect(state.errors).toMatchObject([{ scope: 'item', code: 'malformed-json' }])
  })
})

describe('the three forms', () => {
  const envelopes = loadRecordings('llamaindex').find(({ name }) => name === 'envelopes')
  const lines = (envelopes?.wire ?? '').match(/^data: .*$/gm)?.map((line) => line.slice(6)) ?? []

  it('are the same as events and as lines of JSON', () => {
    const { state } = readText(envelopes?.wire ?? '')
    for (const body of [lines.join('\n'), `${lines.join('\r\n')}\r\n`]) {
      for (const headers of [undefined, { 'content-type': 'application/x-ndjson' }]) {
        for (const pieces of [[body], body.split('')]) {
          expect(readText(pieces, { headers }).state).toEqual(state)
          expect(readText(pieces, { headers, dialect: 'llamaindex' }).state).toEqual(state)
        }
      }
    }
  })

  it('include the bare deltas of a body without framing', () => {
    const body = 'Thought: 很简单。\nAnswer: 一\n\n二{"a":1}[DONE]。'
    for (const pieces of [[body], body.split('')]) {
      const { state } = readText(pieces, { dialect: 'llamaindex', framing: 'text' })
      expect(state).toMatchObject({
        reasoning: 'Thought: 很简单。\n',
        answer: ' 一\n\n二{"a":1}[DONE]。',
        status: 'complete',
      })
    }
  })

  it('include bare deltas that look like JSON', () => {
    const body = ['{', '42', '"a"', '}'].map((delta) => `data: ${delta}\n\n`).join('')
    expect(readText(body, { dialect: 'llamaindex' }).state).toMatchObject({
      answer: '{42"a"}',
      status: 'complete',
    })
  })

  it('end unclean when nothing was said at all', () => {
    expect(readText('event: ping\n\n', { dialect: 'llamaindex' }).state.status).toBe('interrupted')
  })
})

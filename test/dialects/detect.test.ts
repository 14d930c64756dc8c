import { describe, expect, it } from 'vitest'
import {
  createDialectDetector,
  detectByHeaders,
  type DetectorOptions,
  type Finding,
} from '../../src/dialects/detect.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { dialects } from '../../src/dialects/index.ts'
import type { Frame } from '../../src/framing/frame.ts'

function frame(data: string | undefined, event = ''): Frame {
  return { event, data, id: undefined }
}

function json(value: unknown): Frame {
  return frame(JSON.stringify(value))
}

interface Detected {
  readonly dialect: string
  readonly by: string
  readonly rule: string
  readonly event: number
}

function named(finding: Finding | undefined): Detected | undefined {
  return finding && { ...finding, dialect: finding.dialect.name }
}

/** Shows frames to a detector until it decides, and ends it if it never does. */
function detect(
  frames: readonly Frame[],
  options?: Partial<DetectorOptions>,
): Detected | undefined {
  const detector = createDialectDetector({ dialects, ...options })
  for (const shown of frames) {
    const finding = detector.see(shown)
    if (finding) return named(finding)
  }
  return named(detector.end())
}

const unknown = json({ odd: true })
const create: Dialect['create'] = () => ({ read: () => [], end: () => [] })

describe('detection by the first events', () => {
  it.each([
    ['rag', { type: 'token', token: 'a' }],
    ['rag', { type: 'info', message: 'searching' }],
    ['workflow', { type: 'step_start' }],
    ['llamaindex', { delta: 'a', response: 'a', current_agent_name: 'Agent', tool_calls: [] }],
    ['llamaindex', { input: [], current_agent_name: 'Agent' }],
    ['llamaindex', { tool_name: 'f', tool_kwargs: {}, tool_id: '1' }],
    ['llamaindex', { delta: 'a', response: 'a', currentAgentName: 'Agent' }],
    ['llamaindex', { toolName: 'f', toolKwargs: {}, toolId: '1' }],
    ['llamaindex', { value: {}, type: 'Progress', types: null, qualified_name: null }],
    ['llamaindex', { value: { a: 1 }, qualified_name: 'module.Progress' }],
    ['llamaindex', { value: {}, type: 'StopEvent' }],
    ['langchain', 42],
    ['langchain', null],
    ['langchain', true],
  ])('%s: %j', (dialect, payload) => {
    expect(detect([json(payload)])).toMatchObject({ dialect, by: 'event', event: 1 })
  })

  it.each([
    [frame('Hello')],
    [frame('{')],
    [frame('{"docs":[]}', 'retrieval_done')],
    [frame('{"input":1}', 'tool_start')],
    [frame(undefined, 'tool_end')],
    [frame('it broke', 'error')],
  ])('langchain: %j', (first) => {
    expect(detect([first])).toMatchObject({ dialect: 'langchain', by: 'event', event: 1 })
  })

  it('wants three JSON strings before it takes them for a workflow', () => {
    const strings = [json('Hello'), json(' world'), json('!')]
    expect(detect(strings)).toMatchObject({ dialect: 'workflow', by: 'event', event: 3 })
    expect(detect(strings.slice(0, 2))).toMatchObject({ dialect: 'workflow', by: 'end' })
    expect(detect([json('yes'), json('no'), frame(' she said')])).toMatchObject({
      dialect: 'langchain',
      event: 3,
    })
  })

  it('counts those on both sides of a named event', () => {
    const ping = frame('{}', 'ping')
    const strings = [ping, json('Hello'), ping, json('[DONE]')]
    expect(detect(strings)).toMatchObject({ dialect: 'workflow', event: 4 })
    expect(detect([ping, json('Hello')])).toMatchObject({ dialect: 'workflow', by: 'end' })
    expect(detect([ping, frame('{}', 'ping'), frame('Hello')])).toMatchObject({
      dialect: 'langchain',
    })
  })

  it.each([[frame('[DONE]')], [json('[DONE]')], [frame('Error: no key')]])(
    'takes a JSON string and %j for a workflow',
    (next) => {
      expect(detect([json('Hello'), next])).toMatchObject({ dialect: 'workflow', event: 2 })
    },
  )

  it.each([
    ['{"type":"to', json({ type: 'token', token: 'a' }), 'rag'],
    ['{"type":"step_st', json({ type: 'step_start' }), 'workflow'],
    ['"abc', json({ type: 'step_start' }), 'workflow'],
    ['{"delta":"a","resp', json({ tool_name: 'f', tool_kwargs: {}, tool_id: '1' }), 'llamaindex'],
    ['{"docs":[', frame('{"docs":[]}', 'retrieval_done'), 'langchain'],
    ['"a\\', frame(' quotation'), 'langchain'],
    ['[DONE]', frame(' is what it said'), 'langchain'],
    ['{"', frame('a": 1}'), 'langchain'],
  ])('learns nothing from half a JSON, but from what follows it: %s', (first, next, dialect) => {
    expect(detect([frame(first), frame(first), next])).toMatchObject({ dialect, event: 3 })
  })

  it('guesses what half a JSON was when nothing follows', () => {
    expect(detect([frame('{"type":"to')])).toMatchObject({ dialect: 'unknown', by: 'end' })
    expect(detect([frame('"a')])).toMatchObject({ dialect: 'langchain', by: 'end' })
  })

  it('lets frames without a payload pass', () => {
    const pings = Array.from({ length: 10 }, () => frame(undefined, 'ping'))
    expect(detect([...pings, frame(''), json({ type: 'step_start' })])).toMatchObject({
      dialect: 'workflow',
      event: 12,
    })
    expect(detect(pings)).toBeUndefined()
  })

  it('waits behind JSON that no dialect knows', () => {
    for (const count of [1, 3, 10, 19]) {
      const before = Array.from({ length: count }, () => unknown)
      expect(detect([...before, json({ type: 'token', token: 'a' })])).toMatchObject({
        dialect: 'rag',
        event: count + 1,
      })
      expect(detect([...before, frame('so it is')])).toMatchObject({
        dialect: 'langchain',
        event: count + 1,
      })
    }
  })

  it('calls JSON that no dialect knows unknown, at the latest after twenty', () => {
    const many = Array.from({ length: 20 }, () => unknown)
    expect(detect(many)).toEqual({
      dialect: 'unknown',
      by: 'event',
      rule: 'JSON that fits no known dialect',
      event: 20,
    })
    for (const frames of [
      [unknown],
      [unknown, unknown, unknown],
      [json([{ a: 1 }])],
      [frame('{"__proto__":1}')],
      [unknown, json([1])],
      [json({}), frame('a', 'ping')],
    ]) {
      expect(detect(frames)).toMatchObject({ dialect: 'unknown', by: 'end', event: frames.length })
    }
  })

  it('reads lists of plain values as text, after three of them or at the end', () => {
    expect(detect([json([1]), json(['a']), json([])])).toMatchObject({
      dialect: 'langchain',
      by: 'event',
      event: 3,
    })
    expect(detect([json([1])])).toMatchObject({ dialect: 'langchain', by: 'end' })
  })

  it('does not take a refused payload for text', () => {
    const refused = frame('{"__proto__":{"a":1}}')
    expect(detect([refused, json({ type: 'step_start' })])).toMatchObject({ dialect: 'workflow' })
  })

  it('learns nothing from half an object', () => {
    expect(detect([{ ...frame('{"type":"tok'), truncated: true }])).toBeUndefined()
    expect(detect([{ ...frame('half a wor'), truncated: true }])).toMatchObject({
      dialect: 'langchain',
    })
  })
})

describe('claims of different strength', () => {
  it('never locks on an error alone', () => {
    const error = json({ type: 'error', message: 'no' })
    expect(detect([error, json({ type: 'step_start' })])).toMatchObject({ dialect: 'workflow' })
    expect(detect([error, json({ type: 'token', token: 'a' })])).toMatchObject({
      dialect: 'rag',
      event: 2,
    })
  })

  it('prefers a weak claim to plain text in the end', () => {
    const error = json({ type: 'error', message: 'no' })
    expect(detect([error])).toEqual({
      dialect: 'rag',
      by: 'end',
      rule: 'type is "error"',
      event: 1,
    })
    expect(detect([error, unknown, unknown])).toMatchObject({
      dialect: 'rag',
      by: 'event',
      event: 3,
    })
  })
})

describe('detection by headers', () => {
  const byHeader: Dialect = {
    name: 'marked',
    create,
    detectHeaders: (headers) => (headers.has('x-mark') ? { rule: 'x-mark' } : undefined),
  }
  const byEvent: Dialect = { name: 'eager', create, detect: () => ({ rule: 'anything' }) }
  const both = [byEvent, byHeader]

  it('comes before all events, also those of dialects further up in the table', () => {
    const headers = new Headers({ 'x-mark': '1' })
    expect(named(detectByHeaders({ headers, dialects: both }))).toEqual({
      dialect: 'marked',
      by: 'header',
      rule: 'x-mark',
      event: 0,
    })
  })

  it('leaves it to the events when no header says anything', () => {
    expect(detectByHeaders({ headers: new Headers(), dialects: both })).toBeUndefined()
    expect(detectByHeaders({ dialects: both })).toBeUndefined()
    expect(detect([unknown], { dialects: both })).toMatchObject({ dialect: 'eager', event: 1 })
  })

  it('hands the headers and the earlier frames to a dialect', () => {
    const seen: unknown[] = []
    const curious: Dialect = {
      name: 'curious',
      create,
      detect({ headers, earlier, json: payload }) {
        seen.push([headers?.get('x-mark'), earlier.length, payload])
        return undefined
      },
    }
    detect([json(1), frame('a')], { headers: new Headers({ 'x-mark': '1' }), dialects: [curious] })
    expect(seen).toEqual([
      ['1', 0, 1],
      ['1', 1, undefined],
    ])
  })
})

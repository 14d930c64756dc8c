import { describe, expect, it } from 'vitest'
import {
  createDialectDetector,
  detectByHeaders,
  type DetectorOptions,
  type Finding,
} from '../../src/dialects/detect.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
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
function detect(frames: readonly Frame[], options?: DetectorOptions): Detected | undefined {
  const detector = createDialectDetector(options)
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
    [frame('[DONE]')],
    [frame('"a')],
    [frame('{"docs":[]}', 'retrieval_done')],
    [frame('{"input":1}', 'tool_start')],
    [frame(undefined, 'tool_end')],
    [frame('it broke', 'error')],
  ])('langchain: %j', (first) => {
    expect(detect([first])).toMatchObject({ dialect: 'langchain', by: 'event', event: 1 })
  })

  it('wants two JSON strings before it takes them for a workflow', () => {
    expect(detect([json('Hello'), json(' world')])).toMatchObject({ dialect: 'workflow', event: 2 })
    expect(detect([json('Hello'), frame('world')])).toMatchObject({
      dialect: 'langchain',
      event: 2,
    })
  })

  it('lets frames without a payload pass', () => {
    const pings = Array.from({ length: 10 }, () => frame(undefined, 'ping'))
    expect(detect([...pings, frame(''), json({ type: 'step_start' })])).toMatchObject({
      dialect: 'workflow',
      event: 12,
    })
    expect(detect(pings)).toBeUndefined()
  })

  it('reads JSON that no dialect knows as text after three of them', () => {
    expect(detect([unknown, unknown, unknown])).toEqual({
      dialect: 'langchain',
      by: 'event',
      rule: 'no event fits a known dialect',
      event: 3,
    })
  })

  it('reads JSON that no dialect knows as text when the stream ends earlier', () => {
    expect(detect([unknown])).toMatchObject({ dialect: 'langchain', by: 'end', event: 1 })
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
  const dialects = [byEvent, byHeader]

  it('comes before all events, also those of dialects further up in the table', () => {
    const headers = new Headers({ 'x-mark': '1' })
    expect(named(detectByHeaders({ headers, dialects }))).toEqual({
      dialect: 'marked',
      by: 'header',
      rule: 'x-mark',
      event: 0,
    })
  })

  it('leaves it to the events when no header says anything', () => {
    expect(detectByHeaders({ headers: new Headers(), dialects })).toBeUndefined()
    expect(detectByHeaders({ dialects })).toBeUndefined()
    expect(detect([unknown], { dialects })).toMatchObject({ dialect: 'eager', event: 1 })
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

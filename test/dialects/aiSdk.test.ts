import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aiSdkDialect } from '../../src/dialects/aiSdk.ts'
import { cutText, readText } from '../run/readText.ts'
import {
  describeDialect,
  detectIn,
  itNeverThrows,
  loadWires,
  readPayloads,
  stateOfWire,
} from './describeDialect.ts'

describeDialect(aiSdkDialect)

const TYPES = [
  [
    'start',
    'start-step',
    'finish-step',
    'reset-step',
    'finish',
    'abort',
    'error',
    'file',
    'custom',
  ],
  ['text-start', 'text-delta', 'text-end', 'reasoning-start', 'reasoning-delta', 'source-url'],
  ['tool-input-start', 'tool-input-delta', 'tool-input-available', 'tool-input-error'],
  ['tool-output-available', 'tool-output-error', 'tool-output-denied', 'tool-approval-request'],
  ['source-document', 'message-metadata', 'data-sources', 'data-event', 'data-progress', 'data-'],
].flat()

describe('what a recording leaves behind', () => {
  const tools = stateOfWire(aiSdkDialect, 'tools')
  const sources = stateOfWire(aiSdkDialect, 'sources')

  it('tools with the output that came last', () => {
    expect(tools.tools).toEqual([
      {
        id: 'call_a',
        name: 'queryStock',
        input: { sku: '阀门-7' },
        output: { count: 3 },
        status: 'ok',
      },
      {
        id: 'call_b',
        name: 'webSearch',
        input: { query: 'valve 7 price' },
        output: [{ price: 12.5 }],
        status: 'ok',
      },
      expect.objectContaining({ id: 'call_c', error: '没有价格', status: 'error' }),
    ])
  })

  it('texts of one id in two steps as two', () => {
    expect(tools.steps.map(({ text }) => text)).toEqual(['我先查库存。', '还剩 3 件,12.5 each.'])
  })

  it('a data part only as it was last', () => {
    const weather = sources.parts.filter((part) => part.type === 'data' && part.name === 'weather')
    expect(weather).toEqual([
      expect.objectContaining({ data: { city: '上海', status: 'ready', temperature: 21 } }),
    ])
    expect(sources.progress).toEqual({ value: 2, total: 5, label: '读取文档' })
  })

  it('nothing of a step that was reset', () => {
    const state = stateOfWire(aiSdkDialect, 'reset-step')
    expect(state).toMatchObject({ answer: '第一步。第二步。', reasoning: '', status: 'complete' })
  })

  it.each([
    ['answer', 'complete'],
    ['error', 'failed'],
    ['error-finish', 'failed'],
    ['cut-off', 'interrupted'],
    ['llamaindex-server', 'complete'],
    ['v4-answer', 'complete'],
    ['v4-create-llama', 'complete'],
    ['v4-cut-off', 'interrupted'],
    ['v4-error', 'failed'],
  ])('%s: %s', (name, status) => {
    expect(stateOfWire(aiSdkDialect, name).status).toBe(status)
  })

  it('the sum of the steps, once', () => {
    expect(stateOfWire(aiSdkDialect, 'v4-tools').usage).toEqual({
      inputTokens: 80,
      outputTokens: 18,
    })
  })
})

describe('lines of a data stream', () => {
  const lines = loadWires('ai-sdk').filter(({ framing }) => framing === 'ndjson')

  it.each(lines)(
    'are found and cut as lines whatever the content type, $name',
    ({ text, events }) => {
      const type = fc.constantFrom('text/plain', 'text/plain; charset=utf-8', undefined)
      fc.assert(
        fc.property(
          type,
          fc.array(fc.nat(text.length), { maxLength: 6 }),
          (contentType, places) => {
            const headers: HeadersInit = contentType ? { 'content-type': contentType } : {}
            const { events: given, reader } = readText(cutText(text, places), { headers })
            expect(reader.dialect).toBe('ai-sdk')
            expect(given).toHaveLength(events.length + 1)
          },
        ),
      )
    },
  )

  it.each([['0:"a" he said\nand left'], ['9:30 开始'], ['d:\nall of it']])(
    'are not what %j is',
    (text) => {
      const { reader, state } = readText(text.split(''))
      expect(reader.dialect).toBe('langchain')
      expect(state.answer).toBe(text)
    },
  )
})

describe('a stream without any terminal', () => {
  it.each([
    ['0:"你好"\n0:"全', 'interrupted'],
    ['0:"你好"', 'complete'],
  ])('%s: %s', (text, status) => {
    const { state } = readText(text, { dialect: aiSdkDialect })
    expect(state).toMatchObject({ answer: '你好', status })
  })
})

describe('a text stream', () => {
  it('is text from its first character to its last', () => {
    const headers = { 'content-type': 'text/plain; charset=utf-8' }
    const { events, state } = readText(['0:30 开始', '\n\n[DONE]'], {
      dialect: aiSdkDialect,
      headers,
    })
    expect(state).toMatchObject({ answer: '0:30 开始\n\n[DONE]', status: 'complete' })
    expect(events.at(-1)).toEqual({ type: 'done', reason: 'eof', clean: true })
  })
})

function claimOfLine(data: string, truncated?: true): unknown {
  return aiSdkDialect.detect?.({
    headers: undefined,
    frame: { event: '', data, id: undefined, ...(truncated && { truncated }) },
    json: undefined,
    earlier: [],
  })
}

describe('detection', () => {
  it.each([
    [{ type: 'start' }],
    [{ type: 'start', messageId: 'm', messageMetadata: {} }],
    [{ type: 'start-step' }],
    [{ type: 'text-delta', id: '0', delta: 'a' }],
    [{ type: 'tool-input-available', toolCallId: 'c' }],
    [{ type: 'data-sources', data: {} }],
  ])('is sure of %j', (chunk) => {
    expect(detectIn(aiSdkDialect, chunk)).toMatchObject({
      rule: expect.stringContaining('type is'),
    })
    expect(detectIn(aiSdkDialect, chunk)?.provisional).not.toBe(true)
  })

  it.each([
    [{ type: 'error', errorText: 'no' }],
    [{ type: 'finish' }],
    [{ type: 'abort', reason: 'left' }],
  ])('is not sure of %j', (chunk) => {
    expect(detectIn(aiSdkDialect, chunk)).toMatchObject({ provisional: true })
  })

  it.each([
    [{ type: 'error', message: 'no' }],
    [{ type: 'error', error: {} }],
    [{ type: 'start', runId: 'r', payload: {} }],
    [{ type: 'data-x' }],
    [{ type: 'message-start', delta: {} }],
    [{ type: 'text-delta', runId: 'r', from: 'AGENT', payload: { id: 't', text: 'a' } }],
    [{ type: 'token', token: 'a' }],
    ['text'],
  ])('leaves %j to others', (chunk) => {
    expect(detectIn(aiSdkDialect, chunk)).toBeUndefined()
  })

  it('knows a line by its prefix and the JSON behind it', () => {
    expect(claimOfLine('0:"你好"')).toEqual({ rule: 'a line of JSON behind the prefix "0"' })
    expect(claimOfLine('8:[{"type":"sources"}]')).toBeDefined()
    expect(claimOfLine('0:"你', true)).toBeDefined()
    expect(claimOfLine('0:"你')).toBeUndefined()
    expect(claimOfLine('0:30 am')).toBeUndefined()
    expect(claimOfLine('z:"a"')).toBeUndefined()
  })

  it.each(['x-vercel-ai-ui-message-stream', 'x-vercel-ai-data-stream'])('knows %s', (name) => {
    expect(aiSdkDialect.detectHeaders?.(new Headers({ [name]: 'v1' }))).toEqual({
      rule: `header ${name}`,
    })
  })

  it('knows nothing of other headers', () => {
    expect(aiSdkDialect.detectHeaders?.(new Headers({ 'x-other': 'v1' }))).toBeUndefined()
  })
})

describe('whatever the payloads hold', () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean())
  const fields = fc.dictionary(
    fc.constantFrom('id', 'delta', 'toolCallId', 'input', 'data', 'messageMetadata', 'errorText'),
    fc.oneof(scalar, fc.jsonValue()),
  )

  itNeverThrows(
    aiSdkDialect,
    fc.tuple(fc.constantFrom(...TYPES), fields).map(([type, rest]) => ({ ...rest, type })),
  )

  it('there is one done, and nothing is thrown, also in lines', () => {
    const prefix = fc.constantFrom(...'0123456789abcdefghijkz'.split(''))
    const line = fc.record({ prefix, value: fc.oneof(fields, fc.array(fields), scalar) })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const rows = lines.map((row) => `${row.prefix}:${JSON.stringify(row.value)}`)
        const { events, reader } = readPayloads(aiSdkDialect, rows, 'ndjson')
        expect(reader.failure).toBeUndefined()
        expect(events.filter(({ type }) => type === 'done')).toEqual([events.at(-1)])
      }),
    )
  })
})

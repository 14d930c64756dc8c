import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mcpDialect } from '../../src/dialects/mcp.ts'
import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { cutText, eventStream, readText, typesOf } from './readText.ts'

const EVENT_STREAM = { 'content-type': 'text/event-stream' }

/** Gives each payload as text, and whatever a test wants besides. */
function echoDialect(events: (data: string) => readonly StreamEvent[]) {
  return defineDialect({
    name: 'echo',
    create: () => ({
      read: ({ data = '' }) => events(data),
      end: () => [{ type: 'done', reason: 'eof', clean: true }],
    }),
  })
}

function fail(): never {
  throw new Error('oh')
}

function unreadable(count: number): string {
  return Array.from({ length: count }, (_, index) => `data: {bad ${index}\n\n`).join('')
}

const echo = echoDialect((delta) => [{ type: 'text', channel: 'answer', delta }])

/** What somebody else's code may do who does not write TypeScript. */
function untyped(value: unknown): readonly StreamEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test is about values that are not what they claim
  return value as readonly StreamEvent[]
}

describe('the order of events', () => {
  it('puts one start in front and one done at the end', () => {
    const { events } = readText('data: a\n\ndata: b\n\n', { dialect: echo })
    expect(events).toEqual([
      { type: 'start', dialect: 'echo' },
      { type: 'text', channel: 'answer', delta: 'a' },
      { type: 'text', channel: 'answer', delta: 'b' },
      { type: 'done', reason: 'eof', clean: true },
    ])
  })

  it('merges the ids of a start of the dialect, and makes a later one a meta', () => {
    const dialect = echoDialect((data) => [{ type: 'start', dialect: 'other', runId: data }])
    expect(readText('data: 1\n\ndata: 2\n\n', { dialect }).events).toEqual([
      { type: 'start', dialect: 'echo', runId: '1' },
      { type: 'meta', runId: '2' },
      { type: 'done', reason: 'eof', clean: true },
    ])
  })

  it('drops what comes after done', () => {
    const dialect = echoDialect((data) => [
      { type: 'text', channel: 'answer', delta: data },
      { type: 'done', reason: 'stop', clean: true },
      { type: 'text', channel: 'answer', delta: 'late' },
    ])
    const { events, state } = readText('data: a\n\ndata: b\n\n', { dialect })
    expect(typesOf(events)).toEqual(['start', 'text', 'done'])
    expect(state.answer).toBe('a')
  })

  it('adds the done that a dialect forgets', () => {
    const dialect = defineDialect({
      name: 'open',
      create: () => ({ read: () => [], end: () => [] }),
    })
    expect(readText('data: a\n\n', { dialect }).events.at(-1)).toEqual({
      type: 'done',
      reason: 'eof',
      clean: false,
    })
  })

  it.each(['', ': ping\n\n', '\n\n\n'])('gives nothing but an unclean done for %j', (body) => {
    const { events, reader } = readText(body)
    expect(events).toEqual([{ type: 'done', reason: 'eof', clean: false }])
    expect(reader.dialect).toBeUndefined()
    expect(reader.failure).toBeUndefined()
  })

  it('does not ask a named dialect about a stream without events', () => {
    expect(readText('', { dialect: 'langchain' }).events.at(-1)).toEqual({
      type: 'done',
      reason: 'eof',
      clean: false,
    })
  })

  it('gives nothing at a second end, nor for text behind it', () => {
    const reader = createStreamReader({ dialect: echo })
    reader.push('data: a\n\n')
    expect(reader.end()).toHaveLength(1)
    expect(reader.end()).toEqual([])
    expect(reader.push('data: b\n\n')).toEqual([])
  })
})

describe('the ids of events', () => {
  it('marks each event with the id in force and keeps the last whole one', () => {
    const { events, reader } = readText('id: 7\ndata: a\n\ndata: b\n\nid: 8\ndata: c', {
      dialect: echo,
    })
    expect(events.map(({ id }) => id)).toEqual([undefined, '7', '7', undefined, undefined])
    expect(reader.lastEventId).toBe('7')
  })

  it('leaves events of streams without ids alone', () => {
    const { events, reader } = readText('data: a\n\n', { dialect: echo })
    expect(events.every((event) => !('id' in event))).toBe(true)
    expect(reader.lastEventId).toBeUndefined()
  })

  it('forgets the id when the server takes it back', () => {
    expect(
      readText('id: 7\ndata: a\n\nid\ndata: b\n\n', { dialect: echo }).reader.lastEventId,
    ).toBe(undefined)
  })

  it('keeps the id that a dialect gives itself', () => {
    const dialect = echoDialect((delta) => [{ type: 'text', channel: 'answer', delta, id: 'own' }])
    expect(readText('id: 7\ndata: a\n\n', { dialect }).events[1]?.id).toBe('own')
  })

  it('skips numbered events that were delivered before', () => {
    const body = 'id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\nid: 1\ndata: d\n\n'
    const { state } = readText(body, { dialect: echo, lastEventId: '2' })
    expect(state.answer).toBe('cd')
  })

  it('skips nothing when ids are not numbers', () => {
    const body = 'id: a1\ndata: a\n\nid: 1\ndata: b\n\n'
    expect(readText(body, { dialect: echo, lastEventId: '2' }).state.answer).toBe('ab')
    expect(readText(body, { dialect: echo, lastEventId: 'a2' }).state.answer).toBe('ab')
  })

  it('tells the reconnection time that the server asks for', () => {
    expect(readText('retry: 1500\ndata: a\n\n', { dialect: echo }).reader.retry).toBe(1500)
    expect(readText('data: a\n\n', { dialect: echo }).reader.retry).toBeUndefined()
  })
})

describe('finding out the framing', () => {
  it('reads lines of JSON', () => {
    const body = '{"type":"token","token":"a"}\n{"type":"token","token":"b"}\n'
    expect(readText(body).state).toMatchObject({ dialect: 'rag', answer: 'ab' })
    expect(readText(body, { dialect: 'rag' }).state.answer).toBe('ab')
    expect(readText(body, { dialect: 'rag', framing: 'ndjson' }).state.answer).toBe('ab')
  })

  it('reads a body without any framing as the text it is', () => {
    const body = 'Just text:\n\n    indented\n[DONE]\nand more 🐟\n'
    for (const pieces of [[body], body.split('')]) {
      const { state, reader } = readText(pieces)
      expect(state).toMatchObject({ answer: body, status: 'complete', dialect: 'langchain' })
      expect(reader.detection).toMatchObject({ by: 'event', rule: 'the body is plain text' })
    }
  })

  it('takes a named text framing at its word', () => {
    const body = 'data: not a field\n\n{"a":1}'
    expect(readText(body, { framing: 'text' }).state.answer).toBe(body)
  })

  it('reads text whose first line happens to be JSON as text', () => {
    const body = '{"a":1}\nis an object,\n\n[1] is not.\n'
    expect(readText(body).state.answer).toBe(body)
    expect(readText(body.split('')).state.answer).toBe(body)
  })

  it('reads bare text under the wrong type where plain text was asked for', () => {
    const body = 'No fields,\n\njust words: data and all.'
    for (const pieces of [[body], body.split('')]) {
      const { state } = readText(pieces, { headers: EVENT_STREAM, dialect: 'langchain' })
      expect(state).toMatchObject({ answer: body, status: 'complete' })
    }
    const { state } = readText('data: a\n\n', { headers: EVENT_STREAM, dialect: 'langchain' })
    expect(state.answer).toBe('a')
  })

  it('prefers what it sees to what the header says', () => {
    const headers = { 'content-type': 'text/plain' }
    expect(readText(eventStream('a', 'b'), { headers }).state).toMatchObject({
      dialect: 'workflow',
      answer: 'ab',
    })
  })
})

describe('bodies that are no stream', () => {
  it.each([
    ['{"detail":"Message is required"}', 'server', 'Message is required'],
    ['{"error":"quota exceeded"}', 'server', 'quota exceeded'],
    ['{\n  "error": { "message": "no key", "code": "auth" }\n}', 'server', 'no key'],
    ['[{"error":{"message":"no key"}}]', 'server', 'no key'],
    ['{"message":"not found"}', 'server', 'not found'],
    ['{"msg":"not found","code":404}', 'server', 'not found'],
    ['{"success":false}', 'server', 'The backend answered with an error'],
    ['{"answer":"42"}', 'protocol', 'The response is a JSON document instead of a stream'],
    ['{"code":0,"message":"ok","data":{}}', 'protocol', 'a JSON document instead of a stream'],
    ['{"answer":"4', 'protocol', 'a JSON document instead of a stream'],
  ])('%s is no answer', (body, kind, message) => {
    for (const framing of ['auto', 'sse'] as const) {
      for (const pieces of [[body], body.split('')]) {
        const { events, state, reader } = readText(pieces, { headers: EVENT_STREAM, framing })
        expect(typesOf(events)).toEqual(['error', 'done'])
        expect(events.at(-1)).toEqual({ type: 'done', reason: 'error', clean: false })
        expect(state).toMatchObject({ status: 'failed', answer: '' })
        expect(state.errors[0]).toMatchObject({ recoverable: false, scope: 'stream' })
        expect(reader.failure).toMatchObject({ kind, message: expect.stringContaining(message) })
        expect(reader.failure?.body).toBe(body)
      }
    }
  })

  it.each([0, 2])('one document is the answer of a dialect that has such answers', (indent) => {
    const content = [{ type: 'text', text: 'Every six months.' }]
    const answer = { jsonrpc: '2.0', id: 1, result: { content } }
    const body = JSON.stringify(answer, null, indent)
    const type = { 'content-type': 'application/json' }
    for (const options of [
      { headers: type, dialect: 'mcp' },
      { headers: { ...type, 'mcp-session-id': 's' } },
      { dialect: mcpDialect, framing: 'sse' },
    ] as const) {
      for (const pieces of [[body], body.split('')]) {
        const { events, state, reader } = readText(pieces, options)
        expect(reader.failure).toBeUndefined()
        expect(state).toMatchObject({
          status: 'complete',
          dialect: 'mcp',
          answer: 'Every six months.',
        })
        expect(events.at(-1)).toEqual({ type: 'done', reason: 'stop', clean: true })
      }
    }
    const failed = { jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'No such tool' } }
    const { state } = readText(JSON.stringify(failed, null, indent), {
      headers: type,
      dialect: 'mcp',
    })
    expect(state.errors).toMatchObject([{ message: 'No such tool', code: '-32602' }])
  })

  it.each([
    ['{"jsonrpc":"2.0","id":1,"resu', 'mcp', 'protocol'],
    ['{"answer":"42"}', 'mcp', 'protocol'],
    ['{"error":"no session"}', 'mcp', 'server'],
    ['{"jsonrpc":"2.0","id":1,"result":{}}', 'rag', 'protocol'],
  ] as const)('the document %s is no answer of %s', (body, dialect, kind) => {
    const headers = { 'content-type': 'application/json' }
    const { reader, state } = readText(body, { headers, dialect })
    expect(reader.failure).toMatchObject({ kind, body })
    expect(state).toMatchObject({ status: 'failed', answer: '' })
  })

  it.each(['', '\n', ': ping\n\n', 'retry: 5\n\n'])(
    '%j has no start, for nobody is named',
    (body) => {
      for (const headers of [undefined, EVENT_STREAM]) {
        const { events } = readText(body, headers && { headers })
        expect(events).toEqual([{ type: 'done', reason: 'eof', clean: false }])
      }
      expect(typesOf(readText(body, { dialect: 'rag' }).events)).toEqual(['start', 'done'])
    },
  )

  it.each([
    '{"error":"no such model","status_code":404}',
    '{"detail":"no such model"}',
    '{"code":"NoModel","message":"no such model","request_id":"r"}',
    '[{"error":{"message":"no such model","status":"NOT_FOUND"}}]',
  ])('%s is told once and has no start, whatever its type is', (body) => {
    for (const type of [undefined, 'application/json', 'text/event-stream']) {
      const headers = type === undefined ? undefined : { 'content-type': type }
      for (const pieces of [[body], body.split('')]) {
        const { events, reader, state } = readText(pieces, { ...(headers && { headers }) })
        expect(typesOf(events)).toEqual(['error', 'done'])
        expect(state.errors).toMatchObject([{ message: 'no such model' }])
        expect(reader.failure).toMatchObject({ kind: 'server', body })
        expect(reader.detection).toBeUndefined()
      }
    }
  })

  it('names the code of an error document, and the dialect that was asked for', () => {
    const body = '{"error":{"message":"no key","code":"auth"}}'
    const { events } = readText(body, { headers: EVENT_STREAM, dialect: 'rag' })
    expect(events[0]).toEqual({ type: 'start', dialect: 'rag' })
    expect(events[1]).toMatchObject({ type: 'error', code: 'auth', message: 'no key' })
  })

  it.each([
    '<!doctype html><title>Sign in</title>',
    '\n  <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">',
    '\uFEFF<html lang="en"><body>data: no',
  ])('%j is a page', (page) => {
    for (const options of [{}, { headers: EVENT_STREAM }, { framing: 'sse' }] as const) {
      for (const pieces of [[page], page.split('')]) {
        const { state, reader } = readText(pieces, options)
        expect(state).toMatchObject({ status: 'failed', answer: '' })
        expect(reader.failure).toMatchObject({
          kind: 'protocol',
          message: 'The response is an HTML page instead of a stream',
        })
      }
    }
  })

  it('takes a page for an answer when it comes as events', () => {
    const { state } = readText('data: <!doctype html>\n\ndata: <html>\n\n')
    expect(state.answer).toBe('<!doctype html><html>')
  })

  it.each(['<b>bold</b> words', '<htmlx>', '< 3'])('%j is no page', (text) => {
    expect(readText(text.split('')).state).toMatchObject({ answer: text, status: 'complete' })
  })

  it('quotes words that stand where an event stream was promised', () => {
    for (const pieces of [['Internal Server Error'], 'Internal Server Error'.split('')]) {
      const { reader, state } = readText(pieces, { headers: EVENT_STREAM })
      expect(state.status).toBe('failed')
      expect(reader.failure).toMatchObject({ kind: 'protocol' })
      expect(reader.failure?.message).toContain('Internal Server Error')
    }
  })
})

describe('giving up', () => {
  it('ends with a limit error at an event that is too large, and keeps what came before', () => {
    const body = `data: before\n\ndata: ${'x'.repeat(200)}\n\ndata: behind\n\n`
    for (const pieces of [[body], body.split('')]) {
      const { events, state, reader } = readText(pieces, { dialect: echo, maxEventBytes: 100 })
      expect(typesOf(events)).toEqual(['start', 'text', 'error', 'done'])
      expect(state).toMatchObject({ answer: 'before', status: 'failed' })
      expect(events[2]).toMatchObject({ scope: 'stream', recoverable: false, code: 'limit' })
      expect(reader.failure).toMatchObject({ kind: 'limit' })
    }
  })

  it('keeps what came before a limit also while the dialect is not known', () => {
    const body = `data: "before"\n\ndata: ${'x'.repeat(200)}\n\n`
    const { state, reader } = readText(body, { maxEventBytes: 100 })
    expect(state).toMatchObject({ answer: 'before', dialect: 'workflow', status: 'failed' })
    expect(reader.failure).toMatchObject({ kind: 'limit' })
  })

  it('lets a dialect give what it has held back when a limit is reached', () => {
    const body = `data: {"delta":"Thoug","response":"","current_agent_name":"A"}\n\ndata: ${'x'.repeat(200)}`
    const { state } = readText(body, { maxEventBytes: 100 })
    expect(state).toMatchObject({ answer: 'Thoug', status: 'failed' })
  })

  it('bounds a JSON document like an event', () => {
    const { reader } = readText(`{"detail":"${'x'.repeat(500)}`, {
      headers: EVENT_STREAM,
      maxEventBytes: 100,
    })
    expect(reader.failure).toMatchObject({ kind: 'limit' })
  })

  it('does not keep comments for ever in the hope of a first event', () => {
    const reader = createStreamReader({ maxEventBytes: 100 })
    for (let count = 0; count < 100; count++) reader.push(': nobody there\n')
    expect(reader.failure).toMatchObject({ kind: 'limit' })
  })

  it.each([
    ['throws', fail, 'oh'],
    ['returns nothing', () => untyped(undefined), 'not iterable'],
    ['returns words', () => untyped('text'), 'no stream event'],
    ['returns null', () => untyped([null]), 'no stream event'],
    ['returns an unknown type', () => untyped([{ type: 'toString' }]), 'no stream event'],
    ['returns text that is none', () => untyped([{ type: 'text', delta: 7 }]), 'no string'],
  ])('ends with a protocol error that names a dialect which %s', (_, events, words) => {
    const { reader, state } = readText('data: a\n\ndata: b\n\n', { dialect: echoDialect(events) })
    expect(state.status).toBe('failed')
    expect(reader.failure).toMatchObject({ kind: 'protocol' })
    expect(reader.failure?.message).toContain('The dialect "echo" failed')
    expect(reader.failure?.message).toContain(words)
  })

  it('ends with a protocol error when a dialect fails at its beginning or at its end', () => {
    for (const create of [fail, () => ({ read: () => [], end: fail })]) {
      const { reader, events } = readText('data: a\n\n', { dialect: { name: 'x', create } })
      expect(reader.failure).toMatchObject({ kind: 'protocol' })
      expect(typesOf(events).slice(-2)).toEqual(['error', 'done'])
    }
  })

  it('gives up after twenty unreadable events in a row and quotes the first', () => {
    const good = eventStream({ type: 'token', token: 'a' })
    const patient = readText(good + unreadable(19) + good + unreadable(19))
    expect(patient.reader.failure).toBeUndefined()
    expect(patient.state.answer).toBe('aa')
    const { reader, state } = readText(good + unreadable(20) + good)
    expect(reader.failure).toMatchObject({ kind: 'protocol' })
    expect(reader.failure?.message).toContain('{bad 0')
    expect(state).toMatchObject({ answer: 'a', status: 'failed' })
  })

  it('says at once that a dialect of that name does not exist', () => {
    // @ts-expect-error the name is wrong on purpose
    expect(() => createStreamReader({ dialect: 'klingon' })).toThrow(/auto, .*llamaindex/)
  })

  it('never throws, and ends in one done, whatever the text and the cut are', () => {
    const scraps = fc.constantFrom(
      'data:',
      'data: ',
      'event: error\n',
      'id: 1\n',
      '\n',
      '\n\n',
      '\r\n',
      ': x\n',
      '{',
      '}',
      '[',
      '"',
      '{"type":"token","token":"a"}',
      '{"delta":"a","response":"a","current_agent_name":"A"}',
      '{"type":"step_start"}',
      '"[DONE]"',
      '[DONE]',
      'null',
      '42',
      'text',
      '<html>',
      '\u0000',
      '🐟',
    )
    const bodies = fc.array(scraps, { maxLength: 30 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(200), { maxLength: 5 }), (body, places) => {
        const { events } = readText(cutText(body, places))
        const types = typesOf(events)
        expect(types.indexOf('done')).toBe(types.length - 1)
        expect(types.lastIndexOf('start')).toBeLessThan(1)
      }),
      { numRuns: 500 },
    )
  })
})

it.each(['Internal Server Error', '{\n "error": {"message": "busy"}\n}\n', '{"a":1}\n{"b":2}\n'])(
  'a body without framing is the same for a dialect of records wherever it is cut: %j',
  (body) => {
    for (const dialect of ['rag', 'workflow', 'openai-chat', 'ollama'] as const) {
      const whole = readText(body, { dialect }).events
      expect(readText(body.split(''), { dialect }).events).toEqual(whole)
    }
  },
)

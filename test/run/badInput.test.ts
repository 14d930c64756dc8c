import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StreamErrorKind } from '../../src/errors/streamError.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOutcome } from '../../src/run/outcome.ts'
import type { StreamOptions } from '../../src/run/streamRun.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'
import {
  dropAfter,
  resetAfter,
  resetAtOnce,
  sendJson,
  sendLoginPage,
  sendPieces,
  sendStatus,
  sendText,
} from '../support/answers.ts'
import { startHttpServer, type Answer, type TestHttpServer } from '../support/httpServer.ts'

let server: TestHttpServer

beforeAll(async () => {
  server = await startHttpServer()
})

afterAll(() => server.close())

async function ask(
  answer: Answer,
  options: StreamOptions = {},
): Promise<{ outcome: StreamOutcome; state: StreamState }> {
  server.on('/rag', answer)
  const request = { url: `${server.url}/rag`, body: { query: 'E-204' } }
  const run = openStream(request, { dialect: 'rag', ...options })
  const outcome = await run.outcome
  return { outcome, state: run.state }
}

const says = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const word = (token: string): string => says({ type: 'token', token })
const final = says({ type: 'final', data: { success: true, session_id: 's' } })

test.each<[string, Answer, StreamErrorKind, number, RegExp]>([
  ['a login page', sendLoginPage, 'content-type', 200, /text\/html/],
  [
    'a picture',
    (exchange) => {
      exchange.head(200, { 'content-type': 'image/png' })
      exchange.end('PNG')
    },
    'content-type',
    200,
    /image\/png/,
  ],
  ['400 with JSON', sendJson(400, { detail: 'Message is required' }), 'http', 400, /required/],
  ['401', sendStatus(401), 'http', 401, /401/],
  ['404 with text', sendText(404, 'nothing here'), 'http', 404, /404/],
  ['429 with JSON', sendJson(429, { error: { message: 'slow down' } }), 'http', 429, /slow down/],
  ['500 with text', sendText(500, 'Internal Server Error'), 'http', 500, /500/],
  [
    '503 with a page',
    sendText(503, '<h1>Down</h1>', { 'content-type': 'text/html' }),
    'http',
    503,
    /503/,
  ],
])('%s fails before anything is shown', async (_name, answer, kind, status, words) => {
  const { outcome, state } = await ask(answer)
  expect(outcome).toMatchObject({ status: 'failed', attempts: 1, error: { kind, status } })
  expect(outcome.error?.message).toMatch(words)
  expect(state).toMatchObject({ status: 'failed', answer: '' })
  expect(state.errors).toMatchObject([{ message: outcome.error?.message, scope: 'stream' }])
})

test('the body of a refusal is kept, as much as is allowed', async () => {
  const answer = sendText(500, 'x'.repeat(10_000))
  const { outcome } = await ask(answer, { limits: { errorBodyBytes: 100 } })
  expect(outcome.error?.body).toBe('x'.repeat(100))
})

test('a login page under the type of a stream is no answer', async () => {
  const { outcome, state } = await ask(sendPieces(['<!doctype html><title>Log in</title>']))
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'protocol' } })
  expect(state.answer).toBe('')
})

test('an error document under the type of a stream fails in the words of the backend', async () => {
  const { outcome, state } = await ask(sendPieces(['{"detail":', '"Model is loading"}']))
  expect(outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'server', message: 'Model is loading' },
  })
  expect(state.errors).toMatchObject([{ message: 'Model is loading' }])
})

test.each([
  ['{"success":true,"answer":"sync"}', 'protocol'],
  ['{"success":true,"answer":"sync"}\n', 'protocol'],
  ['{"success":false,"message":"no index"}', 'server'],
])('a document without a type is no answer: %j', (body, kind) => {
  for (const pieces of [[body], body.split('')]) {
    const reader = createStreamReader()
    const events = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
    const state = events.reduce(reduceStream, createStreamState())
    expect(reader.failure).toMatchObject({ kind, body: body.trim() })
    expect(state).toMatchObject({ status: 'failed', answer: '' })
    expect(state.errors).toHaveLength(1)
  }
})

test('a single record is no document where records were promised', () => {
  const reader = createStreamReader({ headers: { 'content-type': 'application/x-ndjson' } })
  const events = [...reader.push('{"odd":1}\n'), ...reader.end()]
  expect(events.at(-1)).toEqual({ type: 'done', reason: 'eof', clean: false })
  expect(reader.failure).toBeUndefined()
})

test('one malformed event is noted and skipped, the rest lives', async () => {
  const { outcome, state } = await ask(
    sendPieces([word('a'), 'data: {"type":"token","tok\n\n', word('b'), final]),
  )
  expect(outcome.status).toBe('complete')
  expect(state).toMatchObject({ status: 'complete', answer: 'ab' })
  expect(state.errors).toMatchObject([{ scope: 'item', recoverable: true }])
})

test.each(['{"type":"to', '{"type":"info","message":"\\', '"abc'])(
  'a malformed first event is no reason to print a protocol: %s',
  async (broken) => {
    const pieces = [`data: ${broken}\n\n`, word('b'), final]
    const { outcome, state } = await ask(sendPieces(pieces), { dialect: 'auto' })
    expect(outcome.status).toBe('complete')
    expect(state).toMatchObject({ answer: 'b', dialect: 'rag' })
    expect(state.errors).toMatchObject([{ scope: 'item', code: 'malformed-json' }])
  },
)

test.each(['rag', 'auto'] as const)('20 malformed events in a row fail: %s', async (dialect) => {
  for (const broken of ['{"type":"to', '"abc']) {
    const pieces = Array.from({ length: 20 }, () => `data: ${broken}\n\n`)
    const { outcome, state } = await ask(sendPieces([...pieces, word('b'), final]), { dialect })
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'protocol' } })
    expect(state.answer).toBe('')
  }
})

test('a name that reaches a prototype is left out, and its event lives', async () => {
  const evil = '{"type":"results","data":{"results":[{"id":1,"__proto__":{"isAdmin":true}}]}}'
  const { outcome, state } = await ask(
    sendPieces([word('a'), `data: ${evil}\n\n`, word('b'), final]),
  )
  expect(outcome.status).toBe('complete')
  expect(state).toMatchObject({ answer: 'ab', results: [{ id: '1', metadata: {} }], errors: [] })
  expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
})

test('a number that is none does not spoil its event', async () => {
  const results = '{"type":"results","data":{"results":[{"id":1,"score":NaN}],"count":1}}'
  const { outcome, state } = await ask(sendPieces([`data: ${results}\n\n`, final]))
  expect(outcome.status).toBe('complete')
  expect(state.results).toMatchObject([{ id: '1' }])
  expect(state.results[0]?.score).toBeUndefined()
})

test('an unknown event does no harm', async () => {
  const { outcome, state } = await ask(
    sendPieces([word('a'), says({ type: 'telemetry', x: 1 }), word('b'), final]),
  )
  expect(outcome.status).toBe('complete')
  expect(state.answer).toBe('ab')
})

test('an event over the limit ends the run, what had arrived is kept', async () => {
  const { outcome, state } = await ask(sendPieces([word('kept'), word('x'.repeat(5000)), final]), {
    limits: { eventBytes: 1000 },
  })
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'limit' } })
  expect(state).toMatchObject({ status: 'failed', answer: 'kept' })
  expect(state.errors).toHaveLength(1)
})

test("the backend's error without an end fails in its words", async () => {
  const { outcome, state } = await ask(
    sendPieces([says({ type: 'error', message: '查询内容不能为空' })]),
  )
  expect(outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'server', message: '查询内容不能为空' },
  })
  expect(state.errors).toHaveLength(1)
})

test('an end before the terminal is an interruption', async () => {
  const { outcome, state } = await ask(sendPieces([word('half')]))
  expect(outcome).toMatchObject({ status: 'interrupted' })
  expect(state).toMatchObject({ status: 'interrupted', answer: 'half' })
})

test.each([
  ['reset', resetAfter],
  ['dropped', dropAfter],
])('a connection that is %s in the answer interrupts it', async (_how, breakAfter) => {
  const text = word('half ') + word('an answer')
  const { outcome, state } = await ask(breakAfter(text, word('half ').length + 20))
  expect(outcome).toMatchObject({
    status: 'interrupted',
    error: { kind: 'network', retryable: true },
  })
  expect(state).toMatchObject({ status: 'interrupted', answer: 'half ' })
  expect(state.errors).toMatchObject([{ code: 'network' }])
})

test('half a character is not shown when the connection breaks inside it', async () => {
  const text = word('半个')
  const cut = new TextEncoder().encode(text.slice(0, text.indexOf('个'))).length + 1
  const { state } = await ask(resetAfter(word('a') + text, word('a').length + cut))
  expect(state.answer).toBe('a')
})

test('a reset instead of an answer and a closed port fail', async () => {
  expect((await ask(resetAtOnce)).outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'network' },
  })
  const gone = await startHttpServer()
  await gone.close()
  const run = openStream({ url: gone.url }, { retry: false })
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'network', retryable: true },
  })
})

test('a url that is none fails', async () => {
  expect(await openStream({ url: 'http://' }).outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'network', retryable: false },
  })
})

test('an answer without content is complete, and empty', async () => {
  const { outcome, state } = await ask(sendStatus(204))
  expect(outcome.status).toBe('complete')
  expect(state.answer).toBe('')
})

test('an unknown dialect fails by name', async () => {
  const options: StreamOptions = { dialect: JSON.parse('"esperanto"') }
  const { outcome } = await ask(sendPieces([final]), options)
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'protocol' } })
  expect(outcome.error?.message).toMatch(/no dialect/)
})

test('a stream that says nothing in many words comes to its limit', async () => {
  const mute = says({ choices: [] }).repeat(100)
  const limits = { events: 500 }
  const answer = sendPieces(Array.from({ length: 8 }, () => mute))
  const { outcome } = await ask(answer, { dialect: 'openai-chat', limits })
  expect(outcome).toMatchObject({ status: 'failed', attempts: 1, error: { kind: 'limit' } })
  expect(outcome.bytes).toBeLessThan(8 * mute.length)
  const few = await ask(sendPieces([mute]), { dialect: 'openai-chat', limits })
  expect(few.outcome.error?.kind).not.toBe('limit')
})

import { expect, test } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { StreamError } from '../../src/errors/streamError.ts'
import { openStream } from '../../src/run/openStream.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

const request = { url: '/chat', body: { query: 'hi' } }

test('a run sends by itself, streams and completes', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  expect(run.state.status).toBe('connecting')
  expect(transport.requests).toHaveLength(0)
  await turns()
  expect(transport.requests).toMatchObject([{ method: 'POST', url: '/chat' }])

  transport.answer()
  transport.say(wire(token('Hel')))
  await turns()
  expect(run.state).toMatchObject({ status: 'streaming', answer: 'Hel', dialect: 'events' })

  const text = wire(token('lo'), { ...DONE, id: '9' })
  transport.say(text)
  const outcome = await run.outcome
  expect(run.state).toMatchObject({ status: 'complete', answer: 'Hello', errors: [] })
  expect(outcome).toMatchObject({ status: 'complete', attempts: 1, events: 4 })
  expect(outcome.bytes).toBe(text.length + wire(token('Hel')).length)
  expect('error' in outcome).toBe(false)
})

test('the run is over with its terminal, whatever else the backend has to say', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire(token('a'), DONE, token('late')))
  await run.outcome
  expect(transport.signal?.aborted).toBe(true)
  expect(transport.isReturned).toBe(true)
  const pulls = transport.pulls
  transport.say(wire(token('later')))
  await turns()
  expect(transport.pulls).toBe(pulls)
  expect(run.state).toMatchObject({ status: 'complete', answer: 'a' })
})

test('an answer that ends before its terminal is interrupted, its text kept', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire(token('half an ')))
  transport.end()
  const outcome = await run.outcome
  expect(outcome.status).toBe('interrupted')
  expect(outcome.error).toBeUndefined()
  expect(run.state).toMatchObject({ status: 'interrupted', answer: 'half an ' })
})

test('a connection that breaks in the answer interrupts it and says why', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire(token('half')))
  const broken = new StreamError('network', 'The connection broke', { retryable: true })
  transport.fail(broken)
  expect(await run.outcome).toMatchObject({ status: 'interrupted', error: broken })
  expect(run.state).toMatchObject({
    status: 'interrupted',
    answer: 'half',
    errors: [{ message: 'The connection broke', code: 'network', scope: 'stream' }],
  })
})

test('what a break cuts in two is no fault of the backend', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: 'rag' })
  await turns()
  transport.answer()
  transport.say('data: {"type":"token","token":"half"}\n\ndata: {"type":"tok')
  transport.fail(new StreamError('network', 'The connection broke', { retryable: true }))
  expect((await run.outcome).status).toBe('interrupted')
  expect(run.state.answer).toBe('half')
  expect(run.state.errors.map((fault) => fault.message)).toEqual(['The connection broke'])
})

test('a connection that breaks before any event fails', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.fail(new Error('socket hang up'))
  const outcome = await run.outcome
  expect(outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'network', retryable: true, message: 'The connection broke: socket hang up' },
  })
  expect(run.state).toMatchObject({ status: 'failed', errors: [{ code: 'network' }] })
})

test('a refused request fails with the error of the transport', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  const refusal = new StreamError('http', 'POST /chat failed with status 429: slow down', {
    status: 429,
    code: 'rate_limited',
  })
  transport.refuse(refusal)
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    error: refusal,
    attempts: 1,
    bytes: 0,
  })
  expect(run.state).toMatchObject({
    status: 'failed',
    errors: [{ message: refusal.message, code: 'rate_limited', recoverable: false }],
  })
})

test('a transport that throws what it likes still ends in an outcome', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.refuse('no idea')
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'network', message: 'The transport fake failed: no idea', cause: 'no idea' },
  })
})

test("a backend's own failure fails the run in the backend's words", async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(
    wire(
      token('half'),
      { type: 'error', message: 'minor', recoverable: true, scope: 'item' },
      { type: 'error', message: 'model gone', code: 'E1', recoverable: false, scope: 'stream' },
      { type: 'done', reason: 'error', clean: true },
    ),
  )
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    error: { kind: 'server', message: 'model gone', code: 'E1', retryable: false },
  })
  expect(run.state).toMatchObject({ status: 'failed', answer: 'half' })
  expect(run.state.errors).toHaveLength(2)
})

test('a failure without a word still has an error, in the outcome and in the state', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire({ type: 'done', reason: 'error', clean: true }))
  const { error } = await run.outcome
  expect(error?.kind).toBe('server')
  expect(run.state.errors).toMatchObject([{ message: error?.message }])
})

test('a fault that is not the end is not the outcome', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(
    wire({ type: 'error', message: 'no reranker', recoverable: true, scope: 'stream' }, DONE),
  )
  const outcome = await run.outcome
  expect(outcome.status).toBe('complete')
  expect(outcome.error).toBeUndefined()
  expect(run.state.errors).toHaveLength(1)
})

test.each([
  ['throws', 'not JSON'],
  ['gives half an event', '{"type":"results","kind":"retrieved"}'],
  ['gives half an event at the end', `{"type":"results","kind":"cited"}\n\n${wire(DONE)}`],
  ['gives what is no event', '{"type":"nonsense"}'],
])('a dialect that %s fails the run, not the page', async (_what, data) => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(`${wire(token('kept'))}data: ${data}\n\n`)
  const outcome = await run.outcome
  expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'protocol' } })
  expect(run.state.status).toBe('failed')
  expect(run.state.errors).toHaveLength(1)
  expect(transport.signal?.aborted).toBe(true)
})

test('a request that cannot be made fails without being sent', async () => {
  const transport = createFakeTransport()
  const noToken = Promise.reject(new Error('no token'))
  const run = openStream({ url: '/chat', headers: () => noToken }, { transport })
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    attempts: 0,
    error: { kind: 'network', message: 'The request could not be made: no token' },
  })
  expect(transport.requests).toHaveLength(0)
})

test('an unusable limit is told at once', () => {
  expect(() => openStream(request, { limits: { textLength: -1 } })).toThrow(RangeError)
})

test('messages are records, also where their transport names no type', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer({ boundaries: 'message', headers: new Headers() })
  for (const event of [token('a'), token('b'), DONE]) transport.say(JSON.stringify(event))
  expect((await run.outcome).status).toBe('complete')
  expect(run.state.answer).toBe('ab')
})

test('a socket that breaks before its first message fails', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer({ boundaries: 'message', headers: new Headers() })
  transport.fail(new StreamError('network', 'closed with 1006', { retryable: true }))
  expect(await run.outcome).toMatchObject({
    status: 'failed',
    error: { message: 'closed with 1006' },
  })
})

test('the events that were told make the state', async () => {
  const transport = createFakeTransport()
  const told: StreamEvent[] = []
  const run = openStream(request, {
    transport,
    dialect: eventDialect,
    onEvents: (events) => told.push(...events),
  })
  await turns()
  transport.answer()
  transport.say(wire(token('a'), { type: 'step-start', stepId: 's', index: 0 }))
  transport.say(wire(token('b')))
  transport.fail(new StreamError('network', 'The connection broke'))
  const outcome = await run.outcome
  expect(told.reduce(reduceStream, createStreamState())).toEqual(run.state)
  expect(outcome.events).toBe(told.length)
  expect(told.filter((event) => event.type === 'done')).toHaveLength(1)
  expect(told.at(-1)?.type).toBe('done')
})

test('the id of the last event that was delivered is in the outcome', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(`id: 7\n${wire(token('a'))}id: 8\n`)
  transport.end()
  expect((await run.outcome).lastEventId).toBe('7')
})

test('the response headers, the base and the field names reach the reader', async () => {
  const transport = createFakeTransport()
  const run = openStream(request, {
    transport,
    dialect: 'rag',
    baseUrl: 'https://files.example/',
    resultFields: { title: ['headline'] },
  })
  await turns()
  transport.answer()
  transport.say(
    'data: {"type":"results","data":{"results":[{"id":1,"headline":"Pump","images":["a.png"]}]}}\n\n',
  )
  await turns()
  expect(run.state.results).toMatchObject([
    { title: 'Pump', images: [{ url: 'https://files.example/a.png' }] },
  ])
  run.cancel()
})

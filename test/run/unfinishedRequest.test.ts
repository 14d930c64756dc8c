import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions, StreamRequest } from '../../src/run/streamRun.ts'
import { resetAfter, resetAtOnce, sendPieces, sendStatus } from '../support/answers.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { HTTP_TRANSPORTS } from '../support/httpTransports.ts'
import { createManualClock } from '../support/manualClock.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

const createBody = (): ReadableStream => new Blob(['{"question":"?"}']).stream()
const never = (): Promise<never> => new Promise(() => undefined)
const parts: readonly (readonly [string, Partial<StreamRequest>])[] = [
  ['headers', { headers: never }],
  ['url', { url: never }],
  ['body', { body: never }],
]

describe.each(parts)('a function for the %s that never settles', (_part, request) => {
  const open = (options: StreamOptions, more: Partial<StreamRequest> = {}) =>
    openStream({ url: 'http://host/', ...request, ...more }, options)

  it('has as long as a connection has', async () => {
    const clock = createManualClock()
    const transport = createFakeTransport()
    const run = open({ transport, clock, timeouts: { connect: 1_000 } })
    await turns()
    await clock.advance(999)
    expect(run.state.status).toBe('connecting')
    await clock.advance(1)
    expect(await run.outcome).toMatchObject({
      status: 'failed',
      attempts: 0,
      error: { kind: 'timeout', message: 'The request was not made within 1 s' },
    })
    expect(transport.requests).toHaveLength(0)
    expect(clock.pending).toBe(0)
  })

  it('is stopped at once', async () => {
    const clock = createManualClock()
    const transport = createFakeTransport()
    const run = open({ transport, clock })
    await turns()
    run.cancel()
    expect(await run.outcome).toMatchObject({ status: 'cancelled', attempts: 0 })
    expect(clock.pending).toBe(0)
  })
})

it('a function that takes its time leaves the connection all of its own', async () => {
  const clock = createManualClock()
  const transport = createFakeTransport()
  let give: (() => void) | undefined
  const headers = (): Promise<HeadersInit> =>
    new Promise((resolve) => {
      give = () => resolve({})
    })
  const run = openStream(
    { url: 'http://host/', headers },
    { transport, clock, timeouts: { connect: 1_000 }, retry: false },
  )
  await turns()
  await clock.advance(900)
  give?.()
  await turns()
  expect(transport.requests).toHaveLength(1)
  await clock.advance(900)
  expect(run.state.status).toBe('connecting')
  await clock.advance(100)
  expect((await run.outcome).error?.message).toBe('No response came within 1 s')
})

describe.each(HTTP_TRANSPORTS.slice(0, 1))(
  'a body that is a stream, over %s',
  (_name, createTransport) => {
    let server: TestHttpServer
    beforeAll(async () => {
      server = await startHttpServer()
    })
    afterAll(() => server.close())

    const open = (path: string, body: unknown, options: StreamOptions = {}) =>
      openStream(
        { url: server.url + path, body, idempotent: true },
        {
          transport: createTransport(),
          dialect: eventDialect,
          retry: { baseDelay: 5 },
          ...options,
        },
      )

    it('is sent once, and the error says why', async () => {
      server.on('/spent', sendStatus(503))
      const outcome = await open('/spent', createBody()).outcome
      expect(outcome).toMatchObject({
        status: 'failed',
        attempts: 1,
        error: { kind: 'http', status: 503, retryable: false },
      })
      expect(outcome.error?.message).toMatch(/not sent again: its body is a stream/)
      server.on('/reset', resetAtOnce)
      expect((await open('/reset', createBody()).outcome).attempts).toBe(1)
    })

    it('is not sent by a second run either', async () => {
      server.on('/twice', sendStatus(503))
      const body = createBody()
      await open('/twice', body).outcome
      const before = server.requests.length
      const { status, error } = await open('/twice', body).outcome
      expect([status, error?.kind]).toEqual(['failed', 'network'])
      expect(server.requests).toHaveLength(before)
    })

    it('is made anew by a function, and then sent again', async () => {
      let requests = 0
      server.on('/made', (exchange) =>
        ++requests === 1
          ? sendStatus(503)(exchange)
          : sendPieces([wire(token('a'), DONE)])(exchange),
      )
      expect(await open('/made', createBody).outcome).toMatchObject({
        status: 'complete',
        attempts: 2,
      })
      expect(server.requests.slice(-2).map(({ body }) => body)).toEqual(
        Array.from({ length: 2 }, () => '{"question":"?"}'),
      )
    })

    it('holds up no resume that needs it no more', async () => {
      const half = `id: 1\n${wire(token('one '))}`
      server.on('/half', resetAfter(half, half.length))
      server.on('/rest', sendPieces([`id: 2\n${wire(token('two'))}`, wire(DONE)]))
      const run = open('/half', createBody(), { resume: () => ({ url: `${server.url}/rest` }) })
      expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
      expect(run.state.answer).toBe('one two')
    })
  },
)

describe.each(HTTP_TRANSPORTS)('an answer without content, over %s', (_name, createTransport) => {
  let server: TestHttpServer
  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())

  it.each([
    [204, undefined],
    [205, undefined],
    [204, { question: '?' }],
  ])('of status %i is complete, with nothing shown', async (status, body) => {
    server.on('/empty', sendStatus(status))
    for (const dialect of ['auto', 'rag', 'workflow', 'openai-chat'] as const) {
      const run = openStream(
        { url: `${server.url}/empty`, body },
        { transport: createTransport(), dialect },
      )
      expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 1 })
      expect(run.state).toMatchObject({ status: 'complete', answer: '', parts: [], errors: [] })
    }
  })

  it('behind a reset of the same request is an answer, too', async () => {
    let requests = 0
    server.on('/then', (exchange) => (++requests === 1 ? resetAtOnce : sendStatus(204))(exchange))
    const run = openStream(
      { url: `${server.url}/then` },
      { transport: createTransport(), retry: { baseDelay: 5 } },
    )
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
  })
})

it.each<[string, StreamOptions]>([
  ['limits.textLength', { limits: { textLength: -1 } }],
  ['timeouts.connect', { timeouts: { connect: 0 } }],
  ['retry.maxDelay', { retry: { maxDelay: Number.POSITIVE_INFINITY } }],
])('a wrong %s is thrown at once', (name, options) => {
  const transport = createFakeTransport()
  expect(() => openStream({ url: '/' }, { ...options, transport })).toThrow(RangeError)
  expect(() => openStream({ url: '/' }, options)).toThrow(name)
  expect(transport.requests).toHaveLength(0)
})

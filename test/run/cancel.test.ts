import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamRun } from '../../src/run/streamRun.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'

let server: TestHttpServer

beforeAll(async () => {
  server = await startHttpServer({
    '/silent': () => undefined,
    '/headers': (exchange) => exchange.head(),
    '/half': async (exchange) => {
      await exchange.write(`${wire(token('whole'))}data: {"type":"text","chann`)
    },
    '/endless': async (exchange) => {
      while (await exchange.write(wire(token('word ')))) await exchange.wait(1)
    },
  })
})

afterAll(() => server.close())

/** Settles with the first state that fits. */
function until(run: StreamRun, fits: (answer: string) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = run.subscribe((state) => {
      if (!fits(state.answer)) return
      stop()
      resolve()
    })
  })
}

test.each([
  ['before the headers', '/silent', undefined],
  ['before the first byte', '/headers', undefined],
  ['in the middle of an event', '/half', (answer: string) => answer === 'whole'],
  ['while tokens come', '/endless', (answer: string) => answer.length > 20],
])('cancelled %s, the server sees the close at once', async (_phase, path, fits) => {
  const requested = server.nextRequest()
  const run = openStream({ url: server.url + path }, { dialect: eventDialect })
  const request = await requested
  if (fits) await until(run, fits)
  else await new Promise((resolve) => setTimeout(resolve, 30))
  const partial = run.state.answer
  const cancelledAt = performance.now()
  run.cancel('the user pressed stop')
  expect(run.state).toMatchObject({ status: 'cancelled', answer: partial })
  const outcome = await run.outcome
  expect(outcome).toMatchObject({ status: 'cancelled', attempts: 1 })
  expect(outcome.error).toBeUndefined()
  const closed = await request.closed
  expect(closed.by).toBe('client')
  expect(closed.at - cancelledAt).toBeLessThan(100)
  expect(run.state).toMatchObject({ status: 'cancelled', answer: partial, errors: [] })
})

test('a second cancel, or one after the end, changes nothing', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  run.cancel('first')
  const { state } = run
  run.cancel('second')
  expect(run.state).toBe(state)
  expect(transport.signal?.reason).toBe('first')

  const other = createFakeTransport()
  const ended = openStream({ url: '/' }, { transport: other, dialect: eventDialect })
  await turns()
  other.answer()
  other.say(wire(DONE))
  await ended.outcome
  ended.cancel()
  expect(ended.state.status).toBe('complete')
  expect((await ended.outcome).status).toBe('complete')
})

test('cancelled before it starts, a run sends nothing', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport })
  run.cancel()
  expect(await run.outcome).toEqual({ status: 'cancelled', attempts: 0, events: 0, bytes: 0 })
  await turns()
  expect(transport.requests).toHaveLength(0)
})

test('cancelled while a header is being fetched, a run sends nothing', async () => {
  const transport = createFakeTransport()
  const late = new EventTarget()
  const headers = async (): Promise<HeadersInit> => {
    await new Promise((resolve) => late.addEventListener('token', resolve))
    return { authorization: 'late' }
  }
  const run = openStream({ url: '/', headers }, { transport })
  await turns()
  run.cancel()
  expect((await run.outcome).status).toBe('cancelled')
  late.dispatchEvent(new Event('token'))
  await turns()
  expect(transport.requests).toHaveLength(0)
})

test.each(['subscriber', 'onEvents'] as const)('a %s can cancel', async (who) => {
  const transport = createFakeTransport()
  const stop = (): void => run.cancel()
  const run: StreamRun = openStream(
    { url: '/' },
    { transport, dialect: eventDialect, ...(who === 'onEvents' && { onEvents: stop }) },
  )
  if (who === 'subscriber') run.subscribe((state) => state.answer !== '' && stop())
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  expect((await run.outcome).status).toBe('cancelled')
  expect(run.state).toMatchObject({ status: 'cancelled', answer: 'a' })
})

test('late bytes of a cancelled run never land', async () => {
  const transport = createFakeTransport()
  const told: string[] = []
  const run = openStream(
    { url: '/' },
    {
      transport,
      dialect: eventDialect,
      onEvents: (events) => told.push(...events.map((event) => event.type)),
    },
  )
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  run.cancel()
  const { state } = run
  const seen = told.length
  transport.say(wire(token('b'), DONE))
  transport.fail(new Error('late'))
  await turns()
  expect(run.state).toBe(state)
  expect(told).toHaveLength(seen)
})

test('a response that comes after the cancel is not read', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  run.cancel()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  expect(run.state).toMatchObject({ status: 'cancelled', answer: '' })
  expect(transport.pulls).toBe(0)
})

test('a refusal that comes after the cancel is nothing', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport })
  await turns()
  run.cancel()
  transport.refuse(new Error('aborted'))
  await turns()
  expect(await run.outcome).toMatchObject({ status: 'cancelled' })
  expect(run.state.errors).toEqual([])
})

test('a signal cancels, with its reason, and is let go at the end', async () => {
  const controller = new AbortController()
  const transport = createFakeTransport()
  const options = { transport, dialect: eventDialect, signal: controller.signal }
  const run = openStream({ url: '/' }, options)
  await turns()
  controller.abort('route left')
  expect(run.state.status).toBe('cancelled')
  expect(transport.signal?.reason).toBe('route left')
  expect((await run.outcome).status).toBe('cancelled')
})

test('a signal that is aborted already cancels at once', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, signal: AbortSignal.abort() })
  expect(run.state.status).toBe('cancelled')
  expect(await run.outcome).toMatchObject({ status: 'cancelled', attempts: 0 })
  await turns()
  expect(transport.requests).toHaveLength(0)
})

test('steps that were running are paused', async () => {
  const transport = createFakeTransport()
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  await turns()
  transport.answer()
  transport.say(wire({ type: 'step-start', stepId: 's', index: 0 }))
  await turns()
  run.cancel()
  expect(run.state.steps).toMatchObject([{ status: 'paused' }])
})

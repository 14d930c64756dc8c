import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { sendPieces } from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { countedSignal } from './countedSignal.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, turns } from './fakeTransport.ts'
import { replay } from './replay.ts'

setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

function heapUsed(): number {
  if (typeof collect === 'function') collect()
  return process.memoryUsage().heapUsed
}

test.each<[string, (transport: ReturnType<typeof createFakeTransport>) => void]>([
  ['completes', (transport) => transport.say(wire(DONE))],
  ['is interrupted', (transport) => transport.end()],
  ['breaks', (transport) => transport.fail(new Error('gone'))],
])('a run that %s lets go of the signal, the transport and the reader', async (_how, finish) => {
  const counted = countedSignal()
  const transport = createFakeTransport()
  const options = { transport, dialect: eventDialect, signal: counted.signal }
  const run = openStream({ url: '/' }, options)
  expect(counted.listeners).toBe(1)
  await turns()
  transport.answer()
  transport.say(wire(token('a')))
  await turns()
  finish(transport)
  await run.outcome
  expect(counted.listeners).toBe(0)
  expect(transport.signal?.aborted).toBe(true)
  expect(transport.isReturned).toBe(true)
})

test('after runs of every kind no timer, socket or request is left', async () => {
  const server = await startHttpServer({
    '/ok': sendPieces([wire(token('a'), DONE)]),
    // The terminal is there, but the backend does not hang up.
    '/open': async (exchange) => {
      await exchange.write(wire(token('a'), DONE))
    },
    '/half': sendPieces([wire(token('a'))]),
    '/endless': async (exchange) => {
      while (await exchange.write(wire(token('a')))) await exchange.wait(1)
    },
  })
  const timersBefore = countTimers()
  const runs = ['/ok', '/open', '/half', '/endless', '/none'].map((path) =>
    openStream({ url: server.url + path }, { dialect: eventDialect }),
  )
  setTimeout(() => runs[3]?.cancel(), 50)
  const outcomes = await Promise.all(runs.map((run) => run.outcome))
  expect(outcomes.map(({ status }) => status)).toEqual([
    'complete',
    'complete',
    'interrupted',
    'cancelled',
    'failed',
  ])
  await expect.poll(() => server.openExchanges).toBe(0)
  expect(countTimers()).toBeLessThanOrEqual(timersBefore)
  await server.close()
})

test('after 100 runs that broke and went on no timer, socket or request is left', async () => {
  const server = await startHttpServer({
    '/feed': async (exchange) => {
      const after = Number(exchange.request.headers['last-event-id'] ?? 0)
      if (after >= 3) return exchange.end(wire(DONE))
      await exchange.write(`id: ${after + 1}\n${wire(token(`${after} `))}`)
      await exchange.wait(5)
      exchange.reset()
    },
  })
  const timersBefore = countTimers()
  const runs = Array.from({ length: 100 }, (_run, index) => {
    const run = openStream(
      { url: `${server.url}/feed` },
      { dialect: eventDialect, retry: { baseDelay: 2, maxDelay: 10 } },
    )
    if (index % 4 === 0) setTimeout(() => run.cancel(), index)
    return run
  })
  const outcomes = await Promise.all(runs.map((run) => run.outcome))
  const kept = runs.filter((_run, index) => index % 4 !== 0)
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['complete', 'cancelled']))
  expect(new Set(kept.map((run) => run.state.status))).toEqual(new Set(['complete']))
  expect(new Set(kept.map((run) => run.state.answer))).toEqual(new Set(['0 1 2 ']))
  await expect.poll(() => server.openExchanges).toBe(0)
  expect(countTimers()).toBeLessThanOrEqual(timersBefore)
  await server.close()
})

function countTimers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
}

test('a million events through a whole run leave the heap as it was, but for their text', async () => {
  const perChunk = 1000
  const chunk = new TextEncoder().encode(
    wire(...Array.from({ length: perChunk }, (_event, index) => token(`${index % 10} `))),
  )
  const end = new TextEncoder().encode(wire(DONE))
  function* pieces(): Generator<Uint8Array> {
    for (let count = 0; count < 1000; count++) yield chunk
    yield end
  }
  const before = heapUsed()
  const started = process.cpuUsage()
  let told = 0
  const run = openStream(
    { url: '/' },
    {
      transport: replay(pieces()),
      dialect: eventDialect,
      onEvents: (events) => void (told += events.length),
    },
  )
  const outcome = await run.outcome
  const seconds = process.cpuUsage(started).user / 1_000_000
  expect(outcome).toMatchObject({
    status: 'complete',
    events: 1_000_002,
    bytes: 1000 * chunk.length + end.length,
  })
  expect(told).toBe(1_000_002)
  expect(run.state.answer).toHaveLength(2_000_000)
  expect(heapUsed() - before).toBeLessThan(10_000_000 + run.state.answer.length)
  // Measured: 900,000 per second, JSON included. CPU time and a lenient bound, for machines that have other work too.
  expect(1_000_000 / seconds).toBeGreaterThan(100_000)
}, 30_000)

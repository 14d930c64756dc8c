import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import { browserEnvironment } from '../../src/run/environment.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions, StreamRun } from '../../src/run/streamRun.ts'
import { createHandTransport, type HandTransport } from '../support/handTransport.ts'
import { createManualClock, type ManualClock } from '../support/manualClock.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createHandEnvironment, type HandEnvironment } from './handEnvironment.ts'

let clock: ManualClock
let environment: HandEnvironment
let transport: HandTransport
let asleep = 0

beforeEach(() => {
  clock = createManualClock()
  environment = createHandEnvironment()
  transport = createHandTransport()
  asleep = 0
})

function open(options: StreamOptions = {}): StreamRun {
  const sleepy = { now: () => clock.now() + asleep, schedule: clock.schedule.bind(clock) }
  return openStream(
    { url: 'http://host/feed' },
    {
      transport,
      dialect: eventDialect,
      clock: sleepy,
      random: () => 0.5,
      environment,
      ...options,
    },
  )
}

const lost = new StreamError('network', 'gone', { retryable: true })

async function openBroken(options?: StreamOptions): Promise<StreamRun> {
  const run = open(options)
  await clock.advance(0)
  transport.exchanges[0]?.send(`id: 1\n${wire(token('a'))}`)
  await clock.advance(0)
  transport.exchanges[0]?.fail(lost)
  await clock.advance(0)
  return run
}

afterEach(() => {
  const left = `${environment.listeners} listeners and ${clock.pending} timers`
  if (left !== '0 listeners and 0 timers') throw new Error(`${left} are left of the run`)
})

test('row 46: coming back online pulls the next request forward, with a little jitter', async () => {
  const run = await openBroken({ retry: { baseDelay: 25_000 } })
  expect(run.state.status).toBe('reconnecting')
  expect(run.connection).toMatchObject({ retryAt: 31_250, resumingAt: '1', attempt: 1 })
  environment.fire('offline')
  expect(run.connection.isOffline).toBe(true)
  environment.fire('online')
  expect(run.connection).toMatchObject({ isOffline: false, retryAt: 1000 })
  await clock.advance(999)
  expect(transport.exchanges).toHaveLength(1)
  await clock.advance(1)
  expect(transport.exchanges).toHaveLength(2)
  expect(run.connection).toMatchObject({ retryAt: undefined, attempt: 2 })
  run.cancel()
})

test('row 46: while the browser is offline, the next request waits for it, but not for ever', async () => {
  const run = await openBroken({ retry: { jitter: 0 } })
  environment.fire('offline')
  await clock.advance(30_000)
  expect(transport.exchanges).toHaveLength(1)
  await clock.advance(500)
  expect(transport.exchanges).toHaveLength(2)
  run.cancel()
})

test('a next request that is asked for now goes out at once, and only while one is waited for', async () => {
  const run = await openBroken({ retry: { baseDelay: 25_000 } })
  environment.fire('offline')
  run.retryNow()
  run.retryNow()
  await clock.advance(0)
  expect(transport.exchanges).toHaveLength(2)
  expect(run.connection).toMatchObject({ retryAt: undefined, attempt: 2 })

  run.retryNow()
  await clock.advance(0)
  expect(transport.exchanges).toHaveLength(2)
  run.cancel()
  run.retryNow()
  await clock.advance(60_000)
  expect(transport.exchanges).toHaveLength(2)
})

test('a next request that is asked for now still waits as long as the server said', async () => {
  const run = open({ retry: { baseDelay: 25_000 } })
  await clock.advance(0)
  transport.exchanges[0]?.send(`retry: 4000\nid: 1\n${wire(token('a'))}`)
  await clock.advance(0)
  transport.exchanges[0]?.fail(lost)
  await clock.advance(0)
  run.retryNow()
  expect(run.connection.retryAt).toBe(4000)
  await clock.advance(3999)
  expect(transport.exchanges).toHaveLength(1)
  await clock.advance(1)
  expect(transport.exchanges).toHaveLength(2)
  run.cancel()
})

test('row 47: a connection that flaps costs no more than the attempts that are allowed', async () => {
  const run = await openBroken()
  for (let flaps = 0; flaps < 20; flaps++) {
    environment.fire('offline')
    environment.fire('online')
    await clock.advance(1500)
    transport.exchanges.at(-1)?.fail(lost)
    await clock.advance(0)
  }
  expect(await run.outcome).toMatchObject({ status: 'interrupted', attempts: 5, lastEventId: '1' })
  expect(transport.exchanges).toHaveLength(5)
})

test('what the server asked for is not shortened by a page that becomes visible', async () => {
  const run = open()
  await clock.advance(0)
  transport.exchanges[0]?.send(`retry: 40000\nid: 1\n${wire(token('a'))}`)
  await clock.advance(0)
  transport.exchanges[0]?.fail(lost)
  await clock.advance(0)
  environment.fire('visible')
  expect(run.connection.retryAt).toBe(40_000)
  await clock.advance(40_000)
  expect(transport.exchanges).toHaveLength(2)
  run.cancel()
})

test('row 48: a hidden tab whose timers are late stays connected', async () => {
  const run = open()
  await clock.advance(0)
  for (let minutes = 0; minutes < 5; minutes++) {
    // Timers of a hidden page come once a minute; bytes come all the same.
    asleep += 50_000
    await clock.advance(10_000)
    transport.exchanges[0]?.send(wire(token('a')))
    await clock.advance(0)
  }
  expect(transport.exchanges).toHaveLength(1)
  expect(run.state).toMatchObject({ status: 'streaming', answer: 'aaaaa' })
  run.cancel()
})

test('row 49: after an hour of sleep there is one interval to go on in, then it is resumed', async () => {
  const run = open()
  await clock.advance(0)
  transport.exchanges[0]?.send(`id: 1\n${wire(token('a'))}`)
  await clock.advance(20_000)
  expect(run.connection.stalledSince).toBe(0)
  asleep += 300_000
  await clock.advance(25_000)
  expect(run.state.status).toBe('streaming')
  await clock.advance(44_000)
  expect(run.state.status).toBe('streaming')
  await clock.advance(2_000)
  expect(transport.exchanges).toHaveLength(2)
  transport.exchanges[1]?.send(`id: 2\n${wire(token('b'), DONE)}`)
  await clock.advance(0)
  expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
})

test('comments keep a connection alive and end a stall', async () => {
  const run = open()
  await clock.advance(0)
  for (let beats = 0; beats < 10; beats++) {
    await clock.advance(20_000)
    expect(run.connection.stalledSince).toBeTypeOf('number')
    transport.exchanges[0]?.send(': still there\n\n')
    await clock.advance(0)
    expect(run.connection.stalledSince).toBeUndefined()
  }
  expect(transport.exchanges).toHaveLength(1)
  run.cancel()
})

test('row 63: only the clock of the run counts, and that one never jumps', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 })
  const run = open()
  await clock.advance(0)
  vi.setSystemTime(86_400_000)
  await clock.advance(14_000)
  vi.setSystemTime(-86_400_000)
  await clock.advance(900)
  expect(run.state.status).toBe('connecting')
  vi.useRealTimers()
  run.cancel()
})

test('the total time ends a run for good, in an attempt or between two', async () => {
  const streaming = open({ timeouts: { total: 20_000 } })
  await clock.advance(0)
  transport.exchanges[0]?.send(`id: 1\n${wire(token('a'))}`)
  await clock.advance(20_000)
  expect(await streaming.outcome).toMatchObject({
    status: 'interrupted',
    attempts: 1,
    error: { kind: 'timeout' },
  })
  const waiting = open({ timeouts: { total: 5_000 }, retry: { baseDelay: 20_000 } })
  await clock.advance(0)
  transport.exchanges[1]?.fail(lost)
  await clock.advance(5_000)
  expect(await waiting.outcome).toMatchObject({ status: 'failed', error: { kind: 'timeout' } })
  expect(transport.exchanges).toHaveLength(2)
})

test('a paused run has all the time in the world', async () => {
  const run = open({ timeouts: { total: 60_000 } })
  await clock.advance(0)
  run.pause()
  expect(clock.pending).toBe(0)
  await clock.advance(10_000_000)
  expect(run.state.status).toBe('paused')
  run.resume()
  await clock.advance(44_999)
  expect(run.state.status).toBe('connecting')
  run.cancel()
})

test('a run that is paused in the back-off sends nothing before it goes on', async () => {
  const run = await openBroken()
  run.pause()
  await clock.advance(100_000)
  expect(run.state.status).toBe('paused')
  expect(transport.exchanges).toHaveLength(1)
  run.resume()
  await clock.advance(0)
  expect(run.state.status).toBe('reconnecting')
  expect(transport.exchanges).toHaveLength(2)
  run.cancel()
})

test('row 64: the seventh stream to a server is queued, and its time begins later', async () => {
  const never = { ...transport, open: () => new Promise<never>(() => undefined) }
  const timeouts = { connect: 60_000, stalled: 'unlimited', total: 'unlimited' } as const
  const runs = Array.from({ length: 6 }, () => open({ transport: never, timeouts }))
  await clock.advance(0)
  const seventh = open({ transport: never, timeouts: { ...timeouts, connect: 15_000 } })
  await clock.advance(20_000)
  expect(runs.map((run) => run.connection.isQueued)).not.toContain(true)
  expect(seventh.connection).toMatchObject({ isQueued: true, attempt: 1 })
  expect(seventh.state.status).toBe('connecting')
  runs[0]?.cancel()
  await clock.advance(0)
  expect(seventh.connection.isQueued).toBe(false)
  await clock.advance(15_000)
  expect(seventh.state.status).toBe('reconnecting')
  for (const run of [...runs, seventh]) run.cancel()
  await clock.advance(0)
  const next = open({ transport: never, timeouts })
  await clock.advance(0)
  expect(next.connection.isQueued).toBe(false)
  next.cancel()
})

test('the page is heard through its own events, and left alone after the end', () => {
  const host = new EventTarget()
  const heard: string[] = []
  const { addEventListener, removeEventListener } = globalThis
  Object.assign(globalThis, {
    addEventListener: host.addEventListener.bind(host),
    removeEventListener: host.removeEventListener.bind(host),
  })
  try {
    const stop = browserEnvironment.listen((signal) => heard.push(signal))
    for (const type of ['online', 'offline', 'pageshow', 'visibilitychange']) {
      host.dispatchEvent(new Event(type))
    }
    Object.assign(host, { visibilityState: 'visible' })
    host.dispatchEvent(new Event('visibilitychange'))
    stop()
    host.dispatchEvent(new Event('online'))
  } finally {
    Object.assign(globalThis, { addEventListener, removeEventListener })
  }
  expect(heard).toEqual(['online', 'offline', 'visible', 'visible'])
})

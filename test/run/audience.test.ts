import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamRun } from '../../src/run/streamRun.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'
import { createFakeTransport, type FakeTransport, turns } from './fakeTransport.ts'

let transport: FakeTransport
let uncaught: unknown[] = []
const catchIt = (error: unknown): void => void uncaught.push(error)
let others: NodeJS.UncaughtExceptionListener[] = []

beforeEach(() => {
  transport = createFakeTransport()
  uncaught = []
  others = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException').on('uncaughtException', catchIt)
})

afterEach(() => {
  process.removeAllListeners('uncaughtException')
  for (const other of others) process.on('uncaughtException', other)
})

async function openAnswered(
  onEvents?: (events: readonly StreamEvent[]) => void,
): Promise<StreamRun> {
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect, onEvents })
  await turns()
  transport.answer()
  return run
}

test('listeners hear once per chunk, with the state after it', async () => {
  const batches: [number, string][] = []
  const run = openStream(
    { url: '/' },
    {
      transport,
      dialect: eventDialect,
      onEvents: (events, state) => batches.push([events.length, state.answer]),
    },
  )
  const heard: string[] = []
  run.subscribe((state) => heard.push(`${state.status} ${state.answer}`))
  await turns()
  transport.answer()
  transport.say(wire(token('a'), token('b')))
  transport.say(': only a comment\n\n')
  transport.say(wire(token('c'), DONE))
  await run.outcome
  expect(batches).toEqual([
    [3, 'ab'],
    [2, 'abc'],
  ])
  expect(heard).toEqual(['streaming ab', 'complete abc'])
})

test('a listener is called until it leaves, and the same one may listen twice', async () => {
  const run = await openAnswered()
  let calls = 0
  const listener = (): void => void (calls += 1)
  const leaveFirst = run.subscribe(listener)
  const leaveSecond = run.subscribe(listener)
  transport.say(wire(token('a')))
  await turns()
  expect(calls).toBe(2)
  leaveFirst()
  leaveFirst()
  transport.say(wire(token('b')))
  await turns()
  expect(calls).toBe(3)
  leaveSecond()
  run.cancel()
  expect(calls).toBe(3)
})

test('a listener that another one sends away is not called any more', async () => {
  const run = await openAnswered()
  let calls = 0
  run.subscribe(() => leave())
  const leave = run.subscribe(() => void (calls += 1))
  transport.say(wire(token('a')))
  await turns()
  expect(calls).toBe(0)
  run.cancel()
})

test('who listens after the end hears nothing', async () => {
  const run = await openAnswered()
  run.cancel()
  let calls = 0
  run.subscribe(() => void (calls += 1))()
  run.cancel()
  expect(calls).toBe(0)
})

test('what listeners throw stops nobody and is not swallowed', async () => {
  const run = await openAnswered(() => {
    throw new Error('onEvents')
  })
  run.subscribe(() => {
    throw new Error('listener')
  })
  const heard: string[] = []
  run.subscribe((state) => heard.push(state.answer))
  transport.say(wire(token('a')))
  await turns()
  transport.say(wire(token('b'), DONE))
  expect((await run.outcome).status).toBe('complete')
  await turns()
  expect(heard).toEqual(['a', 'ab'])
  expect(uncaught.map(String)).toEqual([
    'Error: onEvents',
    'Error: listener',
    'Error: onEvents',
    'Error: listener',
  ])
})

test('a loop gets every event and ends with the run', async () => {
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  const types: string[] = []
  const loop = (async () => {
    for await (const event of run) types.push(event.type)
  })()
  await turns()
  transport.answer()
  transport.say(wire(token('a'), token('b')))
  transport.say(wire(token('c'), DONE))
  await loop
  expect(types).toEqual(['start', 'text', 'text', 'text', 'done'])
  expect(run.state.status).toBe('complete')
})

test('a slow loop misses nothing and does not slow the run', async () => {
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect })
  const iterator = run[Symbol.asyncIterator]()
  await turns()
  transport.answer()
  transport.say(wire(token('a'), token('b'), DONE))
  expect((await run.outcome).status).toBe('complete')
  const types: string[] = []
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    types.push(next.value.type)
  }
  expect(types).toEqual(['start', 'text', 'text', 'done'])
})

test('several loops each get the events from when they began', async () => {
  const run = await openAnswered()
  const early = run[Symbol.asyncIterator]()
  transport.say(wire(token('a')))
  await turns()
  const late = run[Symbol.asyncIterator]()
  const asked = [late.next(), late.next(), late.next()]
  transport.say(wire(token('b'), DONE))
  await run.outcome
  expect(await Promise.all(asked)).toMatchObject([
    { value: { delta: 'b' } },
    { value: { type: 'done' } },
    { done: true },
  ])
  expect(await early.next()).toMatchObject({ value: { type: 'start' } })
})

test('leaving a loop leaves the run alone', async () => {
  const run = await openAnswered()
  const loop = (async () => {
    for await (const event of run) if (event.type === 'text') break
  })()
  transport.say(wire(token('a')))
  await loop
  expect(run.state.status).toBe('streaming')
  transport.say(wire(token('b'), DONE))
  expect((await run.outcome).status).toBe('complete')
  expect(run.state.answer).toBe('ab')
})

test('a loop over a run that fails, is cancelled or is over ends without a throw', async () => {
  const run = openStream({ url: '/' }, { transport, dialect: eventDialect, retry: false })
  await turns()
  transport.answer()
  const collect = async (): Promise<readonly string[]> => {
    const types: string[] = []
    for await (const event of run) types.push(event.type)
    return types
  }
  const types = collect()
  transport.fail(new Error('gone'))
  expect(await types).toEqual(['start', 'error', 'done'])
  expect(await collect()).toEqual([])
})

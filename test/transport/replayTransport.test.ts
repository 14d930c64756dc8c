import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Recording, ReplaySource } from '../../src/transport/recording.ts'
import { replayTransport } from '../../src/transport/replayTransport.ts'
import type { ReplayTransportOptions } from '../../src/transport/replayTransport.ts'
import { createManualClock } from '../support/manualClock.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

const REQUEST = createRequest('/chat')

function open(source: ReplaySource, options?: ReplayTransportOptions, signal?: AbortSignal) {
  return replayTransport(source, options).open(REQUEST, createContext(signal))
}

async function read(source: ReplaySource, options?: ReplayTransportOptions): Promise<string[]> {
  return collectTexts((await open(source, options)).chunks)
}

const RECORDING: Recording = {
  version: 1,
  request: { url: 'https://example.com/chat', method: 'POST' },
  response: {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson' },
    url: 'https://example.com/chat',
    at: 100,
  },
  chunks: [
    { at: 200, text: '{"a":1}\n' },
    { at: 500, text: '{"a":2}\n' },
  ],
}

test('text is an event stream, in one piece or in several', async () => {
  const response = await open('data: x\n\n')
  expect(response.status).toBe(200)
  expect(response.url).toBe('/chat')
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(await collectTexts(response.chunks)).toEqual(['data: x\n\n'])
  expect(await read(['data: ', 'x\n', '\n'])).toEqual(['data: ', 'x\n', '\n'])
  expect(await read([])).toEqual([])
})

test('text that is cut inside a surrogate pair stays as it is', async () => {
  expect((await read('a🌊b'.split(''))).join('')).toBe('a🌊b')
})

test('a recording says status, headers and url', async () => {
  const response = await open(RECORDING, { speed: 'instant' })
  expect(response.url).toBe('https://example.com/chat')
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(await collectTexts(response.chunks)).toEqual(['{"a":1}\n', '{"a":2}\n'])
})

test('bytes survive every cut, inside characters too', () => {
  const text = '\uFEFFdata: 水 🌊 é\n\n'
  const bytes = Buffer.from(text)
  return fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: bytes.length })), async (cuts) => {
      const edges = [0, ...cuts.toSorted((one, other) => one - other), bytes.length]
      const chunks = edges.slice(1).map((end, index) => ({
        at: 0,
        base64: bytes.subarray(edges[index], end).toString('base64'),
      }))
      expect((await read({ ...RECORDING, chunks }, { speed: 'instant' })).join('')).toBe(text)
    }),
  )
})

test.each<[ReplayTransportOptions['speed'], number]>([
  ['real', 1],
  [10, 0.1],
  [0.5, 2],
])('at speed %s the times of the recording are kept', async (speed, slowness) => {
  const clock = createManualClock()
  const seen: string[] = []
  const opening = open(RECORDING, { speed, clock }).then(async ({ chunks }) => {
    seen.push('head')
    await collectTexts(chunks, seen)
    seen.push('end')
  })
  await clock.advance(99 * slowness)
  expect(seen).toEqual([])
  await clock.advance(2 * slowness)
  expect(seen).toEqual(['head'])
  await clock.advance(100 * slowness)
  expect(seen).toEqual(['head', '{"a":1}\n'])
  await clock.advance(298 * slowness)
  expect(seen).toHaveLength(2)
  await clock.advance(2 * slowness)
  await opening
  expect(seen).toEqual(['head', '{"a":1}\n', '{"a":2}\n', 'end'])
  expect(clock.pending).toBe(0)
})

test('nothing goes on while nobody pulls', async () => {
  const clock = createManualClock()
  const opening = open(RECORDING, { clock })
  await clock.advance(100)
  const iterator = (await opening).chunks[Symbol.asyncIterator]()
  expect(clock.pending).toBe(0)
  await clock.advance(10_000)
  expect((await iterator.next()).value?.text).toBe('{"a":1}\n')
})

test('a recorded break is thrown after what came before it', async () => {
  const outcome = { type: 'error', message: 'The connection broke' } as const
  const texts: string[] = []
  const { chunks } = await open({ ...RECORDING, outcome }, { speed: 'instant' })
  await expect(collectTexts(chunks, texts)).rejects.toMatchObject({
    kind: 'network',
    retryable: true,
    message: 'The connection broke',
  })
  expect(texts).toHaveLength(2)
})

test('a recorded status ends the request as it would over the network', async () => {
  const response = { status: 503, headers: { 'retry-after': '2', 'content-type': 'text/plain' } }
  const chunks = [{ at: 0, text: 'busy' }]
  await expect(open({ version: 1, response, chunks })).rejects.toMatchObject({
    kind: 'http',
    status: 503,
    body: 'busy',
    retryAfter: 2000,
  })
})

test('each request plays it from the start', async () => {
  const transport = replayTransport(['a', 'b'])
  for (const round of [1, 2]) {
    const { chunks } = await transport.open(REQUEST, createContext())
    expect([round, ...(await collectTexts(chunks))]).toEqual([round, 'a', 'b'])
  }
})

test.each(['before the head', 'while a chunk is waited for'])(
  'an abort %s leaves no timer',
  async (when) => {
    const clock = createManualClock()
    const controller = new AbortController()
    const opening = open(RECORDING, { clock }, controller.signal)
    opening.catch(() => undefined)
    let waiting: Promise<unknown> = opening
    if (when !== 'before the head') {
      await clock.advance(100)
      waiting = (await opening).chunks[Symbol.asyncIterator]().next()
    }
    const reason = new Error('stop')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(clock.pending).toBe(0)
  },
)

test('return ends a pull that is waiting and leaves no timer', async () => {
  const clock = createManualClock()
  const opening = open(RECORDING, { clock })
  await clock.advance(100)
  const iterator = (await opening).chunks[Symbol.asyncIterator]()
  const pull = iterator.next()
  await iterator.return?.()
  expect(await pull).toEqual({ done: true, value: undefined })
  expect(clock.pending).toBe(0)
})

test.each([0, -1, Number.NaN])('speed %s is refused', (speed) => {
  expect(() => replayTransport('', { speed })).toThrow(RangeError)
})

test('a recording of another version is refused', () => {
  const later: Recording = JSON.parse('{"version":2,"response":{},"chunks":[]}')
  expect(() => replayTransport(later)).toThrow('version 2')
})

test('a chunk that is no base64 is a protocol error', async () => {
  const chunks = [{ at: 0, base64: '%%%' }]
  await expect(read({ ...RECORDING, chunks }, { speed: 'instant' })).rejects.toMatchObject({
    kind: 'protocol',
  })
})

import { createServer } from 'node:http'
import axios from 'axios'
import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dialects } from '../../src/dialects/index.ts'
import type { StreamErrorKind } from '../../src/errors/streamError.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions } from '../../src/run/streamRun.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { axiosTransport } from '../../src/transport/axiosTransport.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'

const open = (options: StreamOptions) =>
  openStream({ url: '/api/chat', body: { query: 'E001' } }, options)

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a test stream', () => {
  it.each(dialects.map(({ name }) => name))('plays a backend of %s', async (name) => {
    const stream = createTestStream(name)
    const run = open({ transport: stream.transport, dialect: name })
    await stream.token('Open the ')
    expect(run.state).toMatchObject({ status: 'streaming', answer: 'Open the ' })
    await stream.token('valve.')
    expect(run.state.answer).toBe('Open the valve.')
    await stream.finish()
    expect(run.state).toMatchObject({ status: 'complete', dialect: name })
  })

  it('tells a whole story: status, results, a tool, steps and the end', async () => {
    const stream = createTestStream('ag-ui')
    const run = open({ transport: stream.transport })
    await stream.thought('First the manual.')
    await stream.tool('search', { query: 'E001' }, 'two pages')
    await stream.step('write')
    await stream.token('Turn it off.')
    await stream.step('check')
    await stream.finish()
    expect(run.state.reasoning).toBe('First the manual.')
    expect(run.state.tools).toMatchObject([
      { name: 'search', input: { query: 'E001' }, output: 'two pages', status: 'ok' },
    ])
    expect(run.state.steps).toMatchObject([
      { name: 'write', status: 'ok' },
      { name: 'check', status: 'ok' },
    ])
    expect(run.state.status).toBe('complete')
  })

  it('fills in what a result leaves out', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport })
    await stream.status('Searching')
    await stream.results([{ title: 'E001', text: 'Check the valve' }])
    expect(run.state.results).toMatchObject([
      { id: 'result-1', title: 'E001', text: 'Check the valve' },
    ])
  })

  it('holds what is said before the request until it comes', async () => {
    const stream = createTestStream('rag')
    await stream.token('early')
    await stream.finish()
    const run = open({ transport: stream.transport })
    expect(await run.outcome).toMatchObject({ status: 'complete' })
    expect(run.state.answer).toBe('early')
  })

  it('shows what was asked', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport })
    const request = await stream.nextRequest()
    expect(request).toMatchObject({ url: '/api/chat', method: 'POST', isOpen: true })
    expect(request.json()).toEqual({ query: 'E001' })
    expect(stream.requests).toHaveLength(1)
    run.cancel()
    expect((await run.outcome).status).toBe('cancelled')
    expect(stream.requests[0]?.isOpen).toBe(false)
  })

  it('answers the next request with what is said after a break', async () => {
    const stream = createTestStream('openai-chat')
    const retry = { attempts: 3 }
    const run = openStream(
      { url: '/api/chat', method: 'GET' },
      { transport: stream.transport, clock: stream.clock, retry, random: () => 0.5 },
    )
    await stream.drop()
    await stream.advance(2_000)
    await stream.token('second try')
    await stream.finish()
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(run.state.answer).toBe('second try')
  })

  it('says nothing to a client that has left, and nothing of it to the next', async () => {
    const stream = createTestStream('rag')
    const first = open({ transport: stream.transport })
    await stream.token('one')
    first.cancel()
    await stream.token('late')
    const second = open({ transport: stream.transport })
    await stream.nextRequest()
    await stream.nextRequest()
    await stream.token('two')
    expect(first.state.answer).toBe('one')
    expect(second.state.answer).toBe('two')
    second.cancel()
  })

  it('lets a paused reader wait', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport })
    await stream.token('one ')
    run.pause()
    await stream.token('two ')
    await stream.token('three')
    expect(run.state.answer).not.toContain('three')
    run.resume()
    await stream.finish()
    expect(run.state.answer).toBe('one two three')
  })

  it('ends without a word, breaks off, and says too much', async () => {
    const endings = {
      close: 'interrupted',
      drop: 'interrupted',
    } as const
    for (const how of ['close', 'drop'] as const) {
      const stream = createTestStream('rag')
      const run = open({ transport: stream.transport, retry: false })
      await stream.token('half')
      await stream[how]()
      expect((await run.outcome).status).toBe(endings[how])
      expect(run.state.answer).toBe('half')
    }
  })

  const kinds: readonly StreamErrorKind[] = [
    'network',
    'offline',
    'http',
    'timeout',
    'content-type',
    'protocol',
    'limit',
    'server',
  ]

  it.each(kinds)('fails with an error of the kind %s', async (kind) => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport, clock: stream.clock, retry: false })
    await stream.fail(kind)
    expect((await run.outcome).error?.kind).toBe(kind)
    expect(stream.clock.pending).toBe(0)
  })

  it.each(dialects.map(({ name }) => name))(
    'lets %s report a failure in its own way',
    async (name) => {
      const stream = createTestStream(name)
      const run = open({ transport: stream.transport, dialect: name, retry: false })
      await stream.token('half ')
      await stream.fail('server', { message: 'Out of memory' })
      expect(await run.outcome).toMatchObject({ status: 'failed', error: { kind: 'server' } })
      expect(run.state.errors).toMatchObject([{ message: 'Out of memory' }])
    },
  )

  it('gives a status of choice, but not behind the first words', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport, retry: false })
    await stream.fail('http', { status: 429, message: 'Slow down' })
    expect((await run.outcome).error).toMatchObject({ status: 429 })
    await stream.token('begun')
    await expect(stream.fail('http')).rejects.toThrow('The response has begun')
  })

  it('says which kinds there are', async () => {
    const stream = createTestStream('rag')
    // @ts-expect-error: as a test in JavaScript may ask
    await expect(stream.fail('crash')).rejects.toThrow('no failure of the kind "crash"; there are ')
  })

  it('keeps silent while its clock goes on, until the run gives up', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport, clock: stream.clock, retry: false })
    await stream.token('half')
    await stream.hang()
    await stream.advance(44_000)
    expect(run.state.status).toBe('streaming')
    await stream.advance(2_000)
    expect((await run.outcome).error?.kind).toBe('timeout')
  })

  it('works under fake timers', async () => {
    vi.useFakeTimers()
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport })
    await stream.token('Open')
    expect(run.state.answer).toBe('Open')
    await stream.hang()
    await vi.advanceTimersByTimeAsync(46_000)
    expect((await run.outcome).error?.kind).toBe('timeout')
  })

  it('sends bytes as they are, cut inside a character', async () => {
    const stream = createTestStream('rag')
    const run = open({ transport: stream.transport })
    for (const byte of new TextEncoder().encode('data: {"type":"token","token":"水🌊"}\n\n')) {
      await stream.push(Uint8Array.of(byte))
    }
    expect(run.state.answer).toBe('水🌊')
    run.cancel()
  })

  it('plays a dialect of the app when it is given an encoder', async () => {
    const { defineEncoder } = await import('../../src/testing/encoders/encoder.ts')
    const shout = defineEncoder({
      dialect: 'shout',
      create: () => ({ answer: ({ delta }) => `data: ${delta.toUpperCase()}\n\n`, done: () => '' }),
    })
    const stream = createTestStream(shout)
    const run = open({ transport: stream.transport })
    await stream.token('hey ')
    await stream.finish()
    expect(run.state.answer).toBe('HEY ')
    expect(() => stream.status('no')).toThrow('A stream of shout cannot say status')
  })
})

describe('the ways to a test stream', () => {
  const url = 'http://127.0.0.1/api/chat'

  it('stands in for fetch', async () => {
    const stream = createTestStream('openai-chat')
    vi.stubGlobal('fetch', stream.fetch)
    const response = await Promise.all([
      fetch(url, { method: 'POST', body: 'x' }),
      stream.accept({ status: 201 }),
    ])
    expect(response[0].status).toBe(201)
    expect(stream.requests).toMatchObject([{ url, method: 'POST', body: 'x' }])
    const run = openStream({ url })
    await stream.finish()
    await stream.token('hello')
    await stream.finish()
    await run.outcome
    expect(run.state.answer).toBe('hello')
  })

  it('rejects a fetch that is aborted before the head, and one that finds nobody', async () => {
    const stream = createTestStream()
    const controller = new AbortController()
    const aborted = stream.fetch(url, { signal: controller.signal })
    controller.abort(new Error('left'))
    await expect(aborted).rejects.toThrow('left')
    const refused = stream.fetch(url)
    await Promise.all([expect(refused).rejects.toThrow(TypeError), stream.drop()])
  })

  it('is an adapter of axios for the transport, which gets the stream', async () => {
    const stream = createTestStream('anthropic')
    const instance = axios.create({ adapter: stream.axiosAdapter, baseURL: 'http://127.0.0.1/api' })
    const run = openStream({ url: '/chat', body: {} }, { transport: axiosTransport(instance) })
    await stream.token('Open ')
    expect(run.state.answer).toBe('Open ')
    await stream.token('it.')
    await stream.finish()
    expect((await run.outcome).status).toBe('complete')
    expect(stream.requests).toMatchObject([
      { url: 'http://127.0.0.1/api/chat', method: 'POST', body: '{}' },
    ])
  })

  it('is an adapter of axios for code of the app, which sees the text grow', async () => {
    const stream = createTestStream('rag')
    const seen: string[] = []
    const asked = axios.get(url, {
      adapter: stream.axiosAdapter,
      onDownloadProgress: ({ event }) => void seen.push(String(event?.target.responseText)),
    })
    await stream.push('data: 1\n\n')
    await stream.push('data: 2\n\n')
    await stream.close()
    expect((await asked).data).toBe('data: 1\n\ndata: 2\n\n')
    expect(seen).toEqual(['data: 1\n\n', 'data: 1\n\ndata: 2\n\n'])
  })

  it('fails in axios as a server does', async () => {
    const stream = createTestStream('rag')
    const asked = axios.get(url, { adapter: stream.axiosAdapter })
    await Promise.all([
      expect(asked).rejects.toMatchObject({ isAxiosError: true, response: { status: 503 } }),
      stream.fail('http'),
    ])
    const run = openStream(
      { url },
      { transport: axiosTransport(axios.create({ adapter: stream.axiosAdapter })), retry: false },
    )
    await stream.fail('http', { status: 401 })
    expect((await run.outcome).error).toMatchObject({ kind: 'http', status: 401 })
  })

  it('is a handler of msw', async () => {
    giveWithResolvers()
    const stream = createTestStream('ollama')
    const server = setupServer(stream.mswHandler(http, url))
    server.listen()
    try {
      const run = openStream({ url, body: { query: 'x' } }, { transport: fetchTransport() })
      const request = await stream.nextRequest()
      expect(request.json()).toEqual({ query: 'x' })
      await stream.token('from msw')
      await stream.finish()
      expect((await run.outcome).status).toBe('complete')
      expect(run.state.answer).toBe('from msw')
    } finally {
      server.close()
    }
  })

  it('is a handler of node, over a real connection', async () => {
    const stream = createTestStream('llamaindex')
    const server = createServer(stream.nodeHandler)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new TypeError('no port')
    const local = `http://127.0.0.1:${address.port}/chat`
    try {
      const run = openStream({ url: local, body: { a: 1 } }, { retry: false })
      const request = await stream.nextRequest()
      expect(request.json()).toEqual({ a: 1 })
      await stream.token('over the wire')
      await vi.waitFor(() => expect(run.state.answer).toBe('over the wire'))
      await stream.drop()
      expect((await run.outcome).status).toBe('interrupted')

      const left = openStream({ url: local, body: {} })
      await stream.accept()
      const second = await stream.nextRequest()
      left.cancel()
      await vi.waitFor(() => expect(second.isOpen).toBe(false))
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

/** msw 3 leans on it, and the oldest Node that the kit supports does not have it. */
function giveWithResolvers(): void {
  if ('withResolvers' in Promise) return
  Object.assign(Promise, {
    withResolvers() {
      const given: { resolve?: unknown; reject?: unknown } = {}
      const promise = new Promise((resolve, reject) => Object.assign(given, { resolve, reject }))
      return { promise, ...given }
    },
  })
}

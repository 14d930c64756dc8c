import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { effectScope, watch } from 'vue'
import {
  useStream,
  type UseStreamOptions,
  type UseStreamReturn,
} from '../../src/composables/useStream.ts'
import type { StreamRequest } from '../../src/run/streamRun.ts'
import { resetAfter, sendPieces } from '../support/answers.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { HTTP_TRANSPORTS } from '../support/httpTransports.ts'

const token = (id: number, text: string): string =>
  `id: ${id}\ndata: ${JSON.stringify({ type: 'token', token: text })}\n\n`
const final = (answer: string): string =>
  `data: ${JSON.stringify({ type: 'final', data: { success: true, answer, session_id: 's' } })}\n\n`
const half = token(1, 'One ')

function stage(
  request: Parameters<typeof useStream>[0],
  options: UseStreamOptions = {},
): { readonly stream: UseStreamReturn; readonly dispose: () => void } {
  const scope = effectScope(true)
  const stream = scope.run(() => useStream(request, { dialect: 'rag', retry: false, ...options }))
  if (!stream) throw new Error('the scope is stopped')
  return { stream, dispose: () => scope.stop() }
}

describe.each(HTTP_TRANSPORTS)('resume() over %s', (_name, createTransport) => {
  let server: TestHttpServer
  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())

  function breakOnce(path: string): StreamRequest {
    let requests = 0
    server.on(path, (exchange) =>
      ++requests === 1
        ? resetAfter(half, half.length)(exchange)
        : sendPieces([token(2, 'two'), final('One two')], { pause: 30 })(exchange),
    )
    return { url: server.url + path }
  }

  it('goes on with an answer that broke off: the text stays and grows, with a new outcome', async () => {
    const { stream } = stage(breakOnce('/a'), { transport: createTransport() })
    expect(await stream.start()).toMatchObject({ status: 'interrupted', resumable: true })
    expect(stream.outcome.value?.resumable).toBe(true)
    expect(stream.error.value?.kind).toBe('network')

    const seen: string[] = []
    watch(
      () => [stream.status.value, stream.outcome.value?.status, stream.answer.value].join('|'),
      (text) => seen.push(text),
      { flush: 'sync' },
    )
    const ended = stream.resume()
    expect(stream.status.value).toBe('reconnecting')
    expect(stream.isActive.value).toBe(true)
    expect(stream.error.value).toBeUndefined()
    expect(await ended).toMatchObject({ status: 'complete', attempts: 1 })
    expect(stream.outcome.value?.status).toBe('complete')
    expect(stream.answer.value).toBe('One two')
    expect(stream.state.value.errors).toEqual([])
    expect(seen.every((text) => text.split('|')[2]?.startsWith('One '))).toBe(true)
    expect(server.requests.at(-1)?.headers['last-event-id']).toBe('1')
  })

  it('can be stopped, started anew and disposed of like any other run', async () => {
    const { stream, dispose } = stage(breakOnce('/b'), { transport: createTransport() })
    await stream.start()
    const resumed = stream.resume()
    stream.cancel()
    expect((await resumed)?.status).toBe('cancelled')
    expect(stream.answer.value).toBe('One ')
    // What was stopped is not gone on with.
    expect((await stream.resume())?.status).toBe('cancelled')

    breakOnce('/b')
    await stream.start()
    const outdated = stream.resume()
    expect((await stream.start())?.status).toBe('complete')
    expect((await outdated)?.status).toBe('cancelled')
    expect(stream.answer.value).toBe('One two')

    breakOnce('/b')
    await stream.start()
    dispose()
    expect(await stream.resume()).toBeUndefined()
  })
})

describe('useStream', () => {
  it('has nothing to go on with before its first run', async () => {
    const { stream } = stage({ url: 'http://127.0.0.1:9/' })
    expect(await stream.resume()).toBeUndefined()
    expect(stream.status.value).toBe('idle')
  })

  it.each<[string, UseStreamOptions]>([
    ['limits.events', { limits: { events: 0 } }],
    ['timeouts.idle', { timeouts: { idle: Number.NaN } }],
    ['retry.attempts', { retry: { attempts: -1 } }],
  ])('tells of a wrong %s where it is set up, not at a later start', (name, options) => {
    expect(() => stage({ url: '/' }, options)).toThrow(RangeError)
    expect(() => stage({ url: '/' }, options)).toThrow(name)
  })

  it('never rejects, even when its getter of the request throws', async () => {
    const { stream } = stage(() => {
      throw new TypeError('no question yet')
    })
    const { status, error, attempts } = await stream.start()
    expect([status, attempts, error?.kind]).toEqual(['failed', 0, 'network'])
    expect(error?.message).toMatch(/no question yet/)
  })
})

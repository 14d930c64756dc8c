import { expect, test } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import { resolveRequest } from '../../src/run/request.ts'
import type { StreamRequest } from '../../src/run/streamRun.ts'

const first = { attempt: 1, lastEventId: undefined }

test('a request without a body is a GET that asks for a stream', async () => {
  const resolved = await resolveRequest({ url: '/api/feed' }, first)
  expect(resolved).toMatchObject({ url: '/api/feed', method: 'GET', body: undefined })
  expect(resolved.headers.get('accept')).toMatch(/^text\/event-stream, application\/x-ndjson/)
  expect(resolved.headers.has('content-type')).toBe(false)
})

test.each([
  [{ query: 'E-204' }, '{"query":"E-204"}'],
  [['a', 1], '["a",1]'],
  [42, '42'],
  [false, 'false'],
])('a plain body %o is posted as JSON', async (body, sent) => {
  const resolved = await resolveRequest({ url: '/api', body }, first)
  expect(resolved).toMatchObject({ method: 'POST', body: sent })
  expect(resolved.headers.get('content-type')).toBe('application/json')
})

test.each([
  ['text', 'question'],
  ['a form', new FormData()],
  ['search params', new URLSearchParams('q=1')],
  ['a blob', new Blob(['x'])],
  ['bytes', new Uint8Array([1])],
  ['a buffer', new ArrayBuffer(1)],
  ['a stream', new ReadableStream()],
])('%s is sent as it is, and its type is left to the transport', async (_name, body) => {
  const resolved = await resolveRequest({ url: '/api', body }, first)
  expect(resolved.body).toBe(body)
  expect(resolved.method).toBe('POST')
  expect(resolved.headers.has('content-type')).toBe(false)
})

test('what the caller says comes first', async () => {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/vnd.api+json' }
  const request = { url: '/api', method: 'PUT', headers, body: { a: 1 } }
  const resolved = await resolveRequest(request, first)
  expect(resolved.method).toBe('PUT')
  expect(Object.fromEntries(resolved.headers)).toEqual({
    accept: 'application/json',
    'content-type': 'application/vnd.api+json',
  })
})

test('every part may be a function of the attempt, now or later', async () => {
  const request: StreamRequest = {
    url: ({ attempt }) => new URL(`http://host/${attempt}`),
    headers: async ({ lastEventId }) => ({ 'Last-Event-ID': lastEventId ?? '' }),
    body: async ({ attempt }: { attempt: number }) => ({ attempt }),
  }
  const resolved = await resolveRequest(request, { attempt: 2, lastEventId: '7' })
  expect(resolved).toMatchObject({ url: 'http://host/2', method: 'POST', body: '{"attempt":2}' })
  expect(resolved.headers.get('last-event-id')).toBe('7')
})

test('a function that gives nothing sends nothing', async () => {
  const resolved = await resolveRequest(
    { url: '/api', headers: () => undefined, body: () => null },
    first,
  )
  expect(resolved).toMatchObject({ method: 'GET', body: undefined })
})

const cycle: { self?: unknown } = {}
cycle.self = cycle

test.each<[string, StreamRequest, boolean]>([
  [
    'a function throws',
    {
      url: () => {
        throw new Error('no token')
      },
    },
    true,
  ],
  [
    'a function is refused',
    { url: '/', headers: () => Promise.reject(new Error('no token')) },
    true,
  ],
  ['a header is not fit', { url: '/', headers: { 'bad name': 'x' } }, false],
  ['a body cannot be written', { url: '/', body: cycle }, false],
])('when %s, the error says so', async (_name, request, retryable) => {
  const failure: unknown = await resolveRequest(request, first).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(StreamError)
  expect(failure).toMatchObject({ kind: 'network', retryable })
})

test("a function's own stream error is passed on", async () => {
  const own = new StreamError('http', 'login failed', { status: 401 })
  await expect(resolveRequest({ url: () => Promise.reject(own) }, first)).rejects.toBe(own)
})

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import { neverAnswer, redirectTo, sendPieces } from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import type { TestHttpServer } from '../support/httpServer.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

let server: TestHttpServer
beforeAll(async () => {
  server = await startHttpServer({ '/chat': sendPieces(['data: x\n\n']) })
})
afterAll(() => server.close())

/** A `fetch` that answers everything with one event and remembers what it was asked with. */
function createSpyFetch() {
  return vi.fn<typeof fetch>(() => Promise.resolve(new Response('data: x\n\n')))
}

test('requests carry the cautious defaults', async () => {
  const spy = createSpyFetch()
  await fetchTransport({ fetch: spy }).open(createRequest('/chat'), createContext())
  expect(spy).toHaveBeenCalledWith(
    '/chat',
    expect.objectContaining({
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'strict-origin-when-cross-origin',
      // Refused by the transport itself, which can then say so.
      redirect: 'manual',
    }),
  )
})

test("the caller's settings win over the defaults", async () => {
  const spy = createSpyFetch()
  const transport = fetchTransport({ fetch: spy, credentials: 'include', mode: 'cors' })
  await transport.open(createRequest('/chat'), createContext())
  expect(spy.mock.calls[0]?.[1]).toMatchObject({ credentials: 'include', mode: 'cors' })
})

test('the global fetch is looked up at each request', async () => {
  const transport = fetchTransport()
  const spy = vi.spyOn(globalThis, 'fetch')
  await transport.open(createRequest(`${server.url}/chat`), createContext())
  expect(spy).toHaveBeenCalledTimes(1)
  spy.mockRestore()
})

test('a relative url goes to fetch as it is', async () => {
  const spy = createSpyFetch()
  const response = await fetchTransport({ fetch: spy }).open(
    createRequest('/chat'),
    createContext(),
  )
  expect(response.url).toBe('/chat')
})

test('a body that is a stream is sent', async () => {
  const body = new Blob(['{"q":', '"?"}']).stream()
  const request = createRequest(`${server.url}/chat`, { body })
  await fetchTransport().open(request, createContext())
  expect(server.requests.at(-1)?.body).toBe('{"q":"?"}')
})

test('redirects are followed within the origin when that is asked for', async () => {
  server.on('/old', redirectTo('/chat'))
  const request = createRequest(`${server.url}/old`)
  const response = await fetchTransport({ redirect: 'follow' }).open(request, createContext())
  expect(response.url).toBe(`${server.url}/chat`)
  expect(await collectTexts(response.chunks)).toEqual(['data: x\n\n'])
})

test('a redirect that was followed to another origin is not read', async () => {
  const other = await startHttpServer({ '*': neverAnswer, '/steal': sendPieces(['data: x\n\n']) })
  server.on('/away', redirectTo(`${other.url}/steal?a=b`))
  const request = createRequest(`${server.url}/away`)
  const opening = fetchTransport({ redirect: 'follow' }).open(request, createContext())
  await expect(opening).rejects.toMatchObject({
    kind: 'http',
    code: 'redirect-cross-origin',
    retryable: false,
    message: `GET ${server.url}/away was redirected to another origin, ${other.url}`,
  })
  await other.close()
})

test('what a browser shows of a redirect is enough to refuse it', async () => {
  // An opaque redirect has status 0 and no headers, and cannot be made by hand.
  const opaque = Object.assign(new Response(null), {})
  Object.defineProperty(opaque, 'status', { value: 0 })
  const transport = fetchTransport({ fetch: () => Promise.resolve(opaque) })
  await expect(transport.open(createRequest('/chat'), createContext())).rejects.toMatchObject({
    kind: 'http',
    code: 'redirect',
    status: undefined,
    message: "GET /chat was redirected; ask for that address, or set redirect: 'follow'",
  })
})

test('messages never hold the query', async () => {
  const request = createRequest(`${server.url}/missing?question=secret#x`)
  await expect(fetchTransport().open(request, createContext())).rejects.toThrow(
    `GET ${server.url}/missing failed with status 404: nothing at /missing`,
  )
})

test('a fetch that overlooks its signal is given up at an abort, its late body thrown away', async () => {
  const cancel = vi.fn<() => void>()
  const fetch = () =>
    new Promise<Response>((resolve) => {
      setTimeout(() => resolve(new Response(new ReadableStream({ cancel }))), 20)
    })
  const controller = new AbortController()
  const context = createContext(controller.signal)
  const opening = fetchTransport({ fetch }).open(createRequest('/chat'), context)
  controller.abort(new Error('stop'))
  await expect(opening).rejects.toThrow('stop')
  expect(cancel).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(1))
})

test('a body that overlooks the signal is cancelled at an abort', async () => {
  const cancel = vi.fn<() => void>()
  const body = new ReadableStream<Uint8Array>({ cancel })
  const controller = new AbortController()
  const response = await fetchTransport({ fetch: () => Promise.resolve(new Response(body)) }).open(
    createRequest('/chat'),
    createContext(controller.signal),
  )
  const pull = collectTexts(response.chunks)
  controller.abort(new Error('stop'))
  await expect(pull).rejects.toThrow('stop')
  expect(cancel).toHaveBeenCalledTimes(1)
})

test('bytes that come after an abort are not given', async () => {
  let controllerOfBody: ReadableStreamDefaultController<Uint8Array> | undefined
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controllerOfBody = controller
    },
  })
  const controller = new AbortController()
  const response = await fetchTransport({ fetch: () => Promise.resolve(new Response(body)) }).open(
    createRequest('/chat'),
    createContext(controller.signal),
  )
  const pull = response.chunks[Symbol.asyncIterator]().next()
  controllerOfBody?.enqueue(new TextEncoder().encode('late'))
  controller.abort(new Error('stop'))
  await expect(pull).rejects.toThrow('stop')
})

test.each([
  [
    'throws',
    () => {
      throw new TypeError('fetch failed')
    },
  ],
  ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
])('a fetch that %s is a network error', async (_how, fetch) => {
  await expect(
    fetchTransport({ fetch }).open(createRequest('/chat'), createContext()),
  ).rejects.toMatchObject({ kind: 'network', retryable: true })
})

test('an address that cannot be one is not worth a second try', async () => {
  const opening = fetchTransport().open(createRequest('/only/a/path'), createContext())
  await expect(opening).rejects.toMatchObject({ kind: 'network', retryable: false })
  await expect(opening).rejects.toThrow('GET /only/a/path cannot be sent')
})

test('any cut of the bytes gives the same text', () => {
  const text = '\uFEFFdata: 水 🌊 é\r\n\r\ndata: \uFEFF\n\n'
  const bytes = new TextEncoder().encode(text)
  const cut = fc.uniqueArray(fc.integer({ min: 0, max: bytes.length }))
  return fc.assert(
    fc.asyncProperty(cut, async (cuts) => {
      const edges = [0, ...cuts.toSorted((one, other) => one - other), bytes.length]
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (const [index, end] of edges.slice(1).entries()) {
            controller.enqueue(bytes.slice(edges[index], end))
          }
          controller.close()
        },
      })
      const transport = fetchTransport({ fetch: () => Promise.resolve(new Response(body)) })
      const { chunks } = await transport.open(createRequest('/chat'), createContext())
      expect((await collectTexts(chunks)).join('')).toBe(text)
    }),
  )
})

test('nothing is read ahead of the pulls beyond one chunk', async () => {
  let given = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        given += 1
        controller.enqueue(Uint8Array.of(120))
      },
    },
    { highWaterMark: 0 },
  )
  const response = await fetchTransport({ fetch: () => Promise.resolve(new Response(body)) }).open(
    createRequest('/chat'),
    createContext(),
  )
  const iterator = response.chunks[Symbol.asyncIterator]()
  await iterator.next()
  await iterator.next()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(given).toBe(2)
  await iterator.return?.()
})

test('no listener stays on the signal, however a body ends', async () => {
  const { signal } = new AbortController()
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  const open = () =>
    fetchTransport({ fetch: createSpyFetch() }).open(createRequest('/chat'), createContext(signal))
  await collectTexts((await open()).chunks)
  await (await open()).chunks[Symbol.asyncIterator]().return?.()
  await vi.waitFor(() => expect(remove.mock.calls.length).toBe(add.mock.calls.length))
  for (const [type, listener] of add.mock.calls) {
    expect(remove).toHaveBeenCalledWith(type, listener)
  }
})

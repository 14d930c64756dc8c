import axios from 'axios'
import { expect, test, vi } from 'vitest'
import { axiosTransport } from '../../../src/transport/axiosTransport.ts'
import type { TransportResponse } from '../../../src/transport/transport.ts'
import { createFakeXhrAdapter } from '../../support/fakeXhr.ts'
import type { FakeXhr, FakeXhrAdapter } from '../../support/fakeXhr.ts'
import { collectTexts, createContext, createRequest } from '../../support/transportRequest.ts'

/** A request over a fake `XMLHttpRequest` that has just been sent. */
async function send(
  fake: FakeXhrAdapter,
  options: { readonly maxTextLength?: number; readonly signal?: AbortSignal } = {},
): Promise<{ readonly opening: Promise<TransportResponse>; readonly xhr: FakeXhr }> {
  const { maxTextLength, signal } = options
  const instance = axios.create({ adapter: fake.adapter })
  const transport = axiosTransport(instance, maxTextLength === undefined ? {} : { maxTextLength })
  const opening = transport.open(createRequest('/chat'), createContext(signal))
  opening.catch(() => undefined)
  return { opening, xhr: await fake.sent }
}

test.each([
  ['axios 1', false],
  ['older versions', true],
])('growing text comes in its new pieces, past the throttle of %s', async (_which, olderEvents) => {
  const fake = createFakeXhrAdapter({ olderEvents })
  const { opening } = await send(fake)
  fake.load('data: 1\n\n')
  const response = await opening
  expect(response.status).toBe(200)
  expect(response.headers.get('x-model')).toBe('small: one')
  expect(response.url).toBe('http://127.0.0.1/chat')

  const texts: string[] = []
  const reading = collectTexts(response.chunks, texts)
  await vi.waitFor(() => expect(texts).toEqual(['data: 1\n\n']))
  fake.load('data: 水')
  await vi.waitFor(() => expect(texts).toEqual(['data: 1\n\n', 'data: 水']))
  fake.load('\n\n')
  fake.finish()
  expect((await reading).join('')).toBe('data: 1\n\ndata: 水\n\n')
})

test('text that no event announced comes with the end', async () => {
  const fake = createFakeXhrAdapter()
  const { opening, xhr } = await send(fake)
  fake.load('data: 1\n\n')
  const response = await opening
  xhr.responseText += 'data: 2\n\n'
  fake.finish()
  expect(await collectTexts(response.chunks)).toEqual(['data: 1\n\n', 'data: 2\n\n'])
})

test('chunks count bytes of UTF-8, not characters', async () => {
  const fake = createFakeXhrAdapter()
  const { opening } = await send(fake)
  fake.load('水🌊')
  fake.finish()
  const first = await (await opening).chunks[Symbol.asyncIterator]().next()
  expect(first.value).toEqual({ text: '水🌊', bytes: 7 })
})

test('nothing is lost when the connection breaks and the browser empties the text', async () => {
  const fake = createFakeXhrAdapter()
  const { opening } = await send(fake)
  fake.load('data: 1\n\n')
  const response = await opening
  fake.load('data: 2\n\n')
  fake.load('data: 3')
  fake.breakOff()
  const texts: string[] = []
  await expect(collectTexts(response.chunks, texts)).rejects.toMatchObject({
    kind: 'network',
    retryable: true,
  })
  expect(texts.join('')).toBe('data: 1\n\ndata: 2\n\ndata: 3')
})

test('the text of an error is not read as a stream', async () => {
  const fake = createFakeXhrAdapter()
  const { opening, xhr } = await send(fake)
  xhr.status = 500
  xhr.contentType = 'application/json'
  fake.load('{"detail":"No')
  fake.load(' model"}')
  fake.finish()
  await expect(opening).rejects.toMatchObject({
    kind: 'http',
    status: 500,
    message: 'GET /chat failed with status 500: No model',
  })
})

test('a login page is refused and the request ended', async () => {
  const fake = createFakeXhrAdapter()
  const { opening, xhr } = await send(fake)
  xhr.contentType = 'text/html'
  fake.load('<!doctype html>')
  await expect(opening).rejects.toMatchObject({ kind: 'content-type', body: '<!doctype html>' })
  expect(xhr.isAborted).toBe(true)
})

/** An answer over a fake `XMLHttpRequest` that was asked for below `/api/` and says that it came from there. */
async function answerFrom(responseURL: string) {
  const fake = createFakeXhrAdapter()
  const instance = axios.create({ adapter: fake.adapter, baseURL: 'http://127.0.0.1:9/api/' })
  const opening = axiosTransport(instance).open(createRequest('/chat'), createContext())
  opening.catch(() => undefined)
  const xhr = await fake.sent
  xhr.responseURL = responseURL
  fake.load('data: 1\n\n')
  return { opening, xhr }
}

test('an answer that comes from another origin is not read', async () => {
  const { opening, xhr } = await answerFrom('http://elsewhere.test/chat')
  await expect(opening).rejects.toMatchObject({
    kind: 'http',
    code: 'redirect-cross-origin',
    retryable: false,
    message: expect.stringMatching(/redirected to another origin, http:\/\/elsewhere/),
  })
  expect(xhr.isAborted).toBe(true)
})

test('an answer that comes from another path of the same origin is read', async () => {
  const url = 'http://127.0.0.1:9/v2/chat?q=1'
  expect((await (await answerFrom(url)).opening).url).toBe(url)
})

test('a connection that cannot be made is a network error', async () => {
  const fake = createFakeXhrAdapter()
  const { opening } = await send(fake)
  fake.breakOff()
  await expect(opening).rejects.toMatchObject({ kind: 'network', retryable: true })
})

test('text beyond the cap ends the request, and what fits is kept', async () => {
  const fake = createFakeXhrAdapter()
  const { opening, xhr } = await send(fake, { maxTextLength: 10 })
  fake.load('12345')
  const response = await opening
  fake.load('67890abc')
  expect(xhr.isAborted).toBe(true)
  const texts: string[] = []
  await expect(collectTexts(response.chunks, texts)).rejects.toMatchObject({ kind: 'limit' })
  expect(texts.join('')).toBe('1234567890')
})

test.each(['before the first text', 'in the middle'])(
  'an abort %s ends the request',
  async (when) => {
    const fake = createFakeXhrAdapter()
    const controller = new AbortController()
    const { opening, xhr } = await send(fake, { signal: controller.signal })
    const reason = new Error('stop')
    let waiting: Promise<unknown> = opening
    if (when === 'in the middle') {
      fake.load('data: 1\n\n')
      const iterator = (await opening).chunks[Symbol.asyncIterator]()
      await iterator.next()
      waiting = iterator.next()
    }
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(xhr.isAborted).toBe(true)
  },
)

test('text that comes after an abort is not given', async () => {
  const fake = createFakeXhrAdapter()
  const controller = new AbortController()
  const { opening } = await send(fake, { signal: controller.signal })
  fake.load('data: 1\n\n')
  const iterator = (await opening).chunks[Symbol.asyncIterator]()
  controller.abort(new Error('stop'))
  fake.load('late')
  await expect(iterator.next()).rejects.toThrow('stop')
})

test('no listener stays on the request', async () => {
  const fake = createFakeXhrAdapter()
  const { opening, xhr } = await send(fake)
  const remove = vi.spyOn(xhr, 'removeEventListener')
  fake.load('data: 1\n\n')
  fake.finish()
  await collectTexts((await opening).chunks)
  expect(remove).toHaveBeenCalledTimes(1)
})

test('a response that is being read cannot be asked for again', async () => {
  const fake = createFakeXhrAdapter()
  const instance = axios.create({ adapter: fake.adapter })
  const again: unknown[] = []
  instance.interceptors.response.use(async (response) => {
    again.push(await instance(response.config).catch((error: unknown) => error))
    return response
  })
  const opening = axiosTransport(instance).open(createRequest('/chat'), createContext())
  await fake.sent
  fake.load('data: 1\n\n')
  const response = await opening
  fake.finish()
  expect(await collectTexts(response.chunks)).toEqual(['data: 1\n\n'])
  await vi.waitFor(() => expect(again).toHaveLength(1))
  expect(again[0]).toMatchObject({ kind: 'protocol' })
})

test("the app's own progress callback is still called", async () => {
  const fake = createFakeXhrAdapter()
  const onDownloadProgress = vi.fn<() => void>()
  const instance = axios.create({ adapter: fake.adapter, onDownloadProgress })
  const opening = axiosTransport(instance).open(createRequest('/chat'), createContext())
  await fake.sent
  fake.load('data: 1\n\n')
  fake.finish()
  await collectTexts((await opening).chunks)
  expect(onDownloadProgress).toHaveBeenCalled()
})

import axios, { AxiosError } from 'axios'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axiosTransport } from '../../../src/transport/axiosTransport.ts'
import { sendPieces } from '../../support/answers.ts'
import { startHttpServer } from '../../support/httpServer.ts'
import type { TestHttpServer } from '../../support/httpServer.ts'
import { collectTexts, createContext, createRequest } from '../../support/transportRequest.ts'

let server: TestHttpServer
beforeAll(async () => {
  server = await startHttpServer({ '/chat': sendPieces(['data: real\n\n']) })
})
afterAll(() => server.close())

/** Reads over an instance whose adapter answers with this body. */
async function readMock(data: unknown): Promise<string> {
  const instance = axios.create({
    adapter: (config) =>
      Promise.resolve({ data, status: 200, statusText: 'OK', headers: {}, config }),
  })
  const response = await axiosTransport(instance).open(createRequest('/chat'), createContext())
  return (await collectTexts(response.chunks)).join('')
}

test.each([
  ['text', 'data: x\n\n', 'data: x\n\n'],
  ['an object', { answer: 'x' }, '{"answer":"x"}'],
  ['a list', [1, 2], '[1,2]'],
  ['bytes', new TextEncoder().encode('data: 水\n\n'), 'data: 水\n\n'],
  ['nothing', undefined, ''],
])('a mock may answer with %s', async (_what, data, text) => {
  expect(await readMock(data)).toBe(text)
})

test('a mock may answer with a stream', async () => {
  expect(await readMock(new Blob(['data: ', 'x\n\n']).stream())).toBe('data: x\n\n')
})

test('a body that is no text is a protocol error', async () => {
  await expect(readMock(new Map())).rejects.toMatchObject({ kind: 'protocol' })
})

test('a mock that is put in place after the transport was made counts', async () => {
  const instance = axios.create()
  const transport = axiosTransport(instance)
  expect(transport.canPause).toBe(true)
  instance.defaults.adapter = (config) =>
    Promise.resolve({ data: 'data: x\n\n', status: 200, statusText: '', headers: {}, config })
  expect(transport.canPause).toBe(false)
  const response = await transport.open(createRequest('/chat'), createContext())
  expect(await collectTexts(response.chunks)).toEqual(['data: x\n\n'])
})

test('the status of a mock counts', async () => {
  const instance = axios.create({
    adapter: (config) => {
      const response = {
        data: { detail: 'full' },
        status: 429,
        statusText: '',
        headers: { 'retry-after': '3' },
        config,
      }
      return Promise.reject(new AxiosError('x', undefined, config, undefined, response))
    },
  })
  const opening = axiosTransport(instance).open(createRequest('/chat'), createContext())
  await expect(opening).rejects.toMatchObject({
    kind: 'http',
    status: 429,
    retryable: true,
    retryAfter: 3000,
    body: '{"detail":"full"}',
  })
})

test('an adapter of the app that wraps fetch streams', async () => {
  const instance = axios.create({ adapter: (config) => axios.getAdapter('fetch')(config) })
  const request = createRequest(`${server.url}/chat`)
  const response = await axiosTransport(instance).open(request, createContext())
  expect(await collectTexts(response.chunks)).toEqual(['data: real\n\n'])
})

test.each<[string, string | string[] | undefined, boolean]>([
  ['all of them', ['xhr', 'http', 'fetch'], true],
  ['fetch', 'fetch', true],
  ['http', 'http', true],
  ['nothing', undefined, true],
  ['xhr', 'xhr', false],
  ['xhr before http', ['xhr', 'http'], false],
])('an instance set to %s can pause: %s %s', (_what, adapter, canPause) => {
  const instance = axios.create()
  Object.assign(instance.defaults, { adapter })
  expect(axiosTransport(instance).canPause).toBe(canPause)
})

test('the adapter that the caller asks for wins over the instance', () => {
  const instance = axios.create({ adapter: 'xhr' })
  expect(axiosTransport(instance, { adapter: 'fetch' }).canPause).toBe(true)
  expect(axiosTransport(axios.create(), { adapter: 'xhr' }).canPause).toBe(false)
})

import axios from 'axios'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { axiosTransport } from '../../src/transport/axiosTransport.ts'
import { type AuthHook } from '../../src/transport/authRefresh.ts'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { sendJson, sendPieces } from '../support/answers.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

const EVENT = 'data: x\n\n'

let server: TestHttpServer
let valid = 'new'
let refreshed = 0
beforeAll(async () => {
  server = await startHttpServer({
    '/chat': (exchange) => {
      const isValid = exchange.request.headers.authorization === `Bearer ${valid}`
      const answer = isValid ? sendPieces([EVENT]) : sendJson(401, { detail: 'token expired' })
      return answer(exchange)
    },
  })
})
afterAll(() => server.close())
beforeEach(() => {
  valid = 'new'
  refreshed = 0
})

const authorization = 'Bearer old'
const refresh: AuthHook = async () => {
  refreshed += 1
  await new Promise((resolve) => setTimeout(resolve, 30))
  return { authorization: 'Bearer new' }
}

async function read(transport: Transport, body: BodyInit = '{"q":"?"}'): Promise<string> {
  const request = createRequest(`${server.url}/chat`, { body, headers: { authorization } })
  const response = await transport.open(request, createContext())
  return (await collectTexts(response.chunks)).join('')
}

const asked = (): number => server.requests.length

test('row 17: after a 401 fresh credentials are fetched, and the request is sent once more', async () => {
  const before = asked()
  const seen: unknown[] = []
  const onAuth: AuthHook = (context) => {
    seen.push([context.status, context.request.headers.get('authorization')])
    return refresh(context)
  }
  expect(await read(fetchTransport({ onAuth }))).toBe(EVENT)
  expect(seen).toEqual([[401, 'Bearer old']])
  expect(asked() - before).toBe(2)
  expect(server.requests.at(-1)).toMatchObject({
    body: '{"q":"?"}',
    headers: { authorization: 'Bearer new' },
  })
  await expect.poll(() => server.openExchanges).toBe(0)
})

test('row 17: what is refused again fails, and is never sent a third time', async () => {
  valid = 'unknown'
  const before = asked()
  const transport = fetchTransport({ onAuth: refresh })
  await expect(read(transport)).rejects.toMatchObject({ kind: 'http', status: 401 })
  expect([refreshed, asked() - before]).toEqual([1, 2])
  const run = openStream({ url: `${server.url}/chat` }, { transport })
  expect(await run.outcome).toMatchObject({ status: 'failed', attempts: 1, error: { status: 401 } })
  expect([refreshed, asked() - before]).toEqual([2, 4])
})

test('row 17: streams that are refused together share one refresh', async () => {
  const transport = fetchTransport({ onAuth: refresh })
  const texts = await Promise.all(Array.from({ length: 5 }, () => read(transport)))
  expect(texts).toEqual(Array.from({ length: 5 }, () => EVENT))
  expect(refreshed).toBe(1)
  // Refused after the others have refreshed, though it went out before: what they got is good for it too.
  const late = read(transport)
  await Promise.all([read(transport), late])
  expect(refreshed).toBe(2)
})

test.each<[string, AuthHook]>([
  ['gives none', () => false],
  ['throws', () => Promise.reject(new Error('signed out'))],
])('row 17: a hook that %s leaves the refusal as it is', async (_what, onAuth) => {
  const before = asked()
  await expect(read(fetchTransport({ onAuth }))).rejects.toMatchObject({
    status: 401,
    message: `POST ${server.url}/chat failed with status 401: token expired`,
  })
  expect(asked() - before).toBe(1)
})

test('row 17: a cookie that is fresh now needs no header', async () => {
  expect(await read(fetchTransport({ onAuth: () => void (valid = 'old') }))).toBe(EVENT)
})

test('row 17: a body that can be read once only is not sent twice', async () => {
  const transport = fetchTransport({ onAuth: refresh })
  await expect(read(transport, new Blob(['x']).stream())).rejects.toMatchObject({ status: 401 })
  expect(refreshed).toBe(0)
})

test('row 17: no other status asks for credentials, and without a hook nobody is asked', async () => {
  server.on('/gone', sendJson(404, {}))
  const transport = fetchTransport({ onAuth: refresh })
  const request = createRequest(`${server.url}/gone`)
  await expect(transport.open(request, createContext())).rejects.toMatchObject({ status: 404 })
  await expect(read(fetchTransport())).rejects.toMatchObject({ status: 401 })
  expect(refreshed).toBe(0)
})

test('row 17: an abort does not wait for the refresh', async () => {
  const controller = new AbortController()
  const transport = fetchTransport({ onAuth: () => new Promise(() => undefined) })
  const request = createRequest(`${server.url}/chat`)
  const opening = transport.open(request, createContext(controller.signal))
  setTimeout(() => controller.abort(new Error('stop')), 50)
  await expect(opening).rejects.toThrow('stop')
})

test("row 17: over axios the instance's own interceptor does it, for a run too", async () => {
  const instance = axios.create()
  instance.interceptors.response.use(undefined, async (error: unknown) => {
    if (!axios.isAxiosError(error) || error.config === undefined || refreshed > 0) throw error
    refreshed += 1
    error.config.headers.set('authorization', 'Bearer new')
    return instance(error.config)
  })
  const before = asked()
  const run = openStream(
    { url: `${server.url}/chat`, headers: { authorization } },
    { transport: axiosTransport(instance), dialect: 'langchain' },
  )
  expect((await run.outcome).attempts).toBe(1)
  expect(run.state.answer).toBe('x')
  expect([refreshed, asked() - before]).toEqual([1, 2])
})

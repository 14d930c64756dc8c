import axios from 'axios'
import type { AxiosError, AxiosInstance, AxiosResponse } from 'axios'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { axiosTransport } from '../../../src/transport/axiosTransport.ts'
import { FETCH_DEFAULTS } from '../../../src/transport/fetchTransport.ts'
import {
  neverAnswer,
  redirectTo,
  resetAfter,
  resetAtOnce,
  sendJson,
  sendPieces,
  sendStatus,
  sendText,
} from '../../support/answers.ts'
import { BUSY } from '../../support/busyMachine.ts'
import { startHttpServer } from '../../support/httpServer.ts'
import type { TestHttpServer } from '../../support/httpServer.ts'
import { collectTexts, createContext, createRequest } from '../../support/transportRequest.ts'

const EVENT = 'data: x\n\n'

let server: TestHttpServer
let instance: AxiosInstance
beforeAll(async () => {
  server = await startHttpServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.on('/api/chat', sendPieces([EVENT, EVENT]))
  instance = axios.create({ baseURL: `${server.url}/api` })
})

/** Asks as an app does: with a path, on an instance that knows the rest. */
async function read({ signal }: { readonly signal?: AbortSignal } = {}): Promise<string> {
  const request = createRequest('/chat', {
    body: '{"q":"?"}',
    headers: { 'content-type': 'application/json' },
  })
  const response = await axiosTransport(instance).open(request, createContext(signal))
  return (await collectTexts(response.chunks)).join('')
}

test('base url, default headers and request interceptors of the instance count', async () => {
  instance.defaults.headers.common['x-tenant'] = 'north'
  instance.interceptors.request.use(async (config) => {
    await Promise.resolve()
    config.headers.set('authorization', 'Bearer fresh')
    config.params = { trace: 7 }
    return config
  })
  expect(await read()).toBe(EVENT + EVENT)
  expect(server.requests.at(-1)).toMatchObject({
    method: 'POST',
    url: '/api/chat?trace=7',
    body: '{"q":"?"}',
    headers: {
      authorization: 'Bearer fresh',
      'x-tenant': 'north',
      'content-type': 'application/json',
    },
  })
})

test('the default export of axios does as well as an instance', async () => {
  const request = createRequest(`${server.url}/api/chat`)
  const response = await axiosTransport(axios).open(request, createContext())
  expect(await collectTexts(response.chunks)).toEqual([EVENT, EVENT])
})

test('a header that an interceptor removes stays away', async () => {
  instance = axios.create({ baseURL: `${server.url}/api`, headers: { 'x-requested-with': 'app' } })
  instance.interceptors.request.use((config) => {
    config.headers.delete('x-requested-with')
    return config
  })
  await read()
  expect(server.requests.at(-1)?.headers).not.toHaveProperty('x-requested-with')
})

test("the app's own transformRequest is applied once", async () => {
  instance.defaults.transformRequest = [(data: unknown) => `<${String(data)}>`]
  await read()
  expect(server.requests.at(-1)?.body).toBe('<{"q":"?"}>')
})

type ResponseInterceptor = (response: AxiosResponse) => AxiosResponse | Promise<AxiosResponse>

test.each<[string, ResponseInterceptor]>([
  [
    'rejects what has no business code',
    (response) => (response.data.code === 0 ? response : Promise.reject(new Error('business'))),
  ],
  ['throws because it expects an object', (response) => response.data.result.rows],
  ['unwraps the data', (response) => response.data],
])('a response interceptor that %s does not break the stream', async (_what, interceptor) => {
  instance.interceptors.response.use(interceptor)
  expect(await read()).toBe(EVENT + EVENT)
})

test('response interceptors never get hold of the stream', async () => {
  const seen: unknown[] = []
  instance.interceptors.response.use((response) => {
    seen.push(response.data, response.status)
    return response
  })
  await read()
  expect(seen).toEqual(['', 200])
})

test('a 401 is refreshed and sent again by the interceptor of the app', async () => {
  let token = 'old'
  const log: unknown[] = []
  server.on('/api/chat', (exchange) => {
    const isFresh = exchange.request.headers.authorization === 'Bearer new'
    const answer = isFresh ? sendPieces([EVENT]) : sendJson(401, { message: 'token expired' })
    return answer(exchange)
  })
  server.on('/api/refresh', sendJson(200, { token: 'new' }))
  instance.interceptors.request.use((config) => {
    log.push(`request ${token}`)
    config.headers.set('authorization', `Bearer ${token}`)
    return config
  })
  instance.interceptors.response.use(undefined, async (error: AxiosError) => {
    log.push(error.response?.data)
    if (error.response?.status !== 401 || error.config === undefined) throw error
    const { data } = await axios.post<{ token: string }>(`${server.url}/api/refresh`)
    token = data.token
    return instance(error.config)
  })
  expect(await read()).toBe(EVENT)
  expect(log).toEqual(['request old', { message: 'token expired' }, 'request new'])
  expect(server.requests.at(-1)?.body).toBe('{"q":"?"}')
})

test('when the refresh fails too, the error is the one of the stream', async () => {
  server.on('/api/chat', sendJson(401, { detail: 'Sign in first' }))
  instance.interceptors.response.use(undefined, () => Promise.reject(new Error('no refresh token')))
  await expect(read()).rejects.toMatchObject({
    kind: 'http',
    status: 401,
    message: 'POST /chat failed with status 401: Sign in first',
  })
})

test('an interceptor that asks again after a good answer gets the later one, the first is let go', async () => {
  let asked = 0
  server.on('/api/chat', async (exchange) => {
    asked += 1
    await exchange.write(`data: ${asked}\n\n`)
    if (asked === 2) exchange.end()
  })
  instance.interceptors.response.use((response) =>
    asked === 1 ? instance(response.config) : response,
  )
  const arrival = server.nextRequest()
  expect(await read()).toBe('data: 2\n\n')
  expect((await (await arrival).closed).by).toBe('client')
})

test('validateStatus that accepts everything hides no error', async () => {
  instance.defaults.validateStatus = () => true
  server.on('/api/chat', sendText(500, 'out of order'))
  const seen: unknown[] = []
  instance.interceptors.response.use((response) => {
    seen.push(response.status, response.data)
    return response
  })
  await expect(read()).rejects.toMatchObject({ kind: 'http', status: 500, body: 'out of order' })
  expect(seen).toEqual([500, 'out of order'])
})

test('error interceptors that turn a failure into a value hide no error', async () => {
  instance.interceptors.response.use(undefined, () => ({ data: null, ok: false }))
  server.on('/api/chat', sendText(503, 'busy'))
  await expect(read()).rejects.toMatchObject({ kind: 'http', status: 503, retryable: true })
})

test('neither timeout nor maxContentLength of the instance ends a stream', async () => {
  instance.defaults.timeout = 60
  instance.defaults.maxContentLength = 10
  instance.interceptors.request.use((config) => ({ ...config, timeout: 40 }))
  server.on('/api/chat', sendPieces([EVENT, EVENT, EVENT], { pause: 80 }))
  expect(await read()).toBe(EVENT.repeat(3))
})

test('a request that an interceptor refuses is sent nowhere and not worth a second try', async () => {
  const before = server.requests.length
  instance.interceptors.request.use(() => Promise.reject(new Error('not signed in')))
  await expect(read()).rejects.toMatchObject({
    kind: 'network',
    retryable: false,
    message: 'POST /chat could not be sent: not signed in',
  })
  expect(server.requests.length).toBe(before)
})

test('a mistake in an interceptor is not taken for a broken connection', async () => {
  instance.interceptors.request.use(() => {
    throw new TypeError("Cannot read properties of undefined (reading 'token')")
  })
  await expect(read()).rejects.toMatchObject({
    retryable: false,
    message: "POST /chat could not be sent: Cannot read properties of undefined (reading 'token')",
  })
})

test('an interceptor that never settles does not hold up an abort', async () => {
  instance.interceptors.request.use(() => new Promise(() => undefined))
  const controller = new AbortController()
  const reading = read({ signal: controller.signal })
  controller.abort(new Error('stop'))
  await expect(reading).rejects.toThrow('stop')
})

test('an answer that an interceptor takes from its own cache is read', async () => {
  instance.interceptors.request.use((config) => ({
    ...config,
    adapter: () =>
      Promise.resolve({ data: EVENT, status: 200, statusText: '', headers: {}, config }),
  }))
  expect(await read()).toBe(EVENT)
})

test('two streams of one instance do not touch each other', async () => {
  expect(await Promise.all([read(), read()])).toEqual([EVENT + EVENT, EVENT + EVENT])
})

test("the instance's own fetch options win", async () => {
  instance.defaults.fetchOptions = { referrer: '', cache: 'reload' }
  const seen: unknown[] = []
  instance.interceptors.request.use((config) => {
    seen.push(config.fetchOptions)
    return config
  })
  expect(await read()).toBe(EVENT + EVENT)
  expect(seen).toEqual([{ ...FETCH_DEFAULTS, referrer: '', cache: 'reload' }])
})

test.each(['the instance', 'an interceptor'])(
  'a redirect is not followed when %s asks for that: nobody could tell where to',
  async (who) => {
    const other = await startHttpServer({ '*': sendPieces([EVENT]) })
    server.on('/api/old', redirectTo(`${other.url}/steal?key=1`))
    const fetchOptions = { redirect: 'follow' } as const
    if (who === 'the instance') instance.defaults.fetchOptions = fetchOptions
    else instance.interceptors.request.use((config) => ({ ...config, fetchOptions }))
    const request = createRequest('/old', { headers: { 'x-api-key': 'secret' } })
    await expect(axiosTransport(instance).open(request, createContext())).rejects.toMatchObject({
      kind: 'http',
      code: 'redirect',
      retryable: false,
      message: `GET /old was redirected to ${other.url}/steal; ask for that address`,
    })
    expect(other.requests).toEqual([])
    await other.close()
  },
)

test("the app's own cancel token ends the stream as a cancellation by the app", async () => {
  server.on('/api/chat', async (exchange) => void (await exchange.write(EVENT)))
  const source = axios.CancelToken.source()
  instance.interceptors.request.use((config) => ({ ...config, cancelToken: source.token }))
  const response = await axiosTransport(instance).open(createRequest('/chat'), createContext())
  const arrived = server.requests.at(-1)
  const reading = collectTexts(response.chunks)
  setTimeout(() => source.cancel('the route has changed'), 20)
  await expect(reading).rejects.toMatchObject({ kind: 'network', retryable: false })
  expect((await arrived?.closed)?.by).toBe('client')
})

test.each<[string, () => AbortSignal, object]>([
  ['a signal', () => AbortSignal.abort(), { kind: 'network', retryable: false }],
  ['a timeout', () => AbortSignal.timeout(20), { kind: 'timeout', retryable: true }],
])(
  "%s of the app's own counts beside the one of the run",
  async (_what, createSignal, expected) => {
    server.on('/api/chat', neverAnswer)
    instance.interceptors.request.use((config) => ({ ...config, signal: createSignal() }))
    await expect(read()).rejects.toMatchObject(expected)
  },
)

test.each(['the app', 'the run'])(
  "a signal of the instance's own counts beside the run's: aborted by %s",
  BUSY,
  async (who) => {
    server.on('/api/chat', async (exchange) => void (await exchange.write(EVENT)))
    const app = new AbortController()
    const run = new AbortController()
    instance.defaults.signal = app.signal
    const arrival = server.nextRequest()
    const reading = read({ signal: run.signal })
    const arrived = await arrival
    const abortedAt = performance.now()
    if (who === 'the app') app.abort(new Error('signed out'))
    else run.abort(new Error('stop'))
    await expect(reading).rejects.toMatchObject(
      who === 'the app' ? { kind: 'network', retryable: false } : { message: 'stop' },
    )
    const { at, by } = await arrived.closed
    expect(by).toBe('client')
    expect(at - abortedAt).toBeLessThan(100)
  },
)

test(
  "the run's abort works although an interceptor put another signal into its place",
  BUSY,
  async () => {
    server.on('/api/chat', neverAnswer)
    const arrival = server.nextRequest()
    const { signal } = new AbortController()
    instance.interceptors.request.use((config) => ({ ...config, signal }))
    const controller = new AbortController()
    const reading = read({ signal: controller.signal })
    const arrived = await arrival
    const abortedAt = performance.now()
    controller.abort(new Error('stop'))
    await expect(reading).rejects.toThrow('stop')
    expect((await arrived.closed).at - abortedAt).toBeLessThan(100)
  },
)

test("the run's reason is kept where axios would say that the request was canceled", async () => {
  server.on('/api/chat', neverAnswer)
  const reason = new DOMException('took too long', 'TimeoutError')
  const controller = new AbortController()
  const reading = read({ signal: controller.signal })
  controller.abort(reason)
  await expect(reading).rejects.toBe(reason)
})

test("no listener stays on the run's signal, however the request ends", async () => {
  const { signal } = new AbortController()
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  server.on('/api/chat', sendPieces([EVENT]))
  await read({ signal })
  const response = await axiosTransport(instance).open(
    createRequest('/chat'),
    createContext(signal),
  )
  await response.chunks[Symbol.asyncIterator]().return?.()
  for (const answer of [sendStatus(204), sendText(500, 'x'), resetAtOnce, resetAfter(EVENT, 3)]) {
    server.on('/api/chat', answer)
    await read({ signal }).catch(() => undefined)
  }
  const added = add.mock.calls.map(([, listener]) => listener)
  expect(added.length).toBeGreaterThan(6)
  await vi.waitFor(() => {
    const removed = remove.mock.calls.map(([, listener]) => listener)
    expect(added.filter((listener) => !removed.includes(listener))).toEqual([])
  })
})

test('axios must be able to make another instance', () => {
  const bare = { defaults: {}, request: vi.fn<() => Promise<unknown>>() }
  expect(() => axiosTransport(bare)).toThrow(/create\(\) is missing/)
})

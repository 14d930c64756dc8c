import { afterEach, expect, test } from 'vitest'
import type { TransportResponse } from '../../src/transport/transport.ts'
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts'
import type { WebSocketTransportOptions } from '../../src/transport/webSocketTransport.ts'
import { FakeWebSocket } from '../support/fakeWebSocket.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

afterEach(() => {
  FakeWebSocket.made.length = 0
})

const REQUEST = createRequest('https://example.com/chat?room=1#top', { body: '{"q":"?"}' })

/** A request on its way, and the socket that it has made. */
function send(
  options: WebSocketTransportOptions & { readonly signal?: AbortSignal } = {},
  request = REQUEST,
): { readonly opening: Promise<TransportResponse>; readonly socket: FakeWebSocket } {
  const transport = webSocketTransport({ WebSocket: FakeWebSocket, ...options })
  const opening = transport.open(request, createContext(options.signal))
  opening.catch(() => undefined)
  const socket = FakeWebSocket.made.at(-1)
  if (socket === undefined) throw new TypeError('no socket was made')
  return { opening, socket }
}

test('the url becomes one of a WebSocket and the body the first message', async () => {
  const { opening, socket } = send({ protocols: ['chat', 'token.abc'] })
  expect(socket.url).toBe('wss://example.com/chat?room=1')
  expect(socket.protocols).toEqual(['chat', 'token.abc'])
  expect(socket.sent).toEqual([])
  socket.accept()
  expect(await opening).toMatchObject({
    status: 101,
    url: 'wss://example.com/chat?room=1',
    boundaries: 'message',
  })
  expect(socket.sent).toEqual(['{"q":"?"}'])
})

test.each([
  ['http://example.com/a', 'ws://example.com/a'],
  ['ws://example.com/a', 'ws://example.com/a'],
  ['wss://example.com/a', 'wss://example.com/a'],
])('%s is asked for as %s', (url, asked) => {
  expect(send({}, createRequest(url)).socket.url).toBe(asked)
})

test('without a body nothing is sent', async () => {
  const { opening, socket } = send({}, createRequest('https://example.com/chat'))
  socket.accept()
  await opening
  expect(socket.sent).toEqual([])
})

test('the caller may say what is sent', async () => {
  const { opening, socket } = send({
    send: ({ url }) => ['{"type":"hello"}', `{"type":"ask","from":"${url}"}`],
  })
  socket.accept()
  await opening
  expect(socket.sent).toEqual(['{"type":"hello"}', `{"type":"ask","from":"${REQUEST.url}"}`])
})

test('each message is a chunk, and a close with 1000 ends the body', async () => {
  const { opening, socket } = send()
  socket.accept()
  const { chunks } = await opening
  socket.receive('Hel')
  socket.receive('')
  socket.receive('lo 水')
  socket.hangUp(1000)
  const got = []
  for await (const chunk of chunks) got.push(chunk)
  expect(got).toEqual([
    { text: 'Hel', bytes: 3 },
    { text: '', bytes: 0 },
    { text: 'lo 水', bytes: 6 },
  ])
})

test('messages are given as they come', async () => {
  const { opening, socket } = send()
  socket.accept()
  const iterator = (await opening).chunks[Symbol.asyncIterator]()
  const pull = iterator.next()
  socket.receive('a')
  expect((await pull).value).toEqual({ text: 'a', bytes: 1 })
  const end = iterator.next()
  socket.hangUp(1005)
  expect((await end).done).toBe(true)
})

test('binary messages are text too, cut inside a character or not', async () => {
  const { opening, socket } = send()
  expect(socket.binaryType).toBe('arraybuffer')
  socket.accept()
  const bytes = new TextEncoder().encode('a🌊b')
  socket.receive(bytes.slice(0, 3).buffer)
  socket.receive(bytes.slice(3))
  socket.hangUp(1000)
  expect(await collectTexts((await opening).chunks)).toEqual(['a', '🌊b'])
})

test.each([
  [1001, true],
  [1006, true],
  [1011, true],
  [1012, true],
  [1013, true],
  [1003, false],
  [1007, false],
  [1008, false],
  [1009, false],
  [4401, false],
])('a close with %i is a network error, retryable: %s', async (code, retryable) => {
  const { opening, socket } = send()
  socket.accept()
  const { chunks } = await opening
  socket.receive('partial')
  socket.hangUp(code, 'out of tokens')
  const texts: string[] = []
  await expect(collectTexts(chunks, texts)).rejects.toMatchObject({
    kind: 'network',
    code: String(code),
    retryable,
    message: `WebSocket wss://example.com/chat was closed with code ${code}: out of tokens`,
  })
  expect(texts).toEqual(['partial'])
})

test('a handshake that fails is a network error', async () => {
  const { opening, socket } = send()
  socket.dispatchEvent(new Event('error'))
  socket.hangUp(1006)
  await expect(opening).rejects.toMatchObject({ kind: 'network', retryable: true, code: '1006' })
})

test('a socket that closes properly before it was open is an error all the same', async () => {
  const { opening, socket } = send()
  socket.hangUp(1000)
  await expect(opening).rejects.toMatchObject({ kind: 'network', retryable: true })
})

test('a message that is neither text nor bytes is a protocol error', async () => {
  const { opening, socket } = send()
  socket.accept()
  socket.receive({ not: 'text' })
  await expect(collectTexts((await opening).chunks)).rejects.toMatchObject({ kind: 'protocol' })
  expect(socket.isClosed).toBe(true)
})

test.each(['before it is open', 'while a message is waited for'])(
  'an abort %s closes the socket and leaves no listener',
  async (when) => {
    const controller = new AbortController()
    const { opening, socket } = send({ signal: controller.signal })
    let waiting: Promise<unknown> = opening
    if (when !== 'before it is open') {
      socket.accept()
      waiting = (await opening).chunks[Symbol.asyncIterator]().next()
    }
    const reason = new Error('stop')
    controller.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(socket.isClosed).toBe(true)
    expect([...socket.listening.values()].every((count) => count === 0)).toBe(true)
  },
)

test('messages that wait at an abort are thrown away', async () => {
  const controller = new AbortController()
  const { opening, socket } = send({ signal: controller.signal })
  socket.accept()
  const { chunks } = await opening
  socket.receive('waiting')
  controller.abort(new Error('stop'))
  socket.receive('late')
  await expect(collectTexts(chunks)).rejects.toThrow('stop')
})

test('leaving the loop closes the socket', async () => {
  const { opening, socket } = send()
  socket.accept()
  socket.receive('a')
  socket.receive('b')
  for await (const { text } of (await opening).chunks) {
    expect(text).toBe('a')
    break
  }
  expect(socket.isClosed).toBe(true)
})

test('messages that nobody reads are kept up to a bound', async () => {
  const { opening, socket } = send({ maxWaitingLength: 10 })
  socket.accept()
  const { chunks } = await opening
  for (let index = 0; index < 20; index++) socket.receive('12345')
  expect(socket.isClosed).toBe(true)
  const texts: string[] = []
  await expect(collectTexts(chunks, texts)).rejects.toMatchObject({ kind: 'limit' })
  expect(texts.join('')).toBe('123451234512345')
})

test.each([0, -1, Number.NaN, Infinity])('%d is no bound; none at all has a name', (bound) => {
  expect(() => webSocketTransport({ maxWaitingLength: bound })).toThrow(RangeError)
  expect(() => webSocketTransport({ maxWaitingLength: 'unlimited' })).not.toThrow()
})

test('100,000 waiting messages are read without going through them again and again', async () => {
  const { opening, socket } = send()
  socket.accept()
  for (let index = 0; index < 100_000; index++) socket.receive('token ')
  socket.hangUp(1000)
  const startedAt = performance.now()
  expect(await collectTexts((await opening).chunks)).toHaveLength(100_000)
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

test('a body that cannot be a message is refused before anything is opened', async () => {
  const request = createRequest('https://example.com/chat', { body: new FormData() })
  const transport = webSocketTransport({ WebSocket: FakeWebSocket })
  await expect(transport.open(request, createContext())).rejects.toMatchObject({ kind: 'protocol' })
  expect(FakeWebSocket.made).toEqual([])
})

test('a relative url needs a page that it is relative to', async () => {
  const transport = webSocketTransport({ WebSocket: FakeWebSocket })
  await expect(transport.open(createRequest('/chat'), createContext())).rejects.toMatchObject({
    kind: 'network',
    retryable: false,
  })
})

test('where there is no WebSocket the error says so', async () => {
  // Node has one from version 22 on.
  const before = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket')
  Object.defineProperty(globalThis, 'WebSocket', { value: undefined, configurable: true })
  try {
    await expect(webSocketTransport().open(REQUEST, createContext())).rejects.toThrow(
      'WebSocket wss://example.com/chat cannot be opened: there is no WebSocket here',
    )
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'WebSocket')
    else Object.defineProperty(globalThis, 'WebSocket', before)
  }
})

test('pausing does not hold the sender, and the transport says so', () => {
  expect(webSocketTransport().canPause).toBe(false)
})

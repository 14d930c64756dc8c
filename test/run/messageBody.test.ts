import { expect, test } from 'vitest'
import { readMessageBody } from '../../src/run/messageBody.ts'
import type { TransportResponse } from '../../src/transport/transport.ts'
import { webSocketTransport } from '../../src/transport/webSocketTransport.ts'
import { FakeWebSocket } from '../support/fakeWebSocket.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

async function openSocket(): Promise<{ response: TransportResponse; socket: FakeWebSocket }> {
  const transport = webSocketTransport({ WebSocket: FakeWebSocket })
  const opening = transport.open(createRequest('ws://example.com/chat'), createContext())
  const socket = FakeWebSocket.made.at(-1)
  if (socket === undefined) throw new TypeError('no socket was made')
  socket.accept()
  return { response: await opening, socket }
}

test.each([
  ['data: a', 'text/event-stream', 'data: a\n\n'],
  ['{"a":1}', 'application/x-ndjson', '{"a":1}\n'],
  ['Hello', 'text/plain', 'Hello'],
])('the message %s says that the body is %s', async (message, contentType, text) => {
  const { response, socket } = await openSocket()
  const reading = readMessageBody(response)
  socket.receive('')
  socket.receive(message)
  const body = await reading
  expect(body.headers.get('content-type')).toBe(contentType)
  expect(body.boundaries).toBe('stream')
  socket.receive(message)
  socket.hangUp(1000)
  expect(await collectTexts(body.chunks)).toEqual([text, text])
})

test('a body without messages ends at once', async () => {
  const { response, socket } = await openSocket()
  socket.hangUp(1000)
  const body = await readMessageBody(response)
  expect(body.headers.get('content-type')).toBe(null)
  expect(await collectTexts(body.chunks)).toEqual([])
})

test('a break before the first message is thrown', async () => {
  const { response, socket } = await openSocket()
  socket.hangUp(1011)
  await expect(readMessageBody(response)).rejects.toMatchObject({ kind: 'network', code: '1011' })
})

test('leaving the body closes the socket', async () => {
  const { response, socket } = await openSocket()
  socket.receive('Hello')
  const body = await readMessageBody(response)
  await body.chunks[Symbol.asyncIterator]().return?.()
  expect(socket.isClosed).toBe(true)
})

test('a response that is no messages is given back as it is', async () => {
  const { response } = await openSocket()
  const stream: TransportResponse = { ...response, boundaries: 'stream' }
  expect(await readMessageBody(stream)).toBe(stream)
})

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { BUSY } from '../support/busyMachine.ts'
import { startHttpServer } from '../support/httpServer.ts'
import type { TestHttpServer } from '../support/httpServer.ts'
import { startTransportBrowser } from '../support/transportBrowser.ts'
import type { TransportBrowser, TransportBrowserPage } from '../support/transportBrowser.ts'
import type { PageReport, PageTask } from '../support/transportPage.ts'
import { startWebSocketServer } from '../support/webSocketServer.ts'
import type { ServedSocket, TestWebSocketServer } from '../support/webSocketServer.ts'

let browser: TransportBrowser
let server: TestHttpServer
let socketServer: TestWebSocketServer
let page: TransportBrowserPage
let answer: (socket: ServedSocket, message: string) => void
beforeAll(async () => {
  browser = await startTransportBrowser()
  server = await startHttpServer(browser.answers)
  socketServer = await startWebSocketServer((socket, message) => answer(socket, message))
  page = await browser.open(server.url)
})
afterAll(async () => {
  await browser.close()
  await Promise.all([server.close(), socketServer.close()])
})

function ask(
  answered: (socket: ServedSocket, message: string) => void,
  task: Partial<PageTask> = {},
): Promise<PageReport> {
  answer = answered
  const url = `${socketServer.url}/chat?room=1`
  return page.run({ transport: 'websocket', url, body: '{"q":"水"}', ...task })
}

test('the body goes out first and each message comes back as a chunk', async () => {
  const long = '水'.repeat(5000)
  const { status, chunks, error } = await ask((socket, message) => {
    expect(message).toBe('{"q":"水"}')
    socket.send('Hello ')
    socket.send('')
    socket.send(long)
    socket.close(1000)
  })
  expect(error).toBeUndefined()
  expect(status).toBe(101)
  expect(chunks).toEqual(['Hello ', '', long])
  expect(socketServer.sockets.at(-1)?.url).toBe('/chat?room=1')
})

test('binary messages are read as UTF-8, also when a character is cut between them', async () => {
  const bytes = new TextEncoder().encode('a🌊b')
  const { chunks } = await ask((socket) => {
    socket.send(bytes.subarray(0, 3))
    socket.send(bytes.subarray(3))
    socket.close()
  })
  expect(chunks.join('')).toBe('a🌊b')
})

test('a close with a code of failure keeps what came and tells the reason', async () => {
  const { chunks, error } = await ask((socket) => {
    socket.send('partial')
    socket.close(1011, 'out of memory')
  })
  expect(chunks).toEqual(['partial'])
  expect(error).toMatchObject({ kind: 'network', code: '1011', retryable: true })
  expect(error?.message).toContain('out of memory')
})

test('a connection that breaks is a network error with code 1006', async () => {
  const { error } = await ask((socket) => {
    socket.send('partial')
    setTimeout(() => socket.drop(), 50)
  })
  expect(error).toMatchObject({ kind: 'network', code: '1006', retryable: true })
})

test('a server that speaks no WebSocket is a network error', async () => {
  const { error } = await ask(() => undefined, { url: `${server.url}/chat` })
  expect(error).toMatchObject({ kind: 'network', retryable: true })
})

test('an abort reaches the server within 100 ms', BUSY, async () => {
  const offset = Date.now() - performance.now()
  const { chunks, error, abortedAt } = await ask((socket) => socket.send('partial'), {
    abortAfter: 300,
  })
  expect(chunks).toEqual(['partial'])
  expect(error).toMatchObject({ kind: 'AbortError' })
  const closed = await socketServer.sockets.at(-1)?.closed
  expect(offset + (closed?.at ?? Number.NaN) - (abortedAt ?? 0)).toBeLessThan(100)
})

test('leaving the loop closes the socket', async () => {
  await ask((socket) => socket.send('partial'), { idleFor: 10 })
  await vi.waitFor(async () => expect(await socketServer.sockets.at(-1)?.closed).toBeDefined())
})

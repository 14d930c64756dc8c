import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchTransport } from '../../src/transport/fetchTransport.ts'
import { startHttpServer } from '../support/httpServer.ts'
import type { TestHttpServer } from '../support/httpServer.ts'
import { collectTexts, createContext, createRequest } from '../support/transportRequest.ts'

let server: TestHttpServer
beforeAll(async () => {
  server = await startHttpServer()
})
afterAll(() => server.close())

test('a response is text, piece by piece as it comes', async () => {
  server.on('/chat', async (exchange) => {
    await exchange.write('data: one\n\n')
    await exchange.wait(20)
    exchange.end('data: two\n\n')
  })
  const request = createRequest(`${server.url}/chat`, { body: '{"q":"?"}' })
  const response = await fetchTransport().open(request, createContext())
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(await collectTexts(response.chunks)).toEqual(['data: one\n\n', 'data: two\n\n'])
  expect(server.requests.at(-1)).toMatchObject({ method: 'POST', body: '{"q":"?"}' })
})

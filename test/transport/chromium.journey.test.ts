import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  neverAnswer,
  redirectTo,
  resetAfter,
  resetAtOnce,
  sendGzipFlushed,
  sendGzipTruncated,
  sendJson,
  sendLoginPage,
  sendPieces,
  sendStatus,
  sendWrongLength,
  stallAfter,
} from '../support/answers.ts'
import { BUSY } from '../support/busyMachine.ts'
import { startHttpServer } from '../support/httpServer.ts'
import type { Answer, TestHttpServer } from '../support/httpServer.ts'
import { EVENTS, WAVE } from '../support/httpTransports.ts'
import { startTransportBrowser } from '../support/transportBrowser.ts'
import type { TransportBrowser, TransportBrowserPage } from '../support/transportBrowser.ts'
import type { PageReport, PageTask } from '../support/transportPage.ts'

let browser: TransportBrowser
let server: TestHttpServer
let page: TransportBrowserPage
beforeAll(async () => {
  browser = await startTransportBrowser()
  server = await startHttpServer(browser.answers)
  page = await browser.open(server.url)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const TRANSPORTS: readonly PageTask['transport'][] = ['fetch', 'axios', 'xhr']

describe.each(TRANSPORTS)('in Chromium, %s', (transport) => {
  const ask = (answer: Answer, task: Partial<PageTask> = {}): Promise<PageReport> => {
    server.on('/chat', answer)
    return page.run({ transport, url: '/chat', ...task })
  }

  test('reads an event stream as it comes', async () => {
    const pieces = Array.from({ length: 50 }, (_, index) => `data: token ${index} 水\n\n`)
    const { status, url, chunks, times, bytes } = await ask(sendPieces(pieces, { pause: 20 }))
    expect(status).toBe(200)
    expect(url?.replace(server.url, '')).toBe('/chat')
    expect(chunks.join('')).toBe(pieces.join(''))
    expect(bytes).toBe(Buffer.byteLength(pieces.join('')))
    // Axios calls back three times a second; its own progress events come every 50 ms.
    expect(chunks.length).toBeGreaterThan(15)
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(700)
  })

  test('posts a body', async () => {
    const headers = { 'content-type': 'application/json' }
    await ask(sendPieces(['data: x\n\n']), { body: '{"q":"?"}', headers })
    expect(server.requests.at(-1)).toMatchObject({ method: 'POST', body: '{"q":"?"}' })
    expect(server.requests.at(-1)?.headers['content-type']).toContain('application/json')
  })

  test('puts characters together that were cut', async () => {
    const { chunks } = await ask((exchange) =>
      exchange.trickle(EVENTS, { pause: 2 }).then(() => exchange.end()),
    )
    expect(chunks.join('')).toBe(EVENTS)
  })

  test('reads compressed pieces', async () => {
    const { chunks } = await ask(sendGzipFlushed(['data: 1\n\n', 'data: 2\n\n'], 100))
    expect(chunks.join('')).toBe('data: 1\n\ndata: 2\n\n')
  })

  test('ends at once with an empty body at 204', async () => {
    const { status, chunks, error } = await ask(sendStatus(204))
    expect({ status, chunks, error }).toEqual({ status: 204, chunks: [], error: undefined })
  })

  test('tells an error of the server with its sentence', async () => {
    const { error } = await ask(sendJson(503, { detail: 'No model loaded' }))
    expect(error).toMatchObject({ kind: 'http', status: 503, retryable: true })
    expect(error?.message).toContain('No model loaded')
  })

  test('refuses a login page', async () => {
    const { error } = await ask(sendLoginPage)
    expect(error?.kind).toBe('content-type')
    expect(error?.body).toContain('Log in')
  })

  test.each([
    ['after the first event', Buffer.byteLength('data: 水は\n\n')],
    ['inside an event', Buffer.byteLength('data: 水は\n\ndata: fl')],
    ['inside a character', WAVE + 2],
  ])('a reset %s loses nothing of what had arrived', async (_where, length) => {
    const { chunks, error } = await ask(resetAfter(EVENTS, length))
    const arrived = Buffer.from(EVENTS).subarray(0, length)
    expect(chunks.join('')).toBe(new TextDecoder().decode(arrived, { stream: true }))
    expect(error).toMatchObject({ kind: 'network', retryable: true })
  })

  test('a reset after many events loses none of them', async () => {
    const events = Array.from({ length: 30 }, (_, index) => `data: ${index}\n\n`)
    const { chunks, error } = await ask(async (exchange) => {
      for (const event of events) {
        await exchange.write(event)
        await exchange.wait(20)
      }
      // A reset throws away what the page has not read yet, and a busy machine reads late.
      await exchange.wait(400)
      exchange.reset()
    })
    expect(chunks.join('')).toBe(events.join(''))
    expect(error?.kind).toBe('network')
  })

  test('a reset before the headers is a network error', async () => {
    expect((await ask(resetAtOnce)).error).toMatchObject({ kind: 'network', retryable: true })
  })

  test('a body that is shorter than its length is a network error', async () => {
    const { error } = await ask(sendWrongLength(EVENTS, 10))
    expect(error).toMatchObject({ kind: 'network', retryable: true })
  })

  test('a truncated archive gives the text that it holds', async () => {
    const { chunks } = await ask(sendGzipTruncated(['data: 1\n\n', 'data: 2\n\n']))
    expect(chunks.join('')).toBe('data: 1\n\ndata: 2\n\n')
  })

  test('another origin that does not allow this one is a network error', async () => {
    const other = await startHttpServer({ '/chat': sendPieces(['data: x\n\n']) })
    const { error } = await page.run({ transport, url: `${other.url}/chat` })
    expect(error).toMatchObject({ kind: 'network' })
    expect(error?.message).toContain('CORS')
    await other.close()
  })

  test('being offline is told apart', async () => {
    await page.context.setOffline(true)
    const { error } = await ask(neverAnswer)
    await page.context.setOffline(false)
    expect(error).toMatchObject({ kind: 'offline', retryable: true })
  })

  test.each<[string, Answer, number]>([
    ['before the headers', neverAnswer, 100],
    ['in the middle of an event', stallAfter(EVENTS, WAVE), 300],
    [
      'while a fast server pushes',
      async (exchange) => {
        while (await exchange.write(EVENTS)) await exchange.wait(1)
      },
      300,
    ],
  ])('an abort %s reaches the server within 100 ms', BUSY, async (_when, answer, abortAfter) => {
    const arrival = server.nextRequest()
    const offset = Date.now() - performance.now()
    const { error, abortedAt } = await ask(answer, { abortAfter })
    const { at, by } = await (await arrival).closed
    expect(error).toMatchObject({ kind: 'AbortError', message: 'the user pressed stop' })
    expect(by).toBe('client')
    expect(offset + at - (abortedAt ?? 0)).toBeLessThan(100)
  })
})

test.each(['axios', 'xhr'] as const)('in Chromium, %s sends the XSRF token', async (transport) => {
  await page.context.addCookies([{ name: 'XSRF-TOKEN', value: 'abc', url: server.url }])
  server.on('/chat', sendPieces([EVENTS]))
  await page.run({ transport, url: '/chat', body: 'x' })
  await page.context.clearCookies()
  expect(server.requests.at(-1)?.headers['x-xsrf-token']).toBe('abc')
})

describe.each(['fetch', 'axios'] as const)('in Chromium, %s over fetch', (transport) => {
  test('refuses a redirect in words that help', async () => {
    server.on('/target', sendPieces([EVENTS]))
    server.on('/chat', redirectTo('/target'))
    const { error } = await page.run({ transport, url: '/chat' })
    expect(error).toMatchObject({ kind: 'http', code: 'redirect', retryable: false })
    expect(error?.message).toContain('GET /chat was redirected')
    expect(server.requests.filter(({ url }) => url === '/target')).toEqual([])
  })

  test('makes a fast server wait while nobody reads', async () => {
    let sent = 0
    server.on('/chat', async (exchange) => {
      const piece = 'x'.repeat(64 * 1024)
      while (sent < 400 * 1024 * 1024 && (await exchange.write(piece))) sent += piece.length
    })
    const reading = page.run({ transport, url: '/chat', idleFor: 4000 })
    await new Promise((resolve) => setTimeout(resolve, 3000))
    const early = sent
    await reading
    expect(sent).toBe(early)
    expect(sent).toBeLessThan(128 * 1024 * 1024)
  })
})

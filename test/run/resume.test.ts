import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineDialect } from '../../src/dialects/dialect.ts'
import { openaiResponsesDialect } from '../../src/dialects/openaiResponses.ts'
import { openStream } from '../../src/run/openStream.ts'
import { resumeAiSdk } from '../../src/run/resume/resumeAiSdk.ts'
import { resumeMcp } from '../../src/run/resume/resumeMcp.ts'
import { resumeOpenaiResponses } from '../../src/run/resume/resumeOpenaiResponses.ts'
import type { StreamOptions, StreamRun } from '../../src/run/streamRun.ts'
import { replayTransport } from '../../src/transport/replayTransport.ts'
import { resetAfter, resetAtOnce, sendPieces, sendStatus } from '../support/answers.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'

let server: TestHttpServer

beforeAll(async () => {
  server = await startHttpServer()
})
afterAll(() => server.close())

const retry = { baseDelay: 5, maxDelay: 20 }
const says = (id: number | string, text: string): string => `id: ${id}\n${wire(token(text))}`
const numbered = (sequence_number: number, event: object): string =>
  `data: ${JSON.stringify({ sequence_number, ...event })}\n\n`
const named = (sequence_number: number, type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, ...fields })}\n\n`
const half = says(1, 'one ')

function post(path: string, options: StreamOptions, body: unknown = { q: '?' }): StreamRun {
  const headers = { authorization: 'Bearer t', 'mcp-protocol-version': '2025-11-25' }
  const request = { url: server.url + path, body, headers }
  return openStream(request, { dialect: eventDialect, retry, ...options })
}

function lastRequest() {
  const request = server.requests.at(-1)
  if (request === undefined) throw new TypeError('nothing was sent')
  return request
}

describe('resume', () => {
  it('is asked with the cursor and what went before', async () => {
    server.on('/ask', resetAfter(half, half.length))
    server.on('/more', sendPieces([says(2, 'two ') + wire(DONE)]))
    const asked: unknown[] = []
    const run = post('/ask', {
      resume({ lastEventId, attempt, sent, state }) {
        asked.push({ lastEventId, attempt, method: sent?.method, answer: state.answer })
        return { url: `${server.url}/more?after=${lastEventId}` }
      },
    })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(asked).toEqual([{ lastEventId: '1', attempt: 2, method: 'POST', answer: 'one ' }])
    expect(run.state).toMatchObject({ answer: 'one two ', errors: [] })
    expect(lastRequest()).toMatchObject({ method: 'GET', url: '/more?after=1' })
  })

  it('ends as interrupted when there is nothing to go on with', async () => {
    server.on('/null', resetAfter(half, half.length))
    const run = post('/null', { resume: () => null })
    expect(await run.outcome).toMatchObject({
      status: 'interrupted',
      attempts: 1,
      lastEventId: '1',
      error: { kind: 'network', retryable: true },
    })
  })

  it('keeps what has no blank line behind it, where nothing comes behind', async () => {
    server.on('/uncut', sendPieces([half + wire(token('two')).trimEnd()]))
    server.on('/uncut-end', sendPieces([half + wire(DONE).trimEnd()]))
    server.on('/uncut-gone', sendStatus(404))
    const url = `${server.url}/uncut`
    const vetoed = { dialect: eventDialect, retry: { ...retry, canRetry: () => false } }
    for (const run of [
      post('/uncut', { resume: () => null }),
      post('/uncut', { resume: () => ({ url: `${server.url}/uncut-gone` }) }),
      openStream({ url }, vetoed),
    ]) {
      expect((await run.outcome).status).toBe('interrupted')
      expect(run.state.answer).toBe('one two')
    }
    for (const run of [
      post('/uncut-end', { resume: () => null }),
      openStream({ url: `${url}-end` }, { dialect: eventDialect, retry }),
    ]) {
      expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 1 })
      expect(run.state).toMatchObject({ answer: 'one ', errors: [] })
    }
  })

  it.each([undefined, '7'])('has no longer than the whole run: behind %s', async (lastEventId) => {
    server.on('/endless', sendPieces([half + wire(token('two')).trimEnd()]))
    const run = post('/endless', {
      resume: () => new Promise(() => undefined),
      timeouts: { total: 200 },
      ...(lastEventId !== undefined && { lastEventId }),
    })
    const { status, error } = await run.outcome
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(status).toBe(lastEventId === undefined ? 'interrupted' : 'failed')
    expect(run.state.answer).toBe(lastEventId === undefined ? 'one two' : '')
  })

  it('is not tried once the backend has said that it failed', async () => {
    const fault = { type: 'error', scope: 'stream', recoverable: false, message: 'gone' } as const
    const text = `${half}id: 2\n${wire(fault)}`
    server.on('/failed', resetAfter(text, text.length))
    const run = openStream({ url: `${server.url}/failed` }, { dialect: eventDialect, retry })
    expect((await run.outcome).attempts).toBe(1)
    expect(run.state.answer).toBe('one ')
    const brief = text.replace('"recoverable":false', '"recoverable":true')
    server.on('/brief', resetAfter(brief, brief.length))
    const again = openStream({ url: `${server.url}/brief` }, { dialect: eventDialect, retry })
    expect((await again.outcome).attempts).toBeGreaterThan(1)
  })

  it('is not tried for a request that was refused', async () => {
    server.on('/refused', sendStatus(500))
    let asked = 0
    const run = post('/refused', { resume: () => (asked++, null) })
    expect(await run.outcome).toMatchObject({ status: 'failed', attempts: 1 })
    expect(asked).toBe(0)
  })

  it('keeps the text when the resumed request is refused, and says why', async () => {
    server.on('/expired', resetAfter(half, half.length))
    server.on('/gone', sendStatus(404))
    const run = post('/expired', { resume: () => ({ url: `${server.url}/gone` }) })
    expect(await run.outcome).toMatchObject({
      status: 'interrupted',
      attempts: 2,
      error: { kind: 'http', status: 404 },
    })
    expect(run.state.answer).toBe('one ')
  })

  it('fails in an outcome when the function itself fails', async () => {
    server.on('/throws', resetAfter(half, half.length))
    const run = post('/throws', { resume: () => Promise.reject(new Error('no session')) })
    const { status, error } = await run.outcome
    expect(status).toBe('interrupted')
    expect(error).toMatchObject({ kind: 'network', retryable: true })
    expect(error?.message).toMatch(/no session/)
    expect(run.state.answer).toBe('one ')
  })

  it('can be forbidden, for a GET too', async () => {
    server.on('/feed', resetAfter(half, half.length))
    const url = `${server.url}/feed`
    const run = openStream({ url }, { dialect: eventDialect, retry, resume: false })
    expect(await run.outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
    const never = openStream({ url }, { dialect: eventDialect, retry: false })
    expect(await never.outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
  })

  it('does not play a recording again that broke off', async () => {
    const transport = replayTransport([half], { speed: 'instant' })
    const run = openStream({ url: 'http://host/' }, { dialect: eventDialect, retry, transport })
    expect(await run.outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
  })

  it('can be vetoed, knowing what would be done', async () => {
    server.on('/veto', resetAfter(half, half.length))
    const contexts: unknown[] = []
    const run = openStream(
      { url: `${server.url}/veto` },
      {
        dialect: eventDialect,
        random: () => 0,
        retry: {
          ...retry,
          canRetry(context) {
            contexts.push({ ...context, error: context.error?.kind })
            return false
          },
        },
      },
    )
    expect((await run.outcome).status).toBe('interrupted')
    expect(contexts).toEqual([
      { attempt: 2, error: 'network', lastEventId: '1', delay: 5, isResume: true },
    ])
  })

  it('keeps the cursor when a resumed stream dies before any id', async () => {
    let requests = 0
    server.on('/dies', (exchange) => {
      requests++
      if (requests === 1) return resetAfter(half, half.length)(exchange)
      if (requests === 2) return resetAfter(': hello\n\n', 9)(exchange)
      return sendPieces([says(2, 'two ') + wire(DONE)])(exchange)
    })
    const run = openStream({ url: `${server.url}/dies` }, { dialect: eventDialect, retry })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 3 })
    expect(lastRequest().headers['last-event-id']).toBe('1')
    expect(run.state.answer).toBe('one two ')
  })

  it.each(['id: 5\n\n', 'id: 4\n\nid: 5\ndata:\n\nid: 6\n'])(
    'goes on behind an id that came before any word: %j',
    async (opening) => {
      for (const dialect of ['mcp', 'auto'] as const) {
        let requests = 0
        server.on('/primed', (exchange) => {
          requests++
          if (requests === 1) return resetAfter(opening, opening.length)(exchange)
          if (requests === 2) return sendStatus(503)(exchange)
          return sendPieces(['id: 7\ndata: {"jsonrpc":"2.0","id":1,"result":{}}\n\n'])(exchange)
        })
        const run = openStream({ url: `${server.url}/primed` }, { dialect, retry })
        expect(await run.outcome).toMatchObject({
          status: 'complete',
          attempts: 3,
          lastEventId: '7',
        })
        expect(server.requests.slice(-3).map(({ headers }) => headers['last-event-id'])).toEqual([
          undefined,
          '5',
          '5',
        ])
      }
    },
  )

  it('begins behind an event of an earlier run', async () => {
    server.on('/seed', sendPieces([says(7, 'seven '), says(8, 'eight ') + wire(DONE)]))
    const options = { dialect: eventDialect, retry, lastEventId: '7' }
    const run = openStream({ url: `${server.url}/seed` }, options)
    expect((await run.outcome).status).toBe('complete')
    expect(lastRequest().headers['last-event-id']).toBe('7')
    expect(run.state.answer).toBe('eight ')
  })

  it('asks for the request behind that event first, and sends none when there is none', async () => {
    server.on('/seeded', sendPieces([says(8, 'eight ') + wire(DONE)]))
    const before = server.requests.length
    const resume: StreamOptions['resume'] = ({ lastEventId, sent }) => ({
      url: `${server.url}/seeded?after=${lastEventId}&first=${sent === undefined}`,
    })
    const run = post('/unused', { resume, lastEventId: '7' })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 1 })
    expect(lastRequest().url).toBe('/seeded?after=7&first=true')
    const none = post('/unused', { resume: () => null, lastEventId: '7' })
    expect(await none.outcome).toMatchObject({ status: 'failed', attempts: 0 })
    expect((await none.outcome).error?.message).toMatch(/behind event 7/)
    expect(server.requests).toHaveLength(before + 1)
  })

  it('is over when there is nothing behind that event', async () => {
    server.on('/nothing', sendStatus(204))
    const options = { dialect: eventDialect, retry, lastEventId: '7' }
    const run = openStream({ url: `${server.url}/nothing` }, options)
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 1, lastEventId: '7' })
  })

  it('commits the cursor only behind what was delivered', async () => {
    const text = half + says(2, 'two ')
    server.on('/cursor', sendPieces([text]))
    const seen: unknown[] = []
    const run = openStream(
      { url: `${server.url}/cursor` },
      {
        dialect: eventDialect,
        retry: {
          ...retry,
          canRetry: ({ lastEventId }) => (seen.push([lastEventId, run.state.answer]), false),
        },
      },
    )
    await run.outcome
    expect(seen).toEqual([['2', 'one two ']])
  })

  it('goes on in the middle of what a dialect remembers', async () => {
    const counting = defineDialect({
      name: 'counting',
      create() {
        let count = 0
        return {
          read: ({ data = '' }) => {
            count++
            if (data === 'end') return [{ type: 'done', reason: 'stop', clean: true }]
            return [{ type: 'text', channel: 'answer', delta: `${count}:${data} ` }]
          },
          end: () => [{ type: 'done', reason: 'eof', clean: false }],
        }
      },
    })
    let requests = 0
    server.on('/state', (exchange) =>
      ++requests === 1
        ? resetAfter('id: 1\ndata: a\n\nid: 2\ndata: b\n\n', 30)(exchange)
        : sendPieces(['id: 3\ndata: c\n\ndata: end\n\n'])(exchange),
    )
    const run = openStream({ url: `${server.url}/state` }, { dialect: counting, retry })
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.answer).toBe('1:a 2:b 3:c ')
  })

  it('counts anew only after a healthy stretch: a server that hangs up each time is given up', async () => {
    let requests = 0
    server.on('/flap', (exchange) => {
      requests++
      return sendPieces([says(requests, 'x')])(exchange)
    })
    const url = `${server.url}/flap`
    const run = openStream({ url }, { dialect: eventDialect, retry })
    expect(await run.outcome).toMatchObject({ status: 'interrupted', attempts: 5 })
    requests = 0
    const healthy = openStream(
      { url },
      {
        dialect: eventDialect,
        retry: { ...retry, healthyEvents: 1, canRetry: () => requests < 9 },
      },
    )
    expect(await healthy.outcome).toMatchObject({ status: 'interrupted', attempts: 9 })
  })

  it('ends when trying again in a row takes too long', async () => {
    server.on('/slow', sendStatus(503))
    const run = openStream(
      { url: `${server.url}/slow` },
      { retry: { baseDelay: 40, maxDelay: 40, jitter: 0, attempts: 'unlimited', elapsed: 100 } },
    )
    const { attempts, status } = await run.outcome
    expect(status).toBe('failed')
    expect(attempts).toBeGreaterThanOrEqual(2)
    expect(attempts).toBeLessThanOrEqual(3)
  })
})

describe('resumeMcp', () => {
  it('goes on by GET in the same session, whatever opened the stream', async () => {
    server.on('/mcp', async (exchange) => {
      if (exchange.request.method === 'GET') {
        exchange.end(says('s1-2', 'two ') + wire(DONE))
        return
      }
      exchange.head(200, { 'content-type': 'text/event-stream', 'mcp-session-id': 'session' })
      await exchange.write(says('s1-1', 'one '))
      await exchange.wait(30)
      exchange.reset()
    })
    const run = post('/mcp', { resume: resumeMcp() })
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.answer).toBe('one two ')
    expect(lastRequest()).toMatchObject({
      method: 'GET',
      headers: {
        accept: 'text/event-stream',
        authorization: 'Bearer t',
        'last-event-id': 's1-1',
        'mcp-session-id': 'session',
        'mcp-protocol-version': '2025-11-25',
      },
    })
  })

  it('never asks twice: an id alone is enough to go on by GET, until that works', async () => {
    const methods: (string | undefined)[] = []
    server.on('/mcp-primed', (exchange) => {
      const { method } = exchange.request
      methods.push(method)
      if (method === 'POST') return resetAfter('id: s-0\n\n', 9)(exchange)
      if (methods.length === 2) return sendStatus(503)(exchange)
      return sendPieces([says('s-1', 'one ') + wire(DONE)])(exchange)
    })
    const run = post('/mcp-primed', { resume: resumeMcp() })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 3 })
    expect(methods).toEqual(['POST', 'GET', 'GET'])
    expect(lastRequest().headers['last-event-id']).toBe('s-0')
    expect(run.state.answer).toBe('one ')
  })

  it.each([429, 503, 'reset'] as const)('never sends the POST again behind %s', async (trouble) => {
    const methods: (string | undefined)[] = []
    server.on('/mcp-once', (exchange) => {
      methods.push(exchange.request.method)
      if (exchange.request.method === 'POST') return resetAfter('id: p0\n\n', 8)(exchange)
      return trouble === 'reset' ? resetAtOnce(exchange) : sendStatus(trouble)(exchange)
    })
    const run = post('/mcp-once', { resume: resumeMcp(), retry: { ...retry, attempts: 4 } })
    expect((await run.outcome).status).not.toBe('complete')
    expect(methods).toEqual(['POST', 'GET', 'GET', 'GET'])
  })

  it('never sends the POST of a run that goes on behind an earlier one', async () => {
    const sent: unknown[] = []
    server.on('/mcp-seeded', (exchange) => {
      const { method, headers } = exchange.request
      sent.push([method, headers['last-event-id'], headers.accept, headers['content-type']])
      if (sent.length === 1) return sendStatus(503)(exchange)
      return sendPieces([says('p6', 'six ') + wire(DONE)])(exchange)
    })
    const own = { authorization: 'Bearer s', 'content-type': 'application/json' }
    const run = openStream(
      { url: () => `${server.url}/mcp-seeded`, body: { q: '?' }, headers: () => own },
      { dialect: eventDialect, retry, resume: resumeMcp(), lastEventId: 'p5' },
    )
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    const get = ['GET', 'p5', 'text/event-stream', undefined]
    expect(sent).toEqual([get, get])
    expect(lastRequest().headers).toMatchObject({ authorization: 'Bearer s' })
    expect(run.state.answer).toBe('six ')
  })

  it('does not go on without an event id', async () => {
    server.on('/mcp-none', resetAfter(wire(token('a')), wire(token('a')).length))
    const run = post('/mcp-none', { resume: resumeMcp() })
    expect(await run.outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
  })
})

describe('resumeOpenaiResponses', () => {
  it('fetches the response behind the last sequence number, twice if need be', async () => {
    const meta = { type: 'meta', runId: 'resp_1' }
    const first = numbered(0, meta) + numbered(1, token('one '))
    server.on('/v1/responses', resetAfter(first, first.length))
    let fetched = 0
    server.on('/v1/responses/resp_1', (exchange) => {
      fetched++
      const second = numbered(2, token('two '))
      if (fetched === 1) return resetAfter(second, second.length)(exchange)
      return sendPieces([numbered(3, token('three ')) + numbered(4, DONE)])(exchange)
    })
    const run = post('/v1/responses', { resume: resumeOpenaiResponses() }, { background: true })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 3, lastEventId: '4' })
    expect(run.state.answer).toBe('one two three ')
    expect(server.requests.slice(-2)).toMatchObject([
      { method: 'GET', url: '/v1/responses/resp_1?stream=true&starting_after=1' },
      { method: 'GET', url: '/v1/responses/resp_1?stream=true&starting_after=2' },
    ])
    expect(lastRequest().headers).toMatchObject({ authorization: 'Bearer t' })
  })
})

describe('resumeOpenaiResponses with the dialect itself', () => {
  it('goes on in the middle of a text', async () => {
    const place = { item_id: 'msg_1', output_index: 0, content_index: 0 }
    const delta = (number: number, text: string): string =>
      named(number, 'response.output_text.delta', { ...place, delta: text })
    const response = { id: 'resp_9', object: 'response', model: 'm', output: [] }
    const first =
      named(0, 'response.created', { response: { ...response, status: 'in_progress' } }) +
      delta(1, 'Water ') +
      delta(2, 'flows ')
    const second =
      delta(2, 'flows ') +
      delta(3, 'downhill.') +
      named(4, 'response.completed', { response: { ...response, status: 'completed' } })
    server.on('/v2/responses', resetAfter(first, first.length))
    server.on('/v2/responses/resp_9', sendPieces([second]))
    const run = post('/v2/responses', {
      dialect: openaiResponsesDialect,
      resume: resumeOpenaiResponses(),
    })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2, lastEventId: '4' })
    expect(run.state).toMatchObject({
      dialect: 'openai-responses',
      answer: 'Water flows downhill.',
    })
    expect(lastRequest().url).toBe('/v2/responses/resp_9?stream=true&starting_after=2')
  })
})

describe('resumeAiSdk', () => {
  it('picks up the stream of the chat from its start', async () => {
    const whole = wire(token('one '), token('two '), DONE)
    server.on('/api/chat', resetAfter(whole, wire(token('one ')).length))
    server.on('/api/chat/c%201/stream', sendPieces([whole]))
    const run = post('/api/chat', { resume: resumeAiSdk() }, { id: 'c 1', messages: [] })
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(run.state).toMatchObject({ answer: 'one two ', integrity: 'unchecked' })
    expect(lastRequest()).toMatchObject({ method: 'GET', url: '/api/chat/c%201/stream' })
  })

  it.each([429, 503, 'reset'] as const)('never sends the POST again behind %s', async (trouble) => {
    const methods: (string | undefined)[] = []
    server.on('/api/once', (exchange) => {
      methods.push(exchange.request.method)
      return resetAfter(': hello\n\n', 9)(exchange)
    })
    server.on('/api/once/c/stream', (exchange) => {
      methods.push(exchange.request.method)
      return trouble === 'reset' ? resetAtOnce(exchange) : sendStatus(trouble)(exchange)
    })
    const options = { resume: resumeAiSdk(), retry: { ...retry, attempts: 4 } }
    const run = post('/api/once', options, { id: 'c' })
    expect((await run.outcome).status).toBe('failed')
    expect(methods).toEqual(['POST', 'GET', 'GET', 'GET'])
  })

  it.each([
    ['a function', () => ({ id: 'made' })],
    ['text', '{"id":"made"}'],
  ])('finds the chat in a body that is %s, more than once', async (_kind, body) => {
    const whole = wire(token('one '), token('two '), DONE)
    const cut = wire(token('one '))
    let picked = 0
    server.on('/api/made', resetAfter(whole, cut.length))
    server.on('/api/made/made/stream', (exchange) =>
      ++picked === 1 ? resetAfter(cut, cut.length)(exchange) : sendPieces([whole])(exchange),
    )
    const run = post('/api/made', { resume: resumeAiSdk() }, body)
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 3 })
    expect(run.state.answer).toBe('one two ')
  })

  it('says why nothing came, when there is no stream to pick up', async () => {
    server.on('/api/lost', resetAtOnce)
    server.on('/pick-up', sendStatus(204))
    const resume = resumeAiSdk({ url: () => `${server.url}/pick-up` })
    const run = post('/api/lost', { resume })
    expect(await run.outcome).toMatchObject({
      status: 'failed',
      attempts: 2,
      error: { kind: 'network', retryable: true },
    })
  })
})

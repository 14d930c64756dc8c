import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOptions, StreamRequest, StreamRun } from '../../src/run/streamRun.ts'
import { replayTransport } from '../../src/transport/replayTransport.ts'
import { resetAfter, resetAtOnce, sendPieces, sendStatus, stallAfter } from '../support/answers.ts'
import { createHandTransport } from '../support/handTransport.ts'
import { type Answer, startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { HTTP_TRANSPORTS } from '../support/httpTransports.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'

const says = (id: number | string, text: string): string => `id: ${id}\n${wire(token(text))}`
const one = says(1, 'one ')
const rest = says(2, 'two ') + `id: 3\n${wire(DONE)}`

/** The next run, of one that can be gone on with. */
function goOn(run: StreamRun): StreamRun {
  const next = run.continue()
  if (next === undefined) throw new TypeError('there is no way to go on')
  return next
}

/** Steps without ids of their own: the dialect counts them, and closes the open one with the next. */
const counting = defineDialect({
  name: 'counting',
  create() {
    let steps = 0
    return {
      read({ data = '' }): readonly StreamEvent[] {
        if (data === 'end') return [{ type: 'done', reason: 'stop', clean: true }]
        if (data === 'step') {
          return [{ type: 'step-start', stepId: `s${++steps}`, index: steps - 1 }]
        }
        return [{ type: 'text', channel: 'answer', delta: data, stepId: `s${steps}` }]
      },
      end: () => [{ type: 'done', reason: 'eof', clean: false }],
    }
  },
})

describe.each(HTTP_TRANSPORTS)('a run that broke off, over %s', (_name, createTransport) => {
  let server: TestHttpServer
  let path = ''
  let count = 0

  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    count += 1
    path = `/broken-${count}`
  })

  function answer(...answers: readonly Answer[]): void {
    let next = 0
    server.on(path, (exchange) => answers[Math.min(next++, answers.length - 1)]?.(exchange))
  }

  /** It does not try again by itself, unless told so. */
  function open(options: StreamOptions = {}, request: Partial<StreamRequest> = {}): StreamRun {
    return openStream(
      { url: server.url + path, ...request },
      { transport: createTransport(), dialect: eventDialect, retry: false, ...options },
    )
  }

  const requests = () => server.requests.filter(({ url }) => url.startsWith(path))

  it('is gone on with behind its last event, on the same state', async () => {
    const slowly = sendPieces([says(2, 'two '), `id: 3\n${wire(DONE)}`], { pause: 20 })
    answer(resetAfter(one, one.length), slowly)
    const run = open()
    expect(await run.outcome).toMatchObject({ status: 'interrupted', resumable: true })
    expect(run.state.errors).toHaveLength(1)
    const [shown] = run.state.parts

    const next = goOn(run)
    expect(next.state).toMatchObject({ status: 'reconnecting', answer: 'one ', errors: [] })
    expect(next.state.parts).toEqual([shown])
    expect(next.state.parts[0]).toBe(shown)
    const statuses = new Set<string>()
    next.subscribe(({ status }) => statuses.add(status))
    expect(await next.outcome).toMatchObject({ status: 'complete', attempts: 1, lastEventId: '3' })
    expect([...statuses]).toEqual(['streaming', 'complete'])
    expect(next.state).toMatchObject({ answer: 'one two ', errors: [] })
    expect(next.state.parts).toHaveLength(1)
    expect(requests().map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1'])
    expect(run.state).toMatchObject({ status: 'interrupted', answer: 'one ' })
  })

  it('is gone on with once: then it is the next run that can be', async () => {
    answer(
      resetAfter(one, one.length),
      resetAfter(says(2, 'two '), 1000),
      sendPieces([says(3, 'three ') + wire(DONE)]),
    )
    const run = open()
    expect(run.continue()).toBeUndefined()
    await run.outcome
    const second = goOn(run)
    expect(run.continue()).toBeUndefined()
    expect(second.continue()).toBeUndefined()
    expect(await second.outcome).toMatchObject({ status: 'interrupted', resumable: true })
    const third = goOn(second)
    expect((await third.outcome).status).toBe('complete')
    expect(third.continue()).toBeUndefined()
    expect(third.state.answer).toBe('one two three ')
  })

  it('counts no step anew: the dialect lives on', async () => {
    const first = 'id: 1\ndata: step\n\nid: 2\ndata: a\n\n'
    const second = 'id: 3\ndata: b\n\nid: 4\ndata: step\n\nid: 5\ndata: c\n\ndata: end\n\n'
    answer(resetAfter(first, first.length), sendPieces([second]))
    const run = open({ dialect: counting })
    await run.outcome
    expect(run.state.steps).toMatchObject([{ id: 's1', status: 'paused', text: 'a' }])
    const next = goOn(run)
    expect(next.state.steps).toMatchObject([{ status: 'running' }])
    await next.outcome
    expect(next.state.steps).toMatchObject([
      { id: 's1', text: 'ab' },
      { id: 's2', text: 'c' },
    ])
  })

  it.each([
    ['exactly behind the break', rest],
    ['a little before it', one + rest],
    ['from the start, under other ids', says('x', 'one ') + says('y', 'two ') + wire(DONE)],
  ])('doubles nothing when the server goes on %s', async (_where, text) => {
    const first = text.includes('id: x') ? says('a', 'one ') + says('b', 'two ') : one
    answer(resetAfter(first, first.length), sendPieces([text]))
    const run = open()
    await run.outcome
    const next = goOn(run)
    expect((await next.outcome).status).toBe('complete')
    expect(next.state.answer).toBe('one two ')
  })

  it('never shows less than before, nor twice what was received by half', async () => {
    const half = says(2, 'two ').trimEnd()
    answer(sendPieces([one + half]), sendPieces([rest], { pause: 20 }))
    const run = open()
    expect(await run.outcome).toMatchObject({ status: 'interrupted', resumable: true })
    expect(run.state.answer).toBe('one two ')
    const next = goOn(run)
    const shown = new Set([next.state.answer])
    next.subscribe((state) => shown.add(state.answer))
    expect((await next.outcome).status).toBe('complete')
    expect([...shown]).toEqual(['one two '])
  })

  it('goes on by the request that the policy makes, if it makes one', async () => {
    let asked = 0
    const resume: StreamOptions['resume'] = ({ lastEventId, attempt, sent }) =>
      ++asked > 2
        ? null
        : { url: `${server.url}${path}?after=${lastEventId}&${attempt}${sent?.method}` }
    answer(resetAfter(one, one.length), resetAfter(says(2, 'two '), 1000))
    const run = open({ resume }, { body: { question: '?' } })
    expect(await run.outcome).toMatchObject({ resumable: true })
    const next = goOn(run)
    expect(await next.outcome).toMatchObject({ status: 'interrupted', resumable: false })
    expect(next.continue()).toBeUndefined()
    expect(requests().map(({ method, url }) => method + url)).toEqual([
      `POST${path}`,
      `GET${path}?after=1&1POST`,
    ])
    expect(next.state.answer).toBe('one two ')
  })

  it('says that there is no way where the policy has none any more when it is asked', async () => {
    let asked = 0
    answer(resetAfter(one, one.length))
    const run = open({ resume: () => (++asked > 1 ? null : { url: server.url + path }) })
    await run.outcome
    const next = goOn(run)
    expect(await next.outcome).toMatchObject({
      status: 'interrupted',
      resumable: false,
      attempts: 0,
      error: { kind: 'network', message: 'There is no way to go on behind event 1' },
    })
    expect(next.state.answer).toBe('one ')
  })

  it.each<[string, Answer, StreamOptions, Partial<StreamRequest>]>([
    ['a POST without a policy', resetAfter(one, one.length), {}, { body: {} }],
    ['an answer without ids', resetAfter(wire(token('a')), 1000), {}, {}],
    ['one whose policy knows no way', resetAfter(one, one.length), { resume: () => null }, {}],
    ['one that may not be gone on with', resetAfter(one, one.length), { resume: false }, {}],
    ['one that was refused', sendStatus(404), {}, {}],
    ['one that never began', resetAtOnce, {}, {}],
    ['one that seeded its cursor and never began', resetAtOnce, { lastEventId: '7' }, {}],
    ['one that reached a limit', sendPieces([one, one]), { limits: { textLength: 5 } }, {}],
  ])('has no way on: %s', async (_what, given, options, request) => {
    answer(given)
    const run = open(options, request)
    expect((await run.outcome).resumable).toBe(false)
    expect(run.continue()).toBeUndefined()
  })

  it('has no way on once the backend has given up', async () => {
    const fault = { type: 'error', scope: 'stream', recoverable: false, message: 'gone' } as const
    const text = `${one}id: 2\n${wire(fault)}`
    for (const given of [
      resetAfter(text, text.length),
      sendPieces([text]),
      stallAfter(text, text.length),
    ]) {
      answer(given)
      const run = open({ timeouts: { idle: 100 } })
      expect(await run.outcome).toMatchObject({
        status: 'failed',
        resumable: false,
        error: { kind: 'server', message: 'gone' },
      })
      expect(run.state).toMatchObject({ status: 'failed', answer: 'one ' })
      expect(run.state.errors).toHaveLength(1)
    }
  })

  it('says nothing of it when it is complete or was stopped', async () => {
    answer(sendPieces([one + rest]))
    const run = open()
    expect(await run.outcome).not.toHaveProperty('resumable')
    answer(stallAfter(one, one.length))
    const stopped = open()
    stopped.subscribe((state) => state.answer === 'one ' && stopped.cancel())
    expect(await stopped.outcome).not.toHaveProperty('resumable')
    expect(stopped.continue()).toBeUndefined()
  })

  it('can be gone on with after signing in again, with new headers', async () => {
    let isSignedIn = true
    answer((exchange) => {
      if (exchange.request.headers['authorization'] === 'no') return sendStatus(401)(exchange)
      return exchange.request.headers['last-event-id'] === '1'
        ? sendPieces([rest])(exchange)
        : resetAfter(one, one.length)(exchange)
    })
    const headers = (): HeadersInit => ({ authorization: isSignedIn ? 'yes' : 'no' })
    const run = open({}, { headers })
    await run.outcome
    isSignedIn = false
    const refused = goOn(run)
    expect(await refused.outcome).toMatchObject({
      status: 'interrupted',
      resumable: true,
      error: { kind: 'http', status: 401 },
    })
    isSignedIn = true
    const next = goOn(refused)
    expect((await next.outcome).status).toBe('complete')
    expect(next.state.answer).toBe('one two ')
  })

  it('is stopped while it reconnects, and nothing of an old run comes later', async () => {
    answer(
      async (exchange) => {
        await exchange.write(one)
        await exchange.wait(300)
        await exchange.write(says(2, 'late '))
      },
      sendPieces([says(2, 'two '), `id: 3\n${wire(DONE)}`], { pause: 300 }),
    )
    const run = open({ timeouts: { idle: 80 } })
    expect(await run.outcome).toMatchObject({ error: { kind: 'timeout' }, resumable: true })
    const next = goOn(run)
    await new Promise<void>((resolve) => {
      next.subscribe((state) => state.answer === 'one two ' && resolve())
    })
    next.cancel()
    expect((await next.outcome).status).toBe('cancelled')
    await expect.poll(() => server.openExchanges).toBe(0)
    expect(next.state).toMatchObject({ status: 'cancelled', answer: 'one two ' })
  })

  it('tries again by itself on its way, with a budget of its own', async () => {
    answer(resetAfter(one, one.length), sendStatus(503), sendStatus(503), sendPieces([rest]))
    const run = open({
      retry: { attempts: 3, baseDelay: 5, canRetry: ({ attempt }) => attempt > 1 && isAllowed },
    })
    let isAllowed = false
    expect(await run.outcome).toMatchObject({ attempts: 1, resumable: true })
    isAllowed = true
    const next = goOn(run)
    expect(await next.outcome).toMatchObject({ status: 'complete', attempts: 3 })
    expect(next.state.answer).toBe('one two ')
  })

  it('has a time and a count of its own', async () => {
    answer(resetAfter(one, one.length), sendPieces([rest], { pause: 20 }))
    const run = open()
    const { events, bytes } = await run.outcome
    const next = goOn(run)
    expect(next.connection).toMatchObject({ attempt: 0, startedAt: undefined })
    const ended = await next.outcome
    expect(ended.events).toBe(2)
    expect(ended.bytes).toBe(rest.length)
    expect([events, bytes]).toEqual([4, one.length])
    const { startedAt = 0, firstTokenAt = 0 } = next.connection
    expect(firstTokenAt).toBeGreaterThan(startedAt)
  })
})

it('is of no use for a recording, which says the same again', async () => {
  const transport = replayTransport([one], { speed: 'instant' })
  const run = openStream({ url: 'http://host/' }, { dialect: eventDialect, transport })
  expect(await run.outcome).toMatchObject({ status: 'interrupted', resumable: false })
})

/** A run whose connection fell silent, and does not know that it is closed. */
async function breakOff() {
  const transport = createHandTransport()
  const opened = transport.next()
  const run = openStream(
    { url: 'http://host/' },
    { dialect: eventDialect, transport, retry: false, timeouts: { idle: 30 } },
  )
  const old = await opened
  old.send(one)
  expect(await run.outcome).toMatchObject({ error: { kind: 'timeout' }, resumable: true })
  return { transport, run, old }
}

describe('the next run', () => {
  it('gets nothing of what the old connection brings too late', async () => {
    const { transport, run, old } = await breakOff()
    old.send(says(2, 'late '))
    const opened = transport.next()
    const next = goOn(run)
    const exchange = await opened
    old.send(says(3, 'later '))
    old.fail(new Error('reset'))
    exchange.send(rest)
    exchange.close()
    expect((await next.outcome).status).toBe('complete')
    expect(next.state.answer).toBe('one two ')
    expect(run.state.answer).toBe('one ')
  })

  it('can be paused from its start, and hands out its events to whoever asks', async () => {
    const { transport, run } = await breakOff()
    const opened = transport.next()
    const next = goOn(run)
    next.pause()
    const told: string[] = []
    const listening = (async () => {
      for await (const event of next) told.push(event.type)
    })()
    const exchange = await opened
    exchange.send(rest)
    exchange.close()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(next.state).toMatchObject({ status: 'paused', answer: 'one ' })
    next.resume()
    expect(next.state.status).toBe('reconnecting')
    expect((await next.outcome).status).toBe('complete')
    await listening
    expect(told).toEqual(['text', 'done'])
  })

  it('is cancelled by the signal of the first one, and at once when that was aborted before', async () => {
    const transport = createHandTransport()
    const opened = transport.next()
    const controller = new AbortController()
    const run = openStream(
      { url: 'http://host/' },
      { dialect: eventDialect, transport, retry: false, signal: controller.signal },
    )
    const exchange = await opened
    exchange.send(one)
    await expect.poll(() => run.state.answer).toBe('one ')
    exchange.fail(new Error('reset'))
    expect((await run.outcome).resumable).toBe(true)
    controller.abort()
    const next = goOn(run)
    expect(await next.outcome).toMatchObject({ status: 'cancelled', attempts: 0 })
    expect(next.state).toMatchObject({ status: 'cancelled', answer: 'one ' })
    expect(transport.exchanges).toHaveLength(1)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defineDialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { openStream } from '../../src/run/openStream.ts'
import type { StreamOutcome } from '../../src/run/outcome.ts'
import type { StreamOptions, StreamRequest, StreamRun } from '../../src/run/streamRun.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { replayTransport } from '../../src/transport/replayTransport.ts'
import type { Transport } from '../../src/transport/transport.ts'
import {
  dropAfter,
  neverAnswer,
  redirectTo,
  resetAfter,
  resetAtOnce,
  sendGzipBuffered,
  sendGzipFlushed,
  sendGzipTruncated,
  sendJson,
  sendLoginPage,
  sendLump,
  sendPieces,
  sendStatus,
  sendText,
  sendWrongLength,
  stallAfter,
} from '../support/answers.ts'
import { type Answer, startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import { HTTP_TRANSPORTS } from '../support/httpTransports.ts'
import { DONE, eventDialect, token, wire } from './eventDialect.ts'

/** An event with its number, as a backend that can be resumed sends it. */
const says = (id: number | string, text: string): string => `id: ${id}\n${wire(token(text))}`
const ends = (id: number): string => `id: ${id}\n${wire(DONE)}`
const WORDS = ['one ', 'two ', 'three ', 'four ']
const TEXT = WORDS.join('')
const ALL = WORDS.map((word, index) => says(index + 1, word)).join('') + ends(5)
const PLAIN = wire(...WORDS.map(token), DONE)
/** The same of a backend that speaks `rag`. */
const said = (text: string): string => `data: {"type":"token","token":"${text}"}\n\n`
const final = 'data: {"type":"final","answer":"ab"}\n\n'

/** Sends what comes behind the last event id, or everything. */
const goOn: Answer = async (exchange) => {
  const after = Number(exchange.request.headers['last-event-id'] ?? 0)
  const rest = WORDS.map((word, index) => says(index + 1, word)).slice(after)
  await exchange.write(rest.join('') + ends(5))
  exchange.end()
}

const writeForEver: Answer = async (exchange) => {
  while (await exchange.write(wire(token('word ')))) await exchange.wait(0)
}

/** Fast enough for a test, and still a back-off. */
const FAST = { baseDelay: 10, maxDelay: 40 }

describe.each(HTTP_TRANSPORTS)('the fault matrix over %s', (_name, createTransport) => {
  let server: TestHttpServer
  let path = ''
  let count = 0

  beforeAll(async () => {
    server = await startHttpServer()
  })
  afterAll(() => server.close())
  beforeEach(() => {
    count += 1
    path = `/row-${count}`
  })

  /** Answers the requests one by one; the last answer is for all that follow. */
  function answer(...answers: readonly Answer[]): void {
    let next = 0
    server.on(path, (exchange) => {
      const chosen = answers[Math.min(next, answers.length - 1)]
      next += 1
      return chosen?.(exchange)
    })
  }

  function open(options: StreamOptions = {}, request: Partial<StreamRequest> = {}): StreamRun {
    return openStream(
      { url: server.url + path, ...request },
      { transport: createTransport(), dialect: eventDialect, retry: FAST, ...options },
    )
  }

  async function ask(
    options?: StreamOptions,
    request?: Partial<StreamRequest>,
  ): Promise<{ readonly outcome: StreamOutcome; readonly state: StreamState }> {
    const run = open(options, request)
    const outcome = await run.outcome
    return { outcome, state: run.state }
  }

  const sameUrl = (): StreamRequest => ({ url: server.url + path })
  const requests = () => server.requests.filter(({ url }) => url.startsWith(path))
  const post = { body: { question: '?' } }

  test('row 1: nobody there is tried again, and fails in the end', async () => {
    const gone = await startHttpServer()
    await gone.close()
    const { outcome, state } = await ask({ retry: { ...FAST, attempts: 3 } }, { url: gone.url })
    expect(outcome).toMatchObject({
      status: 'failed',
      attempts: 3,
      error: { kind: 'network', retryable: true },
    })
    expect(state.errors).toHaveLength(1)
  })

  test('row 2: no response in time is tried again', async () => {
    answer(neverAnswer, goOn)
    const { outcome, state } = await ask({ timeouts: { connect: 60 } })
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state.answer).toBe(TEXT)
  })

  test('row 2: no response in time fails as a timeout in the end', async () => {
    answer(neverAnswer)
    const { outcome } = await ask({ timeouts: { connect: 40 }, retry: { ...FAST, attempts: 2 } })
    expect(outcome).toMatchObject({ status: 'failed', attempts: 2, error: { kind: 'timeout' } })
    await expect.poll(() => server.openExchanges).toBe(0)
  })

  test('row 3: silence stalls first, and is gone on with behind the last event', async () => {
    answer(stallAfter(ALL, says(1, 'one ').length), goOn)
    const run = open({ timeouts: { stalled: 50, idle: 150 } })
    let stalledSince: number | undefined
    run.followConnection((connection) => (stalledSince ??= connection.stalledSince))
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(stalledSince).toBeTypeOf('number')
    expect(run.connection.stalledSince).toBeUndefined()
    expect(run.state.answer).toBe(TEXT)
  })

  test('row 3: silence without ids keeps the text, and asks', async () => {
    answer(stallAfter(PLAIN, wire(token('one ')).length), goOn)
    const { outcome, state } = await ask({ timeouts: { idle: 80 } })
    expect(outcome).toMatchObject({
      status: 'interrupted',
      attempts: 1,
      error: { kind: 'timeout' },
    })
    expect(state.answer).toBe('one ')
  })

  test('row 4: one byte at a time is a stream', async () => {
    answer(async (exchange) => {
      exchange.head()
      await exchange.trickle(PLAIN, { size: 1 })
      exchange.end()
    })
    const { outcome, state } = await ask({ timeouts: { idle: 500 } })
    expect(outcome).toMatchObject({ status: 'complete', attempts: 1 })
    expect(state.answer).toBe(TEXT)
  })

  test('row 5: a reset before the first event is tried again', async () => {
    answer(resetAtOnce, resetAfter('', 0), resetAfter(': hello\n\n', 9), goOn)
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 4 })
    expect(state).toMatchObject({ answer: TEXT, errors: [] })
  })

  test.each([
    ['row 6: a reset between events', says(1, 'one ').length],
    ['row 7: a reset inside an event', says(1, 'one ').length + 20],
  ])('%s is gone on with behind the last event', async (_row, length) => {
    answer(resetAfter(ALL, length), goOn)
    const statuses: string[] = []
    const run = open()
    run.subscribe(({ status }) => statuses.push(status))
    expect(await run.outcome).toMatchObject({ status: 'complete', attempts: 2, lastEventId: '5' })
    expect(requests()[1]?.headers['last-event-id']).toBe('1')
    expect(run.state).toMatchObject({ answer: TEXT, errors: [] })
    expect(statuses).toContain('reconnecting')
  })

  test('row 8: a reset inside a character shows no half of it', async () => {
    const text = says(1, 'wave ') + says(2, '🌊')
    const cut = Buffer.from(text).indexOf(Buffer.from('🌊')) + 2
    answer(resetAfter(text, cut), sendPieces([says(2, '🌊'), ends(3)]))
    const { state } = await ask()
    expect(state.answer).toBe('wave 🌊')
  })

  test('row 9: a clean end before the terminal is gone on with, or interrupts', async () => {
    answer(sendPieces([says(1, 'one ')]), goOn)
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: TEXT })
    answer(sendPieces([wire(token('one '))]))
    expect((await ask()).outcome).toMatchObject({ status: 'interrupted', attempts: 1 })
  })

  test('row 10: an event without its end is dropped where it comes again', async () => {
    answer(sendPieces([says(1, 'one ') + says(2, 'two ').trimEnd()]), goOn)
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(requests()[1]?.headers['last-event-id']).toBe('1')
    expect(state.answer).toBe(TEXT)
  })

  test('rows 11 and 12: what comes behind the terminal is nothing', async () => {
    answer(sendPieces([wire(token('a'), DONE, token('b'), DONE)]))
    const told: string[] = []
    const onEvents: StreamOptions['onEvents'] = (events) =>
      told.push(...events.map(({ type }) => type))
    const { outcome, state } = await ask({ onEvents })
    expect(outcome.status).toBe('complete')
    expect(state.answer).toBe('a')
    expect(told).toEqual(['start', 'text', 'done'])
  })

  test("row 13: the backend's own failure is its last word", async () => {
    const failure = wire(
      { type: 'error', message: 'model gone', recoverable: false, scope: 'stream' },
      { type: 'done', reason: 'error', clean: true },
    )
    answer(sendPieces([says(1, 'half '), failure]))
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'failed', attempts: 1, error: { kind: 'server' } })
    expect(state.answer).toBe('half ')
  })

  test.each<[string, Answer, object]>([
    ['row 14: a login page', sendLoginPage, { kind: 'content-type' }],
    ['row 16: 422', sendJson(422, { detail: 'no question' }), { kind: 'http', status: 422 }],
    ['row 17: 401', sendStatus(401), { kind: 'http', status: 401 }],
    ['row 18: 404', sendText(404, 'nothing'), { kind: 'http', status: 404 }],
    ['row 18: 501', sendStatus(501), { kind: 'http', status: 501 }],
    ['row 23: a redirect', redirectTo('/elsewhere'), {}],
    ['row 24: a redirect to another origin', redirectTo('http://127.0.0.1:9/'), {}],
  ])('%s is not tried again', async (_row, given, error) => {
    answer(given)
    expect((await ask()).outcome).toMatchObject({ status: 'failed', attempts: 1, error })
    expect(requests()).toHaveLength(1)
  })

  test('row 15: nothing to say is no reason to ask again', async () => {
    answer(sendStatus(204))
    expect((await ask()).outcome).toMatchObject({ attempts: 1 })
    expect(requests()).toHaveLength(1)
  })

  test('row 15: nothing more to say ends a stream that broke off', async () => {
    answer(sendPieces([says(1, 'one ')]), sendStatus(204))
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state.answer).toBe('one ')
  })

  test.each([408, 425, 429, 500, 502, 503, 504])(
    'rows 19 and 22: %i is tried again for a GET, and not for a POST',
    async (status) => {
      answer(sendStatus(status), goOn)
      expect((await ask()).outcome).toMatchObject({ status: 'complete', attempts: 2 })
      answer(sendStatus(status), goOn)
      expect((await ask({}, post)).outcome).toMatchObject({ status: 'failed', attempts: 1 })
    },
  )

  test.each([
    ['says so', { idempotent: true }],
    ['has a key', { headers: { 'Idempotency-Key': 'k1' } }],
  ])('row 22: a POST that %s is tried again before its response', async (_how, how) => {
    answer(resetAtOnce, sendStatus(503), goOn)
    expect((await ask({}, { ...post, ...how })).outcome).toMatchObject({
      status: 'complete',
      attempts: 3,
    })
    answer(resetAfter('', 0), goOn)
    expect((await ask({}, { ...post, ...how })).outcome).toMatchObject({ attempts: 1 })
  })

  test('rows 5 to 9: a POST is sent once, whatever breaks', async () => {
    const length = says(1, 'one ').length
    for (const given of [resetAtOnce, resetAfter('', 0), resetAfter(ALL, length)]) {
      answer(given, goOn)
      const { outcome } = await ask({}, post)
      expect(outcome.attempts).toBe(1)
      expect(outcome.error?.retryable).toBe(true)
    }
    expect(requests()).toHaveLength(3)
  })

  test('row 20: Retry-After is waited for', async () => {
    answer(sendStatus(503, { 'retry-after': '1' }), goOn)
    const startedAt = performance.now()
    expect((await ask()).outcome.attempts).toBe(2)
    expect(performance.now() - startedAt).toBeGreaterThan(990)
  })

  test.each(['-5', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT', '0'])(
    'row 21: `Retry-After: %s` holds nothing up',
    async (value) => {
      answer(sendStatus(429, { 'retry-after': value }), goOn)
      const startedAt = performance.now()
      expect((await ask()).outcome).toMatchObject({ status: 'complete', attempts: 2 })
      expect(performance.now() - startedAt).toBeLessThan(900)
    },
  )

  test('row 26: compressed and flushed is a stream', async () => {
    answer(sendGzipFlushed([PLAIN.slice(0, 50), PLAIN.slice(50)]))
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: TEXT })
  })

  test('row 27: one lump after a long wait is right, and is named', async () => {
    const many = wire(...Array.from({ length: 20 }, () => token('word ')), DONE)
    answer(sendLump(many, 1600))
    const run = open()
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.answer).toBe('word '.repeat(20))
    expect(run.connection.isBufferingSuspected).toBe(true)
    expect(run.state.parts).toContainEqual(
      expect.objectContaining({ type: 'status', level: 'warning', phase: 'buffering' }),
    )
  })

  test('row 27: a compressed answer that a proxy held back is right', async () => {
    answer(sendGzipBuffered([PLAIN.slice(0, 50), PLAIN.slice(50)], 20))
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: TEXT })
  })

  test.each<[string, Answer]>([
    ['row 28: a truncated archive', sendGzipTruncated([says(1, 'one '), says(2, 'two ')])],
    ['row 29: a length that promises more', sendWrongLength(says(1, 'one '), 50)],
    ['row 9: a closed socket', dropAfter(ALL, says(1, 'one ').length)],
  ])('%s is gone on with', async (_row, given) => {
    answer(given, goOn)
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state.answer).toBe(TEXT)
  })

  test('row 30: a byte order mark is stripped once, of every response', async () => {
    const rest = says(2, 'two ') + ends(3)
    answer(sendPieces([`\uFEFF${says(1, 'one ')}`]), sendPieces([`\uFEFF${rest}`]))
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: 'one two ' })
  })

  test.each(['\n', '\r', '\r\n'])('row 31: lines may end in %j', async (end) => {
    answer(sendPieces(PLAIN.replaceAll('\n', end).split(/(?<=\r)/)))
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: TEXT })
  })

  test.each([1, 2, 3, 7, 50])('row 32: pieces of %i bytes give the same result', async (size) => {
    const all = PLAIN.replace('two ', 'zwö🌊 ')
    answer(async (exchange) => {
      exchange.head()
      await exchange.trickle(all, { size })
      exchange.end()
    })
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', events: 6 })
    expect(state.answer).toBe(TEXT.replace('two ', 'zwö🌊 '))
  })

  test('row 33: what is no UTF-8 is shown as such, and the rest as it is', async () => {
    const [before = '', after = ''] = wire(token('a#b'), DONE).split('#')
    answer(sendPieces([before, Uint8Array.of(0xff, 0xc3), after]))
    expect((await ask()).state).toMatchObject({ status: 'complete', answer: 'a\uFFFD\uFFFDb' })
  })

  test('row 35: a burst of 20,000 events is whole, one change per chunk', async () => {
    const burst = wire(...Array.from({ length: 20_000 }, () => token('x')), DONE)
    answer(sendPieces([burst]))
    const run = open()
    let changes = 0
    run.subscribe(() => void changes++)
    expect(await run.outcome).toMatchObject({ status: 'complete', events: 20_002 })
    expect(run.state.answer).toHaveLength(20_000)
    expect(changes).toBeLessThan(2_000)
  })

  test('row 37: a broken event is skipped, and 20 in a row are another format', async () => {
    answer(sendPieces([said('a'), 'data: {"type":"tok\n\n', said('b'), final]))
    const one = await ask({ dialect: 'rag' })
    expect(one.state).toMatchObject({ status: 'complete', answer: 'ab' })
    expect(one.state.errors).toMatchObject([{ scope: 'item', recoverable: true }])
    answer(sendPieces([said('a'), 'data: {"type":"tok\n\n'.repeat(20), said('b')]))
    const many = await ask({ dialect: 'rag' })
    expect(many.outcome).toMatchObject({
      status: 'failed',
      attempts: 1,
      error: { kind: 'protocol' },
    })
    expect(many.state.answer).toBe('a')
  })

  test.each([
    ['reach a prototype', '{"type":"token","token":"","__proto__":{"isAdmin":true}}'],
    ['are nested too deep', `{"type":"x","data":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    [
      'have too many keys',
      JSON.stringify({ type: 'x', ...Object.fromEntries(Array(20_000).entries()) }),
    ],
  ])('row 38: payloads that %s do no harm', async (_what, payload) => {
    answer(sendPieces([said('a'), `data: ${payload}\n\n`, said('b'), final]))
    const { state } = await ask({ dialect: 'rag' })
    expect(state).toMatchObject({ status: 'complete', answer: 'ab' })
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
  })

  test.each(['{"type":"telemetry","x":1}', '{"type":7}', '{"type":"results","data":7}'])(
    'row 39: an event that nobody knows does no harm: %s',
    async (payload) => {
      answer(sendPieces([said('a'), `data: ${payload}\n\n`, said('b'), final]))
      const { state } = await ask({ dialect: 'rag' })
      expect(state).toMatchObject({ status: 'complete', answer: 'ab' })
    },
  )

  test('row 53: late bytes of a run that was stopped never reach the next one', async () => {
    answer(async (exchange) => {
      await exchange.write(says(1, 'old '))
      await exchange.wait(100)
      await exchange.write(says(2, 'late '))
    }, goOn)
    const first = open()
    await new Promise<void>((resolve) => {
      first.subscribe(({ answer: text }) => text === 'old ' && resolve())
    })
    first.cancel()
    const second = await ask()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(first.state).toMatchObject({ status: 'cancelled', answer: 'old ' })
    expect(second.state).toMatchObject({ status: 'complete', answer: TEXT })
  })

  test('row 34: an event over the limit ends the run and is not asked for again', async () => {
    answer(sendPieces([says(1, 'kept '), `data: ${'x'.repeat(5000)}`]))
    const { outcome, state } = await ask({ limits: { eventBytes: 1000 } })
    expect(outcome).toMatchObject({ status: 'failed', attempts: 1, error: { kind: 'limit' } })
    expect(state.answer).toBe('kept ')
  })

  test('row 36: endless text and endless events end at their limits', async () => {
    answer(writeForEver)
    const long = await ask({ limits: { textLength: 50 } })
    expect(long.outcome).toMatchObject({ status: 'failed', error: { kind: 'limit' } })
    expect(long.state.answer).toBe('word '.repeat(10))
    const many = await ask({ limits: { events: 10 } })
    expect(many.outcome).toMatchObject({ status: 'failed', error: { kind: 'limit' } })
    expect(many.state.answer.length).toBeGreaterThanOrEqual(40)
    await expect.poll(() => server.openExchanges).toBe(0)
  })

  test('row 40: what a server sends again after the break is dropped', async () => {
    answer(sendPieces([says(1, 'one '), says(2, 'two ')]), (exchange) =>
      exchange.end(says(2, 'two ') + says(3, 'three ') + says(4, 'four ') + ends(5)),
    )
    expect((await ask()).state).toMatchObject({ answer: TEXT })
  })

  test.each([
    ['numbers', (index: number) => String(index)],
    ['words', (index: number) => `e-${(index * 7) % 11}`],
  ])('row 41: a server that starts over doubles nothing: ids are %s', async (_ids, idOf) => {
    const piece = (index: number): string => says(idOf(index), WORDS[index - 1] ?? '')
    const all = [1, 2, 3, 4].map(piece).join('')
    answer(sendPieces([piece(1) + piece(2)]), sendPieces([all + wire(DONE)]))
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state).toMatchObject({ answer: TEXT, integrity: 'unchecked' })
  })

  test.each<[string, (index: number) => string]>([
    ['other ids', (index) => `id: ${crypto.randomUUID()}\n${wire(token(WORDS[index - 1] ?? ''))}`],
    ['no ids', (index) => wire(token(WORDS[index - 1] ?? ''))],
  ])('row 41: a server that says all again under %s doubles nothing', async (_ids, again) => {
    const first = [1, 2].map((index) => says(crypto.randomUUID(), WORDS[index - 1] ?? '')).join('')
    const all = [1, 2, 3, 4].map(again).join('') + wire(DONE)
    answer(resetAfter(first, first.length), sendPieces([all]))
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state).toMatchObject({ answer: TEXT, integrity: 'unchecked' })
  })

  test('row 41: without ids a replay is recognised by its text', async () => {
    answer(resetAfter(PLAIN, wire(token('one '), token('two ')).length), sendPieces([PLAIN]))
    const { outcome, state } = await ask({ resume: sameUrl }, post)
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(state).toMatchObject({ answer: TEXT, integrity: 'unchecked' })
  })

  test('row 41: without ids another answer takes the place of the first, once it is complete', async () => {
    const other = wire(token('One!'), DONE)
    answer(
      resetAfter(PLAIN, wire(token('one '), token('two ')).length),
      sendPieces([other], { pause: 30 }),
    )
    const run = open({ resume: sameUrl }, post)
    const shown = new Set<string>()
    run.subscribe((state) => shown.add(state.answer))
    await run.outcome
    expect([...shown].filter((text) => text.length > 4)).toEqual(['one two '])
    expect(run.state).toMatchObject({ status: 'complete', answer: 'One!', integrity: 'repaired' })
  })

  test('row 43: a gap in the numbers is shown', async () => {
    answer(sendPieces([says(1, 'one '), says(2, 'two ')]), sendPieces([says(5, 'five '), ends(6)]))
    const run = open()
    expect((await run.outcome).status).toBe('complete')
    expect(run.connection.missingEvents).toBe(2)
    expect(run.state.answer).toBe('one two five ')
    expect(run.state.parts).toContainEqual(
      expect.objectContaining({ level: 'warning', message: '2 events are missing here' }),
    )
  })

  test.each([
    ['10 KB long', 'x'.repeat(10_000), undefined],
    ['not Latin-1', '…', Buffer.from('…').toString('latin1')],
    ['with a control character', 'a\u0001b', undefined],
    // The standard takes one space away from the field; a header would take the rest.
    ['with a space in front', ' a', undefined],
    ['with a tab behind', 'a\t', undefined],
    ['with a space inside', 'a b', 'a b'],
    ['ending in a byte that looks like a space', 'à', Buffer.from('à').toString('latin1')],
  ])('row 44: an id that is %s is sent in bytes or not at all', async (_what, id, sent) => {
    const all = says(id, 'one ') + says('z', 'two ') + wire(DONE)
    answer(sendPieces([says(id, 'one ')]), sendPieces([all]))
    const { outcome, state } = await ask()
    expect(outcome).toMatchObject({ status: 'complete', attempts: 2 })
    expect(requests()[1]?.headers['last-event-id']).toBe(sent)
    expect(state.answer).toBe('one two ')
  })

  test('row 45: `retry: 0` is no licence to hammer', async () => {
    answer(sendPieces([`retry: 0\n${says(1, 'one ')}`]), goOn)
    const startedAt = performance.now()
    expect((await ask()).outcome.attempts).toBe(2)
    expect(performance.now() - startedAt).toBeGreaterThan(245)
  })

  test('rows 50 and 51: stopped in the back-off, nothing is sent any more', async () => {
    answer(sendStatus(503))
    const run = open({ retry: { baseDelay: 200 } })
    await new Promise<void>((resolve) => {
      run.followConnection(({ retryAt }) => retryAt !== undefined && resolve())
    })
    expect(run.state.status).toBe('reconnecting')
    run.cancel()
    run.cancel()
    expect(await run.outcome).toMatchObject({ status: 'cancelled', attempts: 1 })
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(requests()).toHaveLength(1)
    expect(run.connection.retryAt).toBeUndefined()
  })

  test('row 50: stopped on a resumed stream, the server sees the close at once', async () => {
    answer(sendPieces([says(1, 'one ')]), async (exchange) => {
      await exchange.write(says(2, 'two '))
    })
    const run = open()
    await new Promise<void>((resolve) => {
      run.subscribe(({ answer: text }) => text === 'one two ' && resolve())
    })
    const stoppedAt = performance.now()
    run.cancel()
    const closed = await requests()[1]?.closed
    expect(closed?.by).toBe('client')
    expect((closed?.at ?? 0) - stoppedAt).toBeLessThan(100)
    expect(await run.outcome).toMatchObject({ status: 'cancelled', attempts: 2 })
    expect(run.state).toMatchObject({ answer: 'one two ', errors: [] })
  })
})

/** A run over a dialect that reads so. */
function readBy(read: () => readonly StreamEvent[]): Promise<StreamOutcome> {
  const dialect = defineDialect({ name: 'odd', create: () => ({ read, end: () => [] }) })
  const transport = replayTransport([wire(token('a'))], { speed: 'instant' })
  return openStream({ url: 'http://host/' }, { dialect, transport }).outcome
}

describe('row 62: an adapter that misbehaves', () => {
  test('row 62: a dialect that throws fails by its name', async () => {
    const outcome = await readBy(() => {
      throw new TypeError('no such field')
    })
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'protocol' } })
    expect(outcome.error?.message).toMatch(/"odd" failed: no such field/)
  })

  test('row 62: a dialect that gives no events fails by its name', async () => {
    // What somebody's JavaScript may give, past all types.
    const garbage: readonly StreamEvent[] = JSON.parse('[{"type":"nonsense"}]')
    const outcome = await readBy(() => garbage)
    expect(outcome.error?.message).toMatch(/"odd" failed: .*is no stream event/)
  })

  test('row 62: a transport that never settles ends by its time', async () => {
    const transport: Transport = {
      name: 'deaf',
      canPause: true,
      open: () => new Promise(() => undefined),
    }
    const outcome = await openStream(
      { url: 'http://host/' },
      { transport, retry: false, timeouts: { connect: 30 } },
    ).outcome
    expect(outcome).toMatchObject({ status: 'failed', error: { kind: 'timeout' } })
  })

  test('row 62: a transport that throws fails by its name', async () => {
    const transport: Transport = {
      name: 'broken',
      canPause: true,
      open: () => Promise.reject(new Error('out of order')),
    }
    const { outcome } = openStream({ url: 'http://host/' }, { transport, retry: false })
    expect((await outcome).error?.message).toBe('The transport broken failed: out of order')
  })
})

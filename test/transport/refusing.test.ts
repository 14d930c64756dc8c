import { describe, expect, test } from 'vitest'
import { redirectTo, sendJson, sendLoginPage, sendPieces, sendText } from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { EVENTS, HTTP_TRANSPORTS, useTransportTrial } from '../support/httpTransports.ts'

describe.each(HTTP_TRANSPORTS)('%s', (_name, createTransport) => {
  const trial = useTransportTrial(createTransport)

  test.each([
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [400, false],
    [401, false],
    [403, false],
    [404, false],
    [405, false],
    [410, false],
    [422, false],
    [501, false],
  ])('status %i is an http error, retryable: %s', async (status, retryable) => {
    const { error } = await trial.fail(sendText(status, 'out of order'))
    expect(error).toMatchObject({ kind: 'http', status, retryable, body: 'out of order' })
    expect(error.message).toBe(
      `POST ${trial.server.url}/chat failed with status ${status}: out of order`,
    )
  })

  test.each([
    [{ detail: 'No such index' }, 'No such index'],
    [{ error: 'No model' }, 'No model'],
    [{ error: { message: 'Too long', code: 'context_length' } }, 'Too long'],
    [{ error: 'Bad Request', message: 'The question is empty' }, 'The question is empty'],
    [{ code: 4000, msg: 'bot not published' }, 'bot not published'],
    [{ title: 'Out of credit', status: 403 }, 'Out of credit'],
    [
      {
        detail: [
          { loc: ['body', 'question'], msg: 'Field required', type: 'missing' },
          { loc: ['body', 'top_k'], msg: 'Input should be a valid integer' },
        ],
      },
      'body.question: Field required; body.top_k: Input should be a valid integer',
    ],
  ])('the sentence of %j is in the message', async (body, sentence) => {
    const { error } = await trial.fail(sendJson(422, body))
    expect(error.message).toBe(`POST ${trial.server.url}/chat failed with status 422: ${sentence}`)
    expect(JSON.parse(error.body ?? '')).toEqual(body)
  })

  test("the backend's own code is kept", async () => {
    const { error } = await trial.fail(sendJson(400, { error: { message: 'x', code: 'quota' } }))
    expect(error.code).toBe('quota')
  })

  test('a page of HTML is kept as text and not quoted', async () => {
    const { error } = await trial.fail((exchange) => {
      exchange.head(502, { 'content-type': 'text/html' })
      exchange.end('<h1>Bad gateway</h1>')
    })
    expect(error.message).toBe(`POST ${trial.server.url}/chat failed with status 502`)
    expect(error.body).toBe('<h1>Bad gateway</h1>')
  })

  test('the body of an error is read no further than its bound, and the socket is let go', async () => {
    const { error } = await trial.fail(async (exchange) => {
      exchange.head(500, { 'content-type': 'text/plain' })
      while (await exchange.write('水'.repeat(1000))) await exchange.wait(1)
    }, 1000)
    expect(Buffer.byteLength(error.body ?? '')).toBeLessThanOrEqual(1000)
    expect(Buffer.byteLength(error.body ?? '')).toBeGreaterThan(990)
    expect((await trial.server.requests.at(-1)?.closed)?.by).toBe('client')
  })

  test('an error whose body never ends is told all the same', async () => {
    const { error } = await trial.fail(async (exchange) => {
      exchange.head(503, { 'content-type': 'text/plain' })
      await exchange.write('half a sen')
    })
    expect(error).toMatchObject({ status: 503, body: 'half a sen' })
  })

  test.each([
    ['7', 7000],
    ['0', 0],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
  ])('Retry-After %s asks for %s ms', async (value, milliseconds) => {
    const { error } = await trial.fail(sendText(429, '', { 'retry-after': value }))
    expect(error.retryAfter).toBe(milliseconds)
  })

  test('a Retry-After date is measured by the clock of the server', async () => {
    const headers = {
      date: 'Wed, 21 Oct 2015 07:28:00 GMT',
      'retry-after': 'Wed, 21 Oct 2015 07:28:30 GMT',
    }
    const { error } = await trial.fail(sendText(503, '', headers))
    expect(error.retryAfter).toBe(30_000)
  })

  test('a login page is refused by its content type and kept as text', async () => {
    const { error } = await trial.fail(sendLoginPage)
    expect(error).toMatchObject({ kind: 'content-type', status: 200, retryable: false })
    expect(error.body).toContain('<title>Log in</title>')
    expect((await trial.server.requests.at(-1)?.closed)?.by).toBeDefined()
  })

  test.each([
    'image/png',
    'video/mp4',
    'audio/mpeg',
    'application/pdf',
    'application/xml',
    'application/atom+xml',
    'application/vnd.ag-ui.event+proto',
    'application/vnd.amazon.eventstream',
  ])('%s cannot be a stream', async (type) => {
    const { error } = await trial.fail(sendPieces(['x'], { headers: { 'content-type': type } }))
    expect(error.kind).toBe('content-type')
    expect(error.message).toContain(type)
  })

  test('a redirect is refused by default, on the same origin too', async () => {
    trial.server.on('/target', sendPieces([EVENTS]))
    const { error } = await trial.fail(redirectTo('/target'))
    expect(error).toMatchObject({ kind: 'http', code: 'redirect', retryable: false })
    expect(error.message).toContain('/target')
    expect(trial.server.requests.filter(({ url }) => url === '/target')).toEqual([])
  })

  test('a redirect to another origin sends nothing there', async () => {
    const other = await startHttpServer({ '*': sendPieces([EVENTS]) })
    const { error } = await trial.fail(redirectTo(`${other.url}/steal?token=1`))
    expect(error.message).toContain(`${other.url}/steal`)
    expect(error.message).not.toContain('token')
    expect(other.requests).toEqual([])
    await other.close()
  })
})

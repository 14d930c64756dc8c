import { describe, expect, it } from 'vitest'
import { describeError } from '../../../src/components/errors/describeError.ts'
import { StreamError, type StreamErrorKind } from '../../../src/errors/streamError.ts'
import { en } from '../../../src/locales/en.ts'
import { zhCN } from '../../../src/locales/zhCN.ts'

const KINDS: readonly StreamErrorKind[] = [
  'network',
  'offline',
  'http',
  'timeout',
  'content-type',
  'protocol',
  'limit',
  'server',
]
const http = (status?: number): StreamError => new StreamError('http', 'Request failed', { status })

describe('describeError', () => {
  it.each(KINDS)('has a sentence and a way on for %s in both languages', (kind) => {
    for (const messages of [en, zhCN]) {
      const { title, advice } = describeError({ error: new StreamError(kind, 'x') }, messages)
      expect(title).toMatch(/[.。]$/)
      expect(advice).toMatch(/[.。]$/)
    }
  })

  it.each([
    [400, 'The server did not accept the question.'],
    [401, 'You are not signed in.'],
    [403, 'You have no access to this service.'],
    [404, 'There is no such service at this address.'],
    [405, 'There is no such service at this address.'],
    [422, 'The server did not accept the question.'],
    [429, 'Too many questions at once.'],
    [418, 'The server refused the question.'],
    [500, 'The server has a problem of its own.'],
    [503, 'The server has a problem of its own.'],
    [504, 'The server took too long to answer.'],
    [undefined, 'The server has a problem of its own.'],
  ])('tells status %s apart', (status, title) => {
    expect(describeError({ error: http(status) }, en).title).toBe(title)
  })

  it('keeps the message and the body of the response for the technical details', () => {
    const error = new StreamError('http', 'Request failed with status 502: POST /chat', {
      status: 502,
      body: '{"detail":"upstream is down"}',
    })
    expect(describeError({ error }, en).details).toBe(
      'Request failed with status 502: POST /chat\n\n{"detail":"upstream is down"}',
    )
  })

  it("shows the backend's own words of a failure that it reported", () => {
    const { said, details } = describeError(
      { error: new StreamError('server', '查询内容不能为空') },
      en,
    )
    expect(said).toBe('查询内容不能为空')
    expect(details).toBeUndefined()
  })

  it('says that the run goes on after a fault that it can recover from', () => {
    const fault = { message: 'no index', recoverable: true, scope: 'item' } as const
    expect(describeError({ error: fault }, en)).toMatchObject({
      title: en.errors.partial.title,
      said: 'no index',
    })
  })

  it('has words for a run that was cut off for no reason given', () => {
    expect(describeError({}, en)).toEqual(en.errors.interrupted)
  })

  it('says whether a run that was cut off can be gone on with', () => {
    for (const messages of [en, zhCN]) {
      const cutOff = { error: new StreamError('network', 'x'), ending: 'interrupted' } as const
      const advice = (resumable: boolean): string =>
        describeError({ ...cutOff, resumable }, messages).advice
      expect(advice(true)).toBe(messages.errors.resumable.advice)
      expect(advice(false)).toBe(messages.errors.interrupted.advice)
      expect(advice(true)).not.toBe(advice(false))
      expect(describeError({ resumable: true }, messages)).toEqual(messages.errors.resumable)
    }
  })

  it('says of a broken connection that the rest is missing, once a part has come', () => {
    const error = new StreamError('network', 'The connection broke')
    expect(describeError({ error, ending: 'interrupted' }, en)).toEqual({
      ...en.errors.interrupted,
      details: 'The connection broke',
    })
  })
})

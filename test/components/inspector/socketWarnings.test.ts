import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createInspection,
  type InspectionReport,
} from '../../../src/components/inspector/createInspection.ts'
import { describeWarnings } from '../../../src/components/inspector/describeReport.ts'
import { en } from '../../../src/locales/en.ts'
import { zhCN } from '../../../src/locales/zhCN.ts'
import { openStream } from '../../../src/run/openStream.ts'
import { createStreamReader } from '../../../src/run/streamReader.ts'
import type { StreamOptions } from '../../../src/run/streamRun.ts'
import { startHttpServer, type Answer, type TestHttpServer } from '../../support/httpServer.ts'

let server: TestHttpServer

beforeEach(async () => {
  server = await startHttpServer()
})

afterEach(() => server.close())

/** What an inspector knows of a real response, once it is over. */
async function inspect(answer: Answer, options: StreamOptions = {}): Promise<InspectionReport> {
  server.on('/ask', answer)
  const inspection = createInspection()
  const watched = inspection.watch({ retry: false, ...options }, createStreamReader)
  await openStream({ url: `${server.url}/ask` }, watched).outcome
  return inspection.report()
}

const words = (report: InspectionReport): string =>
  describeWarnings(report, 0, en.inspector).join('\n')
const token = (text: string): string =>
  `data: ${JSON.stringify({ type: 'token', token: text })}\n\n`
const FINAL = 'data: {"type":"final","data":{"success":true,"answer":""}}\n\n'

/** Sends a body in one piece under a type. */
const send =
  (contentType: string, body: string): Answer =>
  (exchange) => {
    exchange.head(200, { 'content-type': contentType })
    exchange.end(body)
  }

describe('what an inspector warns of, over a socket', () => {
  it('is nothing for a stream as it should be', async () => {
    const report = await inspect(async (exchange) => {
      exchange.head()
      await exchange.trickle(token('a').repeat(20) + FINAL, { size: 40, pause: 1 })
      exchange.end()
    })
    expect(report.warnings).toEqual({})
    expect(report.request).toEqual({ method: 'GET', url: `${server.url}/ask` })
  })

  it('is a proxy that holds an answer back and lets all of it go at once', async () => {
    const report = await inspect(async (exchange) => {
      await exchange.wait(1_700)
      exchange.head()
      exchange.end(token('a').repeat(20) + FINAL)
    })
    expect(report.warnings).toEqual({ buffering: 1 })
    expect(words(report)).toContain('proxy')
  })

  it('is a response of a type that is no stream', async () => {
    const report = await inspect(send('text/html; charset=utf-8', '<!doctype html><p>Sign in'))
    expect(report.warnings).toEqual({ contentType: 1 })
    expect(words(report)).toContain('text/html')
  })

  it.each([
    ['an event stream that comes as text/plain', 'text/plain', token('a') + FINAL, 'sse', 2],
    [
      'JSON lines that come as bytes',
      'application/octet-stream',
      '{"a":1}\n{"a":2}\n',
      'ndjson',
      2,
    ],
    ['a page that comes as an event stream', 'text/event-stream', '<!doctype html><p>', 'html', 0],
  ])('is %s', async (_, contentType, body, kind, frames) => {
    const report = await inspect(send(contentType, body))
    expect(report.warnings).toMatchObject({ mislabelled: 1 })
    expect(report.mislabelled).toBe(kind)
    expect(report.totals.frame).toBe(frames)
    expect(words(report)).toContain(`comes as ${contentType}`)
    expect(describeWarnings(report, 0, zhCN.inspector)[0]).toContain(contentType)
  })

  it.each([
    ['JSON lines under their own name', 'application/x-ndjson', '{"a":1}\n{"a":2}\n'],
    ['plain text', 'text/plain', 'Open the valve.'],
  ])('is not %s', async (_, contentType, body) => {
    const { warnings } = await inspect(send(contentType, body))
    expect(warnings.mislabelled).toBeUndefined()
    expect(warnings.contentType).toBeUndefined()
  })

  it('is an event that the dialect does not know', async () => {
    const body = `data: {"type":"surprise","x":1}\n\n${token('a')}${FINAL}`
    const report = await inspect(send('text/event-stream', body), { dialect: 'rag' })
    expect(report.warnings).toEqual({ unknownEvents: 1 })
    expect(words(report)).toContain('1')
  })
})

import { describe, expect, test } from 'vitest'
import {
  dropAfter,
  resetAfter,
  resetAtOnce,
  sendGzipTruncated,
  sendWrongLength,
} from '../support/answers.ts'
import { startHttpServer } from '../support/httpServer.ts'
import { EVENTS, WAVE, HTTP_TRANSPORTS, useTransportTrial } from '../support/httpTransports.ts'
import { createContext, createRequest } from '../support/transportRequest.ts'

describe.each(HTTP_TRANSPORTS)('%s', (_name, createTransport) => {
  const trial = useTransportTrial(createTransport)

  test('a port that nobody listens on is a network error', async () => {
    const closed = await startHttpServer()
    await closed.close()
    const opening = trial.transport.open(createRequest(`${closed.url}/x`), createContext())
    await expect(opening).rejects.toMatchObject({ kind: 'network', retryable: true })
    await expect(opening).rejects.toThrow(/ECONNREFUSED/)
  })

  test('a reset before the headers is a network error', async () => {
    const { error } = await trial.fail(resetAtOnce)
    expect(error).toMatchObject({ kind: 'network', retryable: true })
  })

  test.each([
    ['after the headers', 0],
    ['between events', Buffer.byteLength('data: 水は\n\n')],
    ['inside an event', Buffer.byteLength('data: 水は\n\ndata: fl')],
    ['inside a character', WAVE + 2],
  ])('a reset %s keeps what had arrived', async (_where, length) => {
    const { error, text } = await trial.fail(resetAfter(EVENTS, length))
    expect(error).toMatchObject({ kind: 'network', retryable: true })
    expect(error.message).toContain('broke while reading POST')
    expect(text).toBe(
      new TextDecoder().decode(Buffer.from(EVENTS).subarray(0, length), { stream: true }),
    )
    expect(text).not.toContain('\uFFFD')
  })

  test('a socket that closes without the end of the body is a network error', async () => {
    const { error, text } = await trial.fail(dropAfter(EVENTS, WAVE))
    expect(error).toMatchObject({ kind: 'network', retryable: true })
    expect(text).toBe('data: 水は\n\ndata: flows ')
  })

  test('a body that is shorter than its length is a network error', async () => {
    const { error, text } = await trial.fail(sendWrongLength(EVENTS, 10))
    expect(error.kind).toBe('network')
    expect(text).toBe(EVENTS)
  })

  test('a truncated archive gives the text that it holds', async () => {
    // Node overlooks the missing end of an archive, so what shows the loss is the missing end of the stream.
    expect(await trial.read(sendGzipTruncated(['one ', 'two']))).toBe('one two')
  })

  test('being offline is told apart', async () => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
    Object.defineProperty(globalThis, 'navigator', {
      value: { onLine: false },
      configurable: true,
    })
    try {
      expect((await trial.fail(resetAtOnce)).error.kind).toBe('offline')
    } finally {
      if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator')
      else Object.defineProperty(globalThis, 'navigator', before)
    }
  })
})

import { describe, expect, test } from 'vitest'
import {
  sendGzipBuffered,
  sendGzipFlushed,
  sendLump,
  sendPieces,
  sendStatus,
} from '../support/answers.ts'
import { EVENT_STREAM } from '../support/httpServer.ts'
import { EVENTS, WAVE, HTTP_TRANSPORTS, useTransportTrial } from '../support/httpTransports.ts'
import { collectTexts } from '../support/transportRequest.ts'

describe.each(HTTP_TRANSPORTS)('%s', (_name, createTransport) => {
  const trial = useTransportTrial(createTransport)

  test('the head is there before the body, and each piece comes when it is sent', async () => {
    const response = await trial.open(async (exchange) => {
      exchange.head(200, { ...EVENT_STREAM, 'x-model': 'small' })
      await exchange.wait(50)
      await exchange.write('data: one\n\n')
      await exchange.wait(30)
      exchange.end('data: two\n\n')
    })
    expect(trial.server.openExchanges).toBe(1)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-model')).toBe('small')
    expect(response.url).toBe(`${trial.server.url}/chat`)
    expect(await collectTexts(response.chunks)).toEqual(['data: one\n\n', 'data: two\n\n'])
  })

  test('method, headers and body arrive as they were given', async () => {
    await trial.read(sendPieces([EVENTS]))
    const request = trial.server.requests.at(-1)
    expect(request).toMatchObject({ method: 'POST', body: '{"q":"?"}' })
    expect(request?.headers['content-type']).toBe('application/json')
  })

  test('a text that arrives byte by byte is whole again', async () => {
    expect(
      await trial.read((exchange) => exchange.trickle(EVENTS).then(() => exchange.end())),
    ).toBe(EVENTS)
  })

  test('a cut inside a character shows no replacement character', async () => {
    const bytes = Buffer.from(EVENTS)
    const pieces = [bytes.subarray(0, WAVE + 2), bytes.subarray(WAVE + 2)]
    const texts = await collectTexts((await trial.open(sendPieces(pieces, { pause: 20 }))).chunks)
    expect(texts.join('')).toBe(EVENTS)
    expect(texts[0]?.endsWith('flows ')).toBe(true)
  })

  test('bytes that are no UTF-8 become replacement characters, the rest stays', async () => {
    const bytes = Buffer.concat([Buffer.from('data: a'), Buffer.of(0xff), Buffer.from('b\n\n')])
    expect(await trial.read(sendPieces([bytes]))).toBe('data: a\uFFFDb\n\n')
  })

  test('byte order marks are left to the decoder of the format', async () => {
    expect(await trial.read(sendPieces(['\uFEFF\uFEFFdata: 1\n\n']))).toBe(
      '\uFEFF\uFEFFdata: 1\n\n',
    )
  })

  test('the charset in the content type does not change the decoding', async () => {
    const headers = { 'content-type': 'text/event-stream; charset=windows-1252' }
    expect(await trial.read(sendPieces(['data: …\n\n'], { headers }))).toBe('data: …\n\n')
  })

  test('a lump at the end is read like anything else', async () => {
    expect(await trial.read(sendLump(EVENTS, 50))).toBe(EVENTS)
  })

  test('compressed pieces come as they are flushed', async () => {
    const texts = await collectTexts(
      (await trial.open(sendGzipFlushed(['one ', 'two'], 40))).chunks,
    )
    expect(texts).toEqual(['one ', 'two'])
  })

  test('a compressed body that was buffered comes whole', async () => {
    expect(await trial.read(sendGzipBuffered(['one ', 'two'], 20))).toBe('one two')
  })

  test('chunks count the bytes after decompression', async () => {
    const response = await trial.open(sendGzipFlushed(['水'.repeat(100)]))
    let bytes = 0
    for await (const chunk of response.chunks) bytes += chunk.bytes
    expect(bytes).toBe(300)
  })

  test.each([204, 205])('a %i ends at once with an empty body', async (status) => {
    const response = await trial.open(sendStatus(status))
    expect(response.status).toBe(status)
    expect(await collectTexts(response.chunks)).toEqual([])
  })

  test.each([
    'text/event-stream',
    'TEXT/EVENT-STREAM; charset=utf-8',
    'text/event-stream;',
    'application/x-ndjson',
    'application/jsonl',
    'application/json',
    'text/plain; charset=utf-8',
    'application/octet-stream',
    'application/stream+json',
  ])('%s can be a stream', async (type) => {
    expect(await trial.read(sendPieces(['x'], { headers: { 'content-type': type } }))).toBe('x')
  })

  test('a missing content type can be a stream', async () => {
    const text = await trial.read((exchange) => {
      exchange.head(200, {})
      exchange.end('x')
    })
    expect(text).toBe('x')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import { createFramingDetector } from '../../src/framing/detectFraming.ts'
import type { Framing } from '../../src/framing/detectFraming.ts'
import { cutAt, everyCut } from './cuts.ts'

const PRETTY = '{\n  "detail": "not found"\n}\n'
const RECORDS = '{"a":1}\n{"a":2}\n'

type Row = readonly [contentType: string | null, body: string, framing: Framing]

const TABLE: readonly Row[] = [
  ['text/event-stream', 'data: {"a":1}\n\n', 'sse'],
  ['text/event-stream; charset=utf-8', 'hello', 'sse'],
  ['Text/Event-Stream;charset=UTF-8', '', 'sse'],
  ['text/event-stream', '\n\n', 'sse'],
  ['text/event-stream', '{"error":{"code":400}}', 'json'],
  ['text/event-stream', PRETTY, 'json'],
  ['text/event-stream', `[${PRETTY}]`, 'json'],
  ['text/event-stream', RECORDS, 'ndjson'],
  ['text/event-stream', '\uFEFF: ping\n\n', 'sse'],
  ['application/x-ndjson', RECORDS, 'ndjson'],
  ['application/x-ndjson', '{"a":', 'ndjson'],
  ['application/jsonl', '"text"\n', 'ndjson'],
  ['application/stream+json', '', 'ndjson'],
  ['application/x-ndjson', 'event: a\ndata: {}\n\n', 'sse'],
  ['application/json', RECORDS, 'ndjson'],
  ['application/json; charset=utf-8', `\r\n{"a":1}\r\n\r\n [1]`, 'ndjson'],
  ['application/json', '{"a":1}', 'json'],
  ['application/json', '{"a":1}\n', 'json'],
  ['application/json', '{"score":NaN}\n{"score":1}', 'ndjson'],
  ['application/json', '{"a":1}\nnonsense', 'json'],
  ['application/json', PRETTY, 'json'],
  ['application/problem+json', PRETTY, 'json'],
  ['application/json', '[{"a":1}\n,{"a":2}\n]', 'json'],
  ['application/json', '{"a":', 'json'],
  ['application/json', 'data: {"a":1}\n\n', 'sse'],
  ['application/json', 'Internal Server Error', 'text'],
  ['text/plain', RECORDS, 'text'],
  ['text/plain; charset=utf-8', 'Hello', 'text'],
  ['text/plain', 'data: Hello\n\n', 'sse'],
  ['text/plain', '{\n', 'text'],
  [null, 'data: Hello\n\n', 'sse'],
  [null, 'data\n', 'sse'],
  [null, 'id:1\ndata:x\n\n', 'sse'],
  [null, 'retry: 100\n\n', 'sse'],
  [null, 'event:x', 'sse'],
  [null, ': keep-alive\n\n', 'sse'],
  [null, '\uFEFF\n\r\n \t\ndata: x', 'sse'],
  [null, ' data: x', 'text'],
  [null, 'database', 'text'],
  [null, 'dat\n', 'text'],
  [null, 'dat', 'text'],
  [null, 'Data: x', 'text'],
  [null, '0:"Hello"\n', 'ndjson'],
  ['text/plain', 'f:{"messageId":"m"}\n', 'ndjson'],
  ['text/plain', 'd:[1]', 'ndjson'],
  ['text/event-stream', '0:"Hello"\n', 'ndjson'],
  [null, '0: "Hello"\n', 'text'],
  [null, '9:30 in the morning', 'text'],
  [null, 'a word', 'text'],
  [null, 'd\n', 'text'],
  [null, 'l:"Hello"\n', 'text'],
  [null, ' 0:"Hello"\n', 'text'],
  [null, 'Hello', 'text'],
  [null, '', 'text'],
  [null, '\n \n', 'text'],
  [null, RECORDS, 'ndjson'],
  [null, ' \n  {"a":1}\n', 'ndjson'],
  [null, '{"a":1}', 'ndjson'],
  [null, PRETTY, 'text'],
  [null, '[link](https://example.com) says', 'text'],
  [null, '[DONE]\n', 'text'],
  [null, '{"a":', 'text'],
  ['application/octet-stream', RECORDS, 'ndjson'],
]

const detect = (contentType: string | null, pieces: readonly string[]): Framing => {
  const detector = createFramingDetector(contentType)
  for (const piece of pieces) detector.push(piece)
  return detector.end()
}

/** How much of the text it takes until the framing is certain; more than there is when only the end decides. */
const unitsNeeded = (contentType: string | null, body: string): number => {
  const detector = createFramingDetector(contentType)
  const index = body.split('').findIndex((unit) => detector.push(unit) !== undefined)
  return index === -1 ? body.length + 1 : index + 1
}

describe('createFramingDetector', () => {
  it.each(TABLE)('takes %s with the body %j for %s, however it is cut', (type, body, framing) => {
    for (const pieces of everyCut(body)) {
      expect([pieces, detect(type, pieces)]).toEqual([pieces, framing])
    }
  })

  it.each(TABLE)('knows %s with the body %j as early for every cut', (type, body, framing) => {
    const needed = unitsNeeded(type, body)
    for (let length = 0; length <= body.length; length++) {
      const early = createFramingDetector(type).push(body.slice(0, length))
      expect(early).toBe(length < needed ? undefined : framing)
    }
  })

  it.each([
    [null, 'data: Hello', 5],
    [null, ': ping', 1],
    [null, 'Hello', 1],
    [null, 'daily', 3],
    ['text/plain', '{"a":1}', 1],
    ['application/x-ndjson', '{"a":1}', 1],
    [null, '{"a":1}\n{"a":2}\n', 8],
    ['application/json', '{"a":1}\n{"a":2}\n', 9],
    ['application/json', '{\n  "a": 1\n}', 2],
  ])('needs of %s with the body %j only %i units', (type, body, units) => {
    expect(unitsNeeded(type, body)).toBe(units)
  })

  it('says the same of any body under any type, cut anywhere', () => {
    const bodies = fc
      .array(
        fc.constantFrom(
          'data:',
          'data',
          'id',
          ':',
          '{',
          '}',
          '{"a":1}',
          '[',
          ']',
          ' ',
          '\n',
          '\r\n',
          '\r',
          'x',
          '0:"',
          '\uFEFF',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join(''))
    const types = fc.constantFrom(...new Set(TABLE.map(([type]) => type)))
    fc.assert(
      fc.property(types, bodies, fc.array(fc.nat(), { maxLength: 6 }), (type, body, positions) => {
        expect(detect(type, cutAt(body, positions))).toBe(detect(type, [body]))
        expect(detect(type, body.split(''))).toBe(detect(type, [body]))
      }),
      { numRuns: 1000 },
    )
  })

  it('keeps to what it said', () => {
    const detector = createFramingDetector()
    expect(detector.push('Hello')).toBe('text')
    expect(detector.push('\ndata: x\n\n')).toBe('text')
    expect(detector.end()).toBe('text')
  })

  it('gives up on a first line of JSON that is longer than the largest event', () => {
    for (const pieces of everyCut(`{"a":"${'é'.repeat(20)}"}\n`)) {
      const detector = createFramingDetector('application/json', { maxEventBytes: 40 })
      expect(() => pieces.map((piece) => detector.push(piece))).toThrow(StreamError)
    }
  })

  it.each([
    ['a long first line', `{"a":"${'x'.repeat(1_000_000)}`],
    ['blanks without end', ' '.repeat(500_000)],
    ['line ends without end', '\n'.repeat(500_000)],
  ])('reads %s unit by unit in linear time', { timeout: 3000 }, (_name, body) => {
    expect(unitsNeeded('application/json', body)).toBe(body.length + 1)
  })
})

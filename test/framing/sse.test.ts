import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/framing/frame.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'
import { cutAt, decode, everyCut } from './cuts.ts'

/** Frames as `[event, data, id]`, with `truncated` behind where it is set. */
type Row = readonly [
  event: string,
  data: string | undefined,
  id: string | undefined,
  truncated?: 'truncated',
]

const frame = ([event, data, id, truncated]: Row): Frame =>
  truncated ? { event, data, id, truncated: true } : { event, data, id }

const plain = (...data: readonly string[]): readonly Row[] =>
  data.map((text) => ['', text, undefined])

const BOM = '\uFEFF'
const LONG_COMMENT = `:${'x'.repeat(2048)}`

/** Written after the facts that the web platform tests check; the first column is the name of the test there. */
const STANDARD: readonly (readonly [name: string, stream: string, rows: readonly Row[]])[] = [
  [
    'event-data',
    'data:msg\ndata:msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\ndata:msg\n\ndata:end\n\n',
    plain('msg\nmsg', 'msg', 'end'),
  ],
  ['format-bom', `${BOM}data:1\n\n${BOM}data:2\n\ndata:3\n\n\n`, plain('1', '3')],
  ['format-bom-2', `${BOM}${BOM}data:1\n\ndata:2\n\ndata:3\n\n\n`, plain('2', '3')],
  [
    'format-comments',
    `data:1\r:\0\n:\r\ndata:2\n${LONG_COMMENT}\rdata:3\n:data:fail\r${LONG_COMMENT}\ndata:4\n\n`,
    plain('1\n2\n3\n4'),
  ],
  [
    'format-data-before-final-empty-line',
    'retry:1000\ndata:test1\n\nid:test\ndata:test2\n',
    [
      ['', 'test1', undefined],
      ['', 'test2', 'test', 'truncated'],
    ],
  ],
  ['format-field-data', 'data:\n\ndata\ndata\n\ndata:test\n\n\n', plain('', '\n', 'test')],
  [
    'format-field-event',
    'event:test\ndata:x\n\ndata:x\n\n\n',
    [
      ['test', 'x', undefined],
      ['', 'x', undefined],
    ],
  ],
  ['format-field-event-empty', 'event: \ndata:data\n\n\n', plain('data')],
  ['format-field-id', 'id: …\nretry:200\ndata:hello\n\n', [['', 'hello', '…']]],
  [
    'format-field-id-3, one id for two events',
    'id:1\ndata:a\n\ndata:b\n\n',
    [
      ['', 'a', '1'],
      ['', 'b', '1'],
    ],
  ],
  [
    'format-field-id-3, a new id holds on',
    'id:1\ndata:a\n\nid:2\ndata:b\n\ndata:c\n\n',
    [
      ['', 'a', '1'],
      ['', 'b', '2'],
      ['', 'c', '2'],
    ],
  ],
  [
    'format-field-id-3, an empty id clears',
    'id:1\ndata:a\n\nid:\ndata:b\n\ndata:c\n\n',
    [
      ['', 'a', '1'],
      ['', 'b', ''],
      ['', 'c', ''],
    ],
  ],
  ['format-field-id-null', 'id: a\0b\ndata:hello\n\n', plain('hello')],
  [
    'format-field-parsing',
    'data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n',
    plain('\0\n 2\n1\n3\n\n4'),
  ],
  ['format-field-retry', 'retry:3000\ndata:x\n\n', plain('x')],
  ['format-field-retry-bogus', 'retry:3000\nretry:1000x\ndata:x\n\n', plain('x')],
  ['format-field-retry-empty', 'retry\ndata:test\n\n', plain('test')],
  [
    'format-field-unknown',
    'data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n',
    plain('test\n\ntest'),
  ],
  ['format-leading-space', 'data:\ttest\rdata: \ndata:test\n\n', plain('\ttest\n\ntest')],
  ['format-newlines', 'data:test\r\ndata\ndata:test\r\n\r\n', plain('test\n\ntest')],
  ['format-null-character', 'data:\0\n\n\n', plain('\0')],
  ['format-utf-8', 'data:ok…\n\n\n', plain('ok…')],
  ['id-only block', 'id: 5\n\ndata: x\n\n', [['', 'x', '5']]],
]

/** What the standard drops and real backends need, and what they send besides. */
const BACKENDS: readonly (readonly [name: string, stream: string, rows: readonly Row[]])[] = [
  [
    'an event name without data',
    'event: end\n\ndata: x\n\n',
    [
      ['end', undefined, undefined],
      ['', 'x', undefined],
    ],
  ],
  [
    'an event name without data, cut off',
    'event: end',
    [['end', undefined, undefined, 'truncated']],
  ],
  ['a last event without any line end', 'data: x', [['', 'x', undefined, 'truncated']]],
  ['a last line cut in its field name', 'data: x\n\nda', plain('x')],
  ['a last event whose blank line is a CR', 'data: x\r\r', plain('x')],
  ['a last event whose CRLF is cut', 'data: x\r\n\r', plain('x')],
  ['an id whose event never came', 'data: x\n\nid: 9\n', plain('x')],
  [
    'data before its event name',
    'data: {}\nevent: response.created\n\n',
    [['response.created', '{}', undefined]],
  ],
  [
    'an id with empty data, as a cursor to begin with',
    'id: 7\ndata:\n\ndata: x\n\n',
    [
      ['', '', '7'],
      ['', 'x', '7'],
    ],
  ],
  [
    'comments that keep the connection alive',
    ': ping - now\r\n\r\n:HTTP_STATUS/200\r\ndata: x\r\n\r\n:\r\n\r\n',
    plain('x'),
  ],
  [
    'lines cut off with CR alone',
    'event: a\rdata: 1\r\rdata: 2\r\r',
    [
      ['a', '1', undefined],
      ['', '2', undefined],
    ],
  ],
  [
    'U+2028, U+0085 and a vertical tab',
    'data: a\u2028b\u0085c\u000bd\n\n',
    plain('a\u2028b\u0085c\u000bd'),
  ],
  ['a character of two units', 'data: 😀\n\n', plain('😀')],
  ['nothing', '', []],
  ['blank lines only', '\n\r\n\r', []],
]

describe('createSseDecoder', () => {
  describe.each([
    ['by the standard', STANDARD],
    ['beyond the standard', BACKENDS],
  ])('reads %s, however the text is cut:', (_, table) => {
    it.each(table)('%s', (_name, stream, rows) => {
      const expected = rows.map(frame)
      for (const pieces of everyCut(stream)) {
        const frames = decode(createSseDecoder(), pieces)
        expect({ pieces, frames }).toEqual({ pieces, frames: expected })
      }
    })
  })

  it('tells the id in force behind the last whole block, whether that has a frame or not', () => {
    for (const [stream, id] of [
      ['data: x\n\n', undefined],
      ['id: 5\n', undefined],
      ['id: 5\n\n', '5'],
      ['id: 5\n\nid: 6\ndata: x', '5'],
      ['id: 5\n\nid: 6\ndata: x\n\n', '6'],
      ['id: 5\n\nid\n\n', ''],
    ] as const) {
      for (const pieces of everyCut(stream)) {
        const decoder = createSseDecoder()
        decode(decoder, pieces)
        expect({ pieces, id: decoder.lastEventId }).toEqual({ pieces, id })
      }
    }
  })

  it('tells the reconnection time that was asked for last', () => {
    expect(retryAfter('data: x\n\n')).toBeUndefined()
    expect(retryAfter('retry: 3000\n')).toBe(3000)
    expect(retryAfter('retry:0\nretry:020\r')).toBe(20)
    for (const bogus of [
      'retry',
      'retry:',
      'retry:1000x',
      'retry: 1e3',
      'retry: -1',
      'retry:  5',
    ]) {
      expect(retryAfter(`retry:3000\n${bogus}\n\n`)).toBe(3000)
    }
  })

  describe('with unknown lines as continuations', () => {
    it.each([
      ['an exception of two lines', 'data: Error: a\nb\n\n', plain('Error: a\nb')],
      ['several lines, one with a colon', 'data: a\n b: c\n\td\n\n', plain('a\n b: c\n\td')],
      ['a field among them', 'data: a\nb\nevent: x\nc\n\n', [['x', 'a\nb\nc', undefined]]],
      ['a comment among them', 'data: a\n: ping\nb\n\n', plain('a\nb')],
      [
        'nothing to go on with',
        'b\n\nevent: x\nb\n\ndata: a\n\nb\n\n',
        [['x', undefined, undefined], ...plain('a')],
      ],
      ['the end of the stream', 'data: a\nb', [['', 'a\nb', undefined, 'truncated']]],
      ['a field name that the end cuts off', 'data: a\neve', [['', 'a', undefined, 'truncated']]],
    ] satisfies (readonly [string, string, readonly Row[]])[])(
      'reads %s',
      (_name, stream, rows) => {
        const expected = rows.map(frame)
        for (const pieces of everyCut(stream)) {
          const frames = decode(createSseDecoder({ unknownLines: 'continue' }), pieces)
          expect({ pieces, frames }).toEqual({ pieces, frames: expected })
        }
      },
    )
  })

  it('agrees with eventsource-parser on any stream, cut anywhere', () => {
    fc.assert(
      fc.property(streams, cuts, (stream, positions) => {
        const seen = decode(createSseDecoder(), cutAt(stream, positions))
        expect(seen.filter(isOrdinary)).toEqual(readWithOracle(stream))
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the same frames for any stream, cut anywhere', () => {
    fc.assert(
      fc.property(
        streams,
        cuts,
        fc.constantFrom('ignore' as const, 'continue' as const),
        (stream, positions, unknownLines) => {
          const options = { unknownLines, maxEventBytes: 40 }
          const pieces = cutAt(stream, positions)
          expect(decode(createSseDecoder(options), pieces)).toEqual(
            decode(createSseDecoder(options), [stream]),
          )
        },
      ),
      { numRuns: 1000 },
    )
  })
})

const retryAfter = (stream: string): number | undefined => {
  const decoder = createSseDecoder()
  decoder.push(stream)
  return decoder.retry
}

const cuts = fc.array(fc.nat(), { maxLength: 12 })

/** Made of what such a stream is made of, well or badly put together. */
const streams = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'data',
        'event',
        'id',
        'retry',
        'data:',
        'data: ',
        'event:',
        'id: ',
        ':',
        ' ',
      ),
      fc.constantFrom('\n', '\n', '\n\n', '\r', '\r\n', '\r\n\r\n'),
      fc.constantFrom('x', '{"a":1}', '😀', 'é', '\0', '7', '\uFEFF', '[DONE]', '\u2028'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

/** What both know: the oracle discards what the stream cuts off, and events without data. */
const isOrdinary = (seen: Frame | 'limit'): boolean =>
  seen === 'limit' || (seen.data !== undefined && seen.truncated === undefined)

const readWithOracle = (stream: string): readonly Frame[] => {
  const frames: Frame[] = []
  let id: string | undefined
  const parser = createParser({
    onId: (value) => {
      id = value
    },
    onEvent: ({ event = '', data }) => frames.push({ event, data, id }),
  })
  parser.feed(stream)
  return frames
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/framing/frame.ts'
import { createPlainTextDecoder } from '../../src/framing/plainText.ts'
import { cutAt, decode, everyCut } from './cuts.ts'

type Row = readonly [event: string, data: string | undefined, id?: string, truncated?: 'truncated']

const frame = ([event, data, id, truncated]: Row): Frame =>
  truncated ? { event, data, id, truncated: true } : { event, data, id }

/** Neighbouring frames of text put together: how many it takes for one token is not told. */
const joinText = (seen: readonly (Frame | 'limit')[]): readonly (Frame | 'limit')[] => {
  const joined: (Frame | 'limit')[] = []
  for (const next of seen) {
    const last = joined.at(-1)
    if (
      next !== 'limit' &&
      last !== undefined &&
      last !== 'limit' &&
      last.event === '' &&
      next.event === '' &&
      last.id === next.id
    ) {
      joined[joined.length - 1] = { ...next, data: `${last.data}${next.data}` }
    } else joined.push(next)
  }
  return joined
}

const TABLE: readonly (readonly [name: string, stream: string, rows: readonly Row[]])[] = [
  ['tokens one after the other', 'data: Hello\n\ndata:  world\n\n', [['', 'Hello world']]],
  ['an unescaped blank line', 'data: a\n\nb\n\ndata: c\n\n', [['', 'a\n\nbc']]],
  ['several unescaped blank lines', 'data: a\n\n\n\nb\n\n\ndata: c\n\n', [['', 'a\n\n\n\nb\nc']]],
  ['an unescaped line break', 'data: a\nb\n\ndata: c\n\n', [['', 'a\nbc']]],
  ['indented lines', 'data: if x:\n    y()\n\n    z()\n\n', [['', 'if x:\n    y()\n\n    z()']]],
  ['data lines of their own, as Spring writes them', 'data:a\ndata:\ndata:b\n\n', [['', 'a\n\nb']]],
  ['data lines of their own with a space', 'data: a\ndata: \ndata: b\n\n', [['', 'a\n\nb']]],
  ['a token that is a line feed', 'data: a\n\ndata: \n\n\ndata: b\n\n', [['', 'a\nb']]],
  ['a token of two line feeds', 'data: a\n\ndata: \n\n\n\ndata: b\n\n', [['', 'a\n\nb']]],
  ['an empty token', 'data: a\n\ndata: \n\ndata: b\n\n', [['', 'ab']]],
  ['a line feed at the very end', 'data: a\n\ndata: \n\n\n', [['', 'a\n']]],
  ['CRLF', 'data: a\r\n\r\nb\r\n\r\n\r\ndata: c\r\n\r\n', [['', 'a\n\nb\nc']]],
  ['a closed last event', 'data: a\n\n', [['', 'a']]],
  ['a last event without its blank line', 'data: a\n', [['', 'a', undefined, 'truncated']]],
  ['a last event without any line end', 'data: a\n\nb', [['', 'a\n\nb', undefined, 'truncated']]],
  ['a last line cut in its field name', 'data: a\n\ndat', [['', 'a']]],
  [
    'no space after any colon',
    'data:Hello\n\ndata: world\n\ndata:  !\n\n',
    [['', 'Hello world  !']],
  ],
  [
    'an empty line before the first token without space',
    'data:\n\ndata:a\n\ndata: b\n\n',
    [['', 'a b']],
  ],
  [
    'what looks like JSON or an end',
    'data: 42\n\ndata: {\n\ndata: [DONE]\n\n',
    [['', '42{[DONE]']],
  ],
  [
    'named events between tokens',
    'data: a\n\nevent: tool_start\ndata: {"input":1}\n\ndata: b\n\n',
    [
      ['', 'a'],
      ['tool_start', '{"input":1}'],
      ['', 'b'],
    ],
  ],
  [
    'blank lines behind a named event',
    'event: x\ndata: {}\n\n\n\nlost\n\ndata: a\n\n',
    [
      ['x', '{}'],
      ['', 'a'],
    ],
  ],
  [
    'line feeds before a named event',
    'data: a\n\n\n\nevent: x\ndata: {}\n\n',
    [
      ['', 'a\n\n'],
      ['x', '{}'],
    ],
  ],
  [
    'an error of several lines',
    'event: error\ndata: Error:\n  at x\n\n',
    [['error', 'Error:\n  at x']],
  ],
  [
    'data before its event name',
    'data: {}\nevent: x\n\n\ndata: a\n\n',
    [
      ['x', '{}'],
      ['', 'a'],
    ],
  ],
  [
    'a named event without data',
    'data: a\n\nevent: end\n\n\n',
    [
      ['', 'a'],
      ['end', undefined],
    ],
  ],
  [
    'ids',
    'id: 1\ndata: a\n\nb\n\nid: 2\ndata: c\n\n\n',
    [
      ['', 'a\n\nb', '1'],
      ['', 'c\n', '2'],
    ],
  ],
  [
    'an id by itself',
    'data: a\n\nid: 2\n\n\ndata: b\n\n',
    [
      ['', 'a'],
      ['', 'b', '2'],
    ],
  ],
  ['a comment and its blank line', 'data: a\n\n: ping\n\ndata: b\n\n', [['', 'ab']]],
  ['comments one after the other', 'data: a\n\n: ping\n\n: ping\n\n\ndata: b\n\n', [['', 'ab']]],
  ['a comment without a blank line', ':\ndata: a\n:\n\n:\ndata: b\n\n', [['', 'ab']]],
  [
    'text that goes on behind what looks like a comment',
    'data: a\n\n::: tip\nb\n\n\ndata: c\n\n',
    [['', 'a\n\nb\nc']],
  ],
  ['text before any field', 'lost\n\n\ndata: a\n\n', [['', 'a']]],
  [
    'text under the name that the standard gives to messages',
    'event: message\ndata: a\n\n\nevent: message\ndata: b\n\n',
    [
      ['message', 'a'],
      ['', '\n'],
      ['message', 'b'],
    ],
  ],
  ['a byte order mark', '\uFEFFdata: a\n\n', [['', 'a']]],
  ['nothing', '', []],
  ['blank lines only', '\n\n\n', []],
]

describe('createPlainTextDecoder', () => {
  it.each(TABLE)('reads %s, however the text is cut', (_name, stream, rows) => {
    const expected = rows.map(frame)
    const whole = decode(createPlainTextDecoder(), [stream])
    for (const pieces of everyCut(stream)) {
      const frames = decode(createPlainTextDecoder(), pieces)
      expect({ pieces, frames }).toEqual({ pieces, frames: whole })
      expect(joinText(frames)).toEqual(expected)
    }
  })

  it('waits for nothing once an event is closed', () => {
    const decoder = createPlainTextDecoder()
    expect(decoder.push('data: a\n\n')).toEqual([frame(['', 'a'])])
    expect(decoder.push('\n')).toEqual([frame(['', '\n'])])
    expect(decoder.push('b\n\n')).toEqual([frame(['', '\n\nb'])])
    expect(decoder.end()).toEqual([])
  })

  it('leaves the space to the format or to the text where told so', () => {
    const stream = 'data:a\n\ndata: b\n\ndata:  c\n\n'
    const read = (space: 'spec' | 'keep' | 'auto') =>
      joinText(decode(createPlainTextDecoder({ space }), [stream]))
    expect(read('spec')).toEqual([frame(['', 'ab c'])])
    expect(read('keep')).toEqual([frame(['', 'a b  c'])])
    expect(read('auto')).toEqual([frame(['', 'a b  c'])])
  })

  it('tells the reconnection time that was asked for', () => {
    const decoder = createPlainTextDecoder()
    decoder.push('retry: 250\n')
    expect(decoder.retry).toBe(250)
  })

  it('gives back any tokens that were written as they are', () => {
    fc.assert(
      fc.property(tokens, cuts, (written, positions) => {
        const stream = written.map((token) => `data: ${token}\n\n`).join('')
        expect(textOf(cutAt(stream, positions))).toBe(written.join(''))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives back any tokens that were written without a space', () => {
    fc.assert(
      fc.property(tokens, cuts, (written, positions) => {
        const all = ['Hello', ...written]
        const stream = all.map((token) => `data:${token.replaceAll('\n', '\ndata:')}\n\n`).join('')
        expect(textOf(cutAt(stream, positions))).toBe(all.join(''))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives the same frames for any lines, cut anywhere', () => {
    const lines = fc.array(
      fc.constantFrom(
        '',
        '',
        'data: a',
        'data:b',
        'data',
        'event: x',
        'id: 1',
        ': c',
        'd',
        ' e',
        '😀',
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r', '\r\n'), cuts, (parts, lineEnd, positions) => {
        const stream = parts.join(lineEnd)
        const options = { maxEventBytes: 12 }
        expect(decode(createPlainTextDecoder(options), cutAt(stream, positions))).toEqual(
          decode(createPlainTextDecoder(options), [stream]),
        )
      }),
      { numRuns: 1000 },
    )
  })
})

const cuts = fc.array(fc.nat(), { maxLength: 12 })

/** Tokens of which no line begins as a field or a comment would. */
const tokens = fc.array(
  fc
    .array(fc.constantFrom('a', 'data', ' ', '\n', '\n\n', 'é', '😀', '{"a":', '42', '.'), {
      maxLength: 6,
    })
    .map((parts) => parts.join(''))
    .filter(
      (token) =>
        !token
          .split('\n')
          .slice(1)
          .some((line) => line === 'data'),
    ),
  { maxLength: 8 },
)

const textOf = (pieces: readonly string[]): string =>
  decode(createPlainTextDecoder(), pieces)
    .map((seen) => (seen === 'limit' ? seen : seen.data))
    .join('')

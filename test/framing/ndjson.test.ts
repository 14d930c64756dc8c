import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNdjsonDecoder } from '../../src/framing/ndjson.ts'
import { cutAt, decode, everyCut } from './cuts.ts'

const TABLE: readonly (readonly [name: string, body: string, lines: readonly string[]])[] = [
  ['one record per line', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['CRLF', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
  ['blank lines', '\n\r\n{"a":1}\n \t\n\n{"b":2}\n\n', ['{"a":1}', '{"b":2}']],
  ['a byte order mark', '\uFEFF{"a":1}\n', ['{"a":1}']],
  ['a last record without line end', '{"a":1}\n{"b":"}😀"}', ['{"a":1}', '{"b":"}😀"}']],
  ['a last record with the NaN of Python', '{"a":NaN,"b":-Infinity}', ['{"a":NaN,"b":-Infinity}']],
  ['spaces around a record', ' {"a": 1} \n', [' {"a": 1} ']],
  ['strings and numbers', '"a"\n1\n', ['"a"', '1']],
  [
    'line separators of Unicode inside a string',
    '{"a":"\u2028\u0085"}\n',
    ['{"a":"\u2028\u0085"}'],
  ],
  ['nothing', '', []],
  ['a blank last line', '{"a":1}\n  ', ['{"a":1}']],
]

describe('createNdjsonDecoder', () => {
  it.each(TABLE)('reads %s, however the text is cut', (_name, body, lines) => {
    const expected = lines.map((data) => ({ event: '', data, id: undefined }))
    for (const pieces of everyCut(body)) {
      const frames = decode(createNdjsonDecoder(), pieces)
      expect({ pieces, frames }).toEqual({ pieces, frames: expected })
    }
  })

  it.each(['{"a":1', '{"a":"b', '[1,', '"abc', '{"a":Infin'])(
    'marks a last record that breaks off as %s',
    (line) => {
      for (const pieces of everyCut(`{}\n${line}`)) {
        expect(decode(createNdjsonDecoder(), pieces)).toEqual([
          { event: '', data: '{}', id: undefined },
          { event: '', data: line, id: undefined, truncated: true },
        ])
      }
    },
  )

  it('counts the bytes of a line, not its units, whatever the cut', () => {
    const fits = '"é…😀"'
    const bytes = new TextEncoder().encode(fits).length
    for (const pieces of everyCut(`${fits}\n${fits}`)) {
      expect(decode(createNdjsonDecoder({ maxEventBytes: bytes }), pieces)).toHaveLength(2)
      expect(decode(createNdjsonDecoder({ maxEventBytes: bytes - 1 }), pieces)).toEqual(['limit'])
    }
  })

  it('gives back any records, however they are written and cut', () => {
    const records = fc.array(fc.json(), { maxLength: 8 })
    const lineEnds = fc.constantFrom('\n', '\r\n', '\n\n')
    fc.assert(
      fc.property(
        records,
        lineEnds,
        fc.array(fc.nat(), { maxLength: 12 }),
        (written, lineEnd, positions) => {
          const pieces = cutAt(written.join(lineEnd), positions)
          expect(decode(createNdjsonDecoder(), pieces)).toEqual(
            written.map((data) => ({ event: '', data, id: undefined })),
          )
        },
      ),
    )
  })
})

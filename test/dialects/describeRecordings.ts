import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dialect, DialectContext } from '../../src/dialects/dialect.ts'
import { createStreamReader } from '../../src/run/streamReader.ts'
import { loadRecordings, plain, readPieces } from './readRecording.ts'

/** Reads every recording of a dialect in every way that a network may deliver it. */
export function describeRecordings(dialect: Dialect, context?: DialectContext): void {
  const recordings = loadRecordings(dialect.name)
  const read = (pieces: readonly string[]): unknown => plain(readPieces(dialect, pieces, context))

  describe.each(recordings)('the recording $name', ({ wire, events }) => {
    it.each([
      ['whole', [wire]],
      ['in single UTF-16 units', wire.split('')],
      ['with CRLF', [wire.replaceAll('\n', '\r\n')]],
      ['in single units with CRLF', wire.replaceAll('\n', '\r\n').split('')],
      ['with CR', [wire.replaceAll('\n', '\r')]],
      ['with a byte order mark', [`\uFEFF${wire}`]],
      ['without spaces after the colons', [wire.replaceAll(/^data: /gm, 'data:')]],
      ['with keep-alives in between', [wire.replaceAll('\n\n', '\n\n: ping\n\n')]],
    ])('gives the same events %s', (_, pieces) => {
      expect(read(pieces)).toEqual(events)
    })

    it.each([
      ['whole', [wire]],
      ['in single UTF-16 units', wire.split('')],
      ['with CRLF', [wire.replaceAll('\n', '\r\n')]],
    ])('is recognised by the stream reader %s', (_, pieces) => {
      const reader = createStreamReader({ baseUrl: context?.baseUrl })
      const given = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
      expect(plain(given)).toEqual([{ type: 'start', dialect: dialect.name }, ...events])
    })

    it('gives the same events however it is cut', () => {
      const cuts = fc.array(fc.nat(wire.length), { maxLength: 8 })
      fc.assert(
        fc.property(cuts, (positions) => {
          const ends = [...positions.toSorted((a, b) => a - b), wire.length]
          const pieces = ends.map((end, index) => wire.slice(ends[index - 1] ?? 0, end))
          expect(read(pieces)).toEqual(events)
        }),
        { numRuns: 40 },
      )
    })

    it('ends with exactly one done and gives nothing after it', () => {
      const types = readPieces(dialect, [wire, wire], context).map(({ type }) => type)
      expect(types.indexOf('done')).toBe(types.length - 1)
    })

    it('never throws and keeps to one done wherever the connection is lost', () => {
      for (let end = 0; end < wire.length; end++) {
        const types = readPieces(dialect, [wire.slice(0, end)], context).map(({ type }) => type)
        expect(types.indexOf('done')).toBe(types.length - 1)
      }
    })
  })
}

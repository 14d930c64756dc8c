import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DialectName } from '../../src/dialects/index.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import type { StreamReaderOptions } from '../../src/run/streamReader.ts'
import { cutText, readText } from '../run/readText.ts'
import { loadRecordings, plain } from './readRecording.ts'

/** A way in which a network may deliver a body, with a name for it. */
export type Delivery = readonly [string, (wire: string) => readonly string[]]

/**
 * Reads every recording of a dialect through the stream reader, in every way of delivery, found by itself and by name.
 * @param foundByName recordings that nothing on the wire tells from another dialect.
 */
export function describeStreams(
  dialect: DialectName,
  deliveries: readonly Delivery[],
  foundByName: readonly string[] = [],
): void {
  describe.each(loadRecordings(dialect))(
    `the ${dialect} recording $name`,
    ({ name, wire, events }) => {
      const choices: readonly StreamReaderOptions[] = foundByName.includes(name)
        ? [{ dialect }]
        : [{ dialect }, {}]

      it.each(deliveries)('gives the same events %s', (_, deliver) => {
        for (const options of choices) {
          expect(written(readText(deliver(wire), options).events)).toEqual(events)
        }
      })

      it('gives the same events and the same state however it is cut', () => {
        const { state: whole } = readText(wire, { dialect })
        const places = fc.array(fc.nat(wire.length), { maxLength: 8 })
        fc.assert(
          fc.property(places, fc.constantFrom(...choices), (cuts, options) => {
            const { events: given, state } = readText(cutText(wire, cuts), options)
            expect(written(given)).toEqual(events)
            expect(state).toEqual(whole)
          }),
          { numRuns: 40 },
        )
      })
    },
  )
}

/** What a recording writes down: the events of the dialect, without what the reader adds to them. */
function written(events: readonly StreamEvent[]): unknown {
  return plain(events.filter(({ type }) => type !== 'start').map(({ id: _id, ...event }) => event))
}

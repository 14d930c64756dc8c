import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DialectName, dialects } from '../../src/dialects/index.ts'
import type { StreamReaderOptions } from '../../src/run/streamReader.ts'
import { loadRecordings, plain } from '../dialects/readRecording.ts'
import { cutText, readText } from './readText.ts'

/** What the recordings were written down with. */
const OPTIONS: Partial<Record<DialectName, StreamReaderOptions>> = {
  rag: { baseUrl: 'https://kb.example.com/' },
  ragflow: { baseUrl: 'https://kb.example.com/' },
}
/** Bare deltas of LlamaIndex are plain text to whoever does not know where they come from. */
const FOUND_BY_NAME = ['llamaindex/deltas']

const recordings = dialects
  .flatMap(({ name }) => loadRecordings(name).map((recording) => ({ ...recording, dialect: name })))
  .filter(({ dialect, name }) => !FOUND_BY_NAME.includes(`${dialect}/${name}`))

describe.each(recordings)('the recording $dialect/$name', ({ dialect, wire, events }) => {
  it('is found by itself, and is the same, with any line end and wherever it is cut', () => {
    const options = OPTIONS[dialect]
    const { state: whole } = readText(wire, { ...options, dialect })
    const lineEnds = fc.constantFrom('\n', '\r\n', '\r')
    const places = fc.array(fc.nat(wire.length), { maxLength: 8 })
    fc.assert(
      fc.property(lineEnds, places, (lineEnd, cuts) => {
        const body = wire.replaceAll('\n', lineEnd)
        const { events: given, state, reader } = readText(cutText(body, cuts), options)
        const [start, ...rest] = given.map(({ id: _id, ...event }) => event)
        expect(start).toMatchObject({ type: 'start', dialect })
        expect(plain(rest)).toEqual(events)
        expect(state).toEqual(whole)
        expect(reader).toMatchObject({ dialect, failure: undefined })
        expect(reader.detection).toMatchObject({ dialect, by: expect.stringMatching(/event|end/) })
      }),
      { numRuns: 25 },
    )
  })

  it('is read without anything thrown when bytes are lost from it', () => {
    const gaps = fc.tuple(fc.nat(wire.length), fc.nat(wire.length))
    fc.assert(
      fc.property(gaps, ([start, length]) => {
        const { events: given } = readText(wire.slice(0, start) + wire.slice(start + length))
        expect(given.filter(({ type }) => type === 'done')).toEqual([given.at(-1)])
        expect(given.filter(({ type }) => type === 'start').length).toBeLessThan(2)
      }),
      { numRuns: 25 },
    )
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DetectionClaim, Dialect } from '../../src/dialects/dialect.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import type { StreamReaderOptions } from '../../src/run/streamReader.ts'
import type { StreamState } from '../../src/state/streamState.ts'
import { cutText, readText, typesOf } from '../run/readText.ts'
import { plain } from './readRecording.ts'

type Framing = 'sse' | 'ndjson'

/** A body as a backend sent it, how its frames are cut, and the events that it stands for. */
export interface Wire {
  readonly name: string
  readonly framing: Framing
  readonly text: string
  readonly events: readonly unknown[]
}

const WIRE_FILE = /^(?<name>.+)\.(?<framing>sse|ndjson)$/

/** The recordings of a dialect: `<name>.sse` or `<name>.ndjson`, and the events beside it, one per line. */
export function loadWires(dialect: string): readonly Wire[] {
  const folder = new URL(`../fixtures/${dialect}/`, import.meta.url)
  return readdirSync(folder).flatMap((file): readonly Wire[] => {
    const { name, framing } = WIRE_FILE.exec(file)?.groups ?? {}
    if (name === undefined) return []
    const lines = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8')
      .trimEnd()
      .split('\n')
    return [
      {
        name,
        framing: framing === 'ndjson' ? 'ndjson' : 'sse',
        text: readFileSync(new URL(file, folder), 'utf8'),
        events: lines.map((line): unknown => JSON.parse(line)),
      },
    ]
  })
}

/** A name, how the body is cut, and the framing that allows it. */
type Delivery = readonly [string, (text: string) => readonly string[], Framing?]

/** Ways in which a network may deliver a body. */
const DELIVERIES: readonly Delivery[] = [
  ['whole', (text) => [text]],
  ['in single UTF-16 units', (text) => text.split('')],
  ['with CRLF', (text) => [text.replaceAll('\n', '\r\n')]],
  ['in single units with CRLF', (text) => text.replaceAll('\n', '\r\n').split('')],
  ['with CR', (text) => [text.replaceAll('\n', '\r')], 'sse'],
  ['with a byte order mark', (text) => [`\uFEFF${text}`]],
  [
    'without spaces after the colons',
    (text) => [text.replaceAll(/^(data|event): /gm, '$1:')],
    'sse',
  ],
  ['with keep-alives in between', (text) => [text.replaceAll('\n\n', '\n\n: ping\n\n')], 'sse'],
  ['without its last line end', (text) => [text.trimEnd()]],
  ['with blank lines', (text) => [text.replaceAll('\n', '\n\n')], 'ndjson'],
]

function deliveriesOf(framing: Framing): readonly (readonly [string, Delivery[1]])[] {
  return DELIVERIES.filter(([, , only]) => only === undefined || only === framing).map(
    ([name, deliver]) => [name, deliver] as const,
  )
}

/** Reads every recording of a dialect through the stream reader, in every way of delivery. */
export function describeDialect(dialect: Dialect, options: StreamReaderOptions = {}): void {
  describe.each(loadWires(dialect.name))('the recording $name', ({ framing, text, events }) => {
    const read = (pieces: string | readonly string[]): ReturnType<typeof readText> =>
      readText(pieces, { ...options, dialect, framing })
    const { state: whole } = read(text)

    it.each(deliveriesOf(framing))('gives the same events and the same state %s', (_, deliver) => {
      const { events: given, state } = read(deliver(text))
      expect(written(given)).toEqual(events)
      expect(state).toEqual(whole)
    })

    it('gives the same events and the same state however it is cut', () => {
      fc.assert(
        fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (places) => {
          const { events: given, state } = read(cutText(text, places))
          expect(written(given)).toEqual(events)
          expect(state).toEqual(whole)
        }),
        { numRuns: 40 },
      )
    })

    it('ends in one done wherever the connection is lost', () => {
      for (let end = 0; end < text.length; end += 7) {
        const types = typesOf(read(text.slice(0, end)).events)
        expect(types.indexOf('done')).toBe(types.length - 1)
      }
    })
  })
}

/** What a recording leaves behind when it is read whole. */
export function stateOfWire(
  dialect: Dialect,
  name: string,
  options: StreamReaderOptions = {},
): StreamState {
  const wire = loadWires(dialect.name).find((candidate) => candidate.name === name)
  if (wire === undefined) throw new Error(`There is no recording of the name ${name}`)
  return readText(wire.text, { ...options, dialect, framing: wire.framing }).state
}

/** Reads payloads, one per frame; a text is sent as it is, and with `event: ` in front it names the event. */
export function readPayloads(
  dialect: Dialect,
  payloads: readonly unknown[],
  framing: Framing = 'sse',
): ReturnType<typeof readText> {
  const lines = payloads.map((payload) =>
    typeof payload === 'string' ? payload : JSON.stringify(payload),
  )
  const text =
    framing === 'ndjson'
      ? lines.map((line) => `${line}\n`)
      : lines.map((line) => (line.startsWith('event: ') ? `${line}\n` : `data: ${line}\n\n`))
  return readText(text.join(''), { dialect, framing })
}

/** Tests that a dialect makes one `done`, the last event, of whatever such payloads hold. */
export function itNeverThrows(
  dialect: Dialect,
  payload: fc.Arbitrary<unknown>,
  framing: Framing = 'sse',
): void {
  const value = fc.jsonValue().filter((json) => typeof json !== 'string')
  const payloads = fc.array(fc.oneof({ weight: 4, arbitrary: payload }, value), { maxLength: 6 })

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(payloads, (list) => {
        const { events, reader } = readPayloads(dialect, list, framing)
        expect(reader.failure).toBeUndefined()
        const types = typesOf(events)
        expect(types.indexOf('done')).toBe(types.length - 1)
      }),
      { numRuns: 300 },
    )
  })
}

/** What a dialect says to one payload that comes first. */
export function detectIn(dialect: Dialect, json: unknown, event = ''): DetectionClaim | undefined {
  return dialect.detect?.({
    headers: undefined,
    frame: { event, data: JSON.stringify(json), id: undefined },
    json,
    earlier: [],
  })
}

/** What a recording writes down: the events of the dialect, without what the reader adds to them. */
function written(events: readonly StreamEvent[]): unknown {
  return plain(events.filter(({ type }) => type !== 'start').map(({ id: _id, ...event }) => event))
}

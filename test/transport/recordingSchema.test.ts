import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { openStream } from '../../src/run/openStream.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { parseRecording } from '../../src/transport/parseRecording.ts'
import schema from '../../src/transport/recording.schema.json' with { type: 'json' }
import { recordingTransport } from '../../src/transport/recordingTransport.ts'
import { describeSchema, describeType } from './support/shape.ts'

const validate = new Ajv2020({ strictTypes: false }).compile(schema)

/** Whether the schema takes it for a recording; a file is what counts, so nothing that JSON would leave out. */
const isValid = (value: unknown): boolean => validate(toFile(value))
const toFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

function isReadable(value: unknown): boolean {
  try {
    parseRecording(toFile(value))
    return true
  } catch {
    return false
  }
}

const FULL = {
  format: 'rill-recording',
  version: 1,
  request: { url: '/chat', method: 'POST', headers: { a: 'b' }, body: '{}' },
  response: { status: 200, headers: { c: 'd' }, url: '/chat', at: 3, boundaries: 'stream' },
  chunks: [
    { at: 1, text: 'a' },
    { at: 2, text: 'b', bytes: 2 },
    { at: 3, base64: 'YQ==' },
  ],
  truncated: true,
  outcome: {
    type: 'error',
    at: 9,
    kind: 'http',
    message: 'x',
    retryable: false,
    status: 500,
    body: 'no',
    code: 'E',
    retryAfter: 5,
  },
}

describe('the schema of a recording', () => {
  it('has the fields and values of the type, and no others', { timeout: 60_000 }, () => {
    const file = fileURLToPath(new URL('../../src/transport/recording.ts', import.meta.url))
    const options = { strict: true, target: ts.ScriptTarget.ES2022, noEmit: true }
    const program = ts.createProgram([file], { ...options, allowImportingTsExtensions: true })
    expect(describeSchema(schema, schema.$defs)).toEqual(describeType(program, file, 'Recording'))
  })

  it('takes whatever the recorder writes', async () => {
    const script = fc.record({
      pieces: fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 5 }),
      header: fc.string({ maxLength: 8 }),
      ending: fc.constantFrom('close', 'drop', 'finish', 'cancel', 'http', 'offline', 'limit'),
      boundaries: fc.constantFrom('stream', 'message'),
    } as const)
    await fc.assert(
      fc.asyncProperty(script, async ({ pieces, header, ending, boundaries }) => {
        const stream = createTestStream('rag')
        const recordings: unknown[] = []
        const sender = {
          ...stream.transport,
          async open(...sent: Parameters<typeof stream.transport.open>) {
            return { ...(await stream.transport.open(...sent)), boundaries }
          },
        }
        const transport = recordingTransport(sender, {
          clock: stream.clock,
          onRecording: (one) => void recordings.push(one),
        })
        const headers = { 'x-note': encodeURIComponent(header) }
        const options = { transport, clock: stream.clock, retry: false } as const
        const run = openStream({ url: '/chat', headers, body: { header } }, options)
        await stream.advance(0)
        if (ending !== 'http') for (const piece of pieces) await stream.push(piece)
        if (ending === 'cancel') run.cancel()
        else if (ending === 'close' || ending === 'drop' || ending === 'finish') {
          await stream[ending]()
        } else await stream.fail(ending)
        await stream.advance(60_000)
        await run.outcome
        expect(recordings.length).toBe(1)
        expect(recordings[0]).toSatisfy(isValid)
      }),
      { numRuns: 60 },
    )
  })

  it('refuses what the reader refuses, wherever a recording is spoilt', () => {
    const places = listPlaces(FULL)
    const junk = fc.oneof(
      fc.constantFrom(undefined, null, '', 'x', 'a\nb', '水', -1, 1.5, 1e300, true, [], {}, [{}]),
      fc.jsonValue({ maxDepth: 2 }),
    )
    const spoilt = fc.array(fc.tuple(fc.constantFrom(...places), junk), {
      minLength: 1,
      maxLength: 3,
    })
    let refused = 0
    fc.assert(
      fc.property(spoilt, (changes) => {
        const value = changes.reduce<unknown>((whole, [place, by]) => put(whole, place, by), FULL)
        if (isReadable(value)) return
        refused += 1
        expect(value).not.toSatisfy(isValid)
      }),
      { numRuns: 3000 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  it('takes a whole recording, and what the reader makes of one', () => {
    expect(isValid(FULL)).toBe(true)
    expect(isValid(parseRecording({ ...FULL, note: 'mine', chunks: [{ text: 'a' }] }))).toBe(true)
  })

  it.each([
    ['bytes that are no base64', { chunks: [{ at: 0, base64: 'a' }] }],
    ['a chunk without a time', { chunks: [{ text: 'a' }] }],
    ['a header that HTTP does not allow', { response: { status: 200, headers: { 'a b': 'c' } } }],
  ])('refuses %s, which could be read or would only fail later', (_what, spoilt) => {
    expect(isValid({ ...FULL, ...spoilt })).toBe(false)
  })
})

type Place = readonly string[]

/** Every place of a value, and one more in each object and list. */
function listPlaces(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [place]
  const inner = Object.entries(value).flatMap(([name, field]) =>
    listPlaces(field, [...place, name]),
  )
  return [place, [...place, 'a b'], ...inner]
}

/** A copy with something else in one place; where the place is gone, nothing changes. */
function put(value: unknown, [name, ...rest]: Place, by: unknown): unknown {
  if (name === undefined) return by
  if (typeof value !== 'object' || value === null) return value
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const changed = put(fields[name], rest, by)
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (String(index) === name ? changed : item))
  }
  return { ...fields, [name]: changed }
}

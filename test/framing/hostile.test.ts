import { describe, expect, it } from 'vitest'
import type { FrameDecoder, FrameDecoderOptions } from '../../src/framing/frame.ts'
import { createNdjsonDecoder } from '../../src/framing/ndjson.ts'
import { createPlainTextDecoder } from '../../src/framing/plainText.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'

type Create = (options?: FrameDecoderOptions) => FrameDecoder

const DECODERS: readonly (readonly [name: string, create: Create])[] = [
  ['createSseDecoder', createSseDecoder],
  ['createPlainTextDecoder', createPlainTextDecoder],
  ['createNdjsonDecoder', createNdjsonDecoder],
]

/** What costs much as soon as something is read twice: `size` says how long, not how many bytes exactly. */
const BODIES: readonly (readonly [name: string, body: (size: number) => string, piece: number])[] =
  [
    ['one line in pieces of 1 KB', (size) => `data: ${'x'.repeat(size)}\n\n`, 1024],
    ['one line in pieces of one unit', (size) => `data: ${'x'.repeat(size / 8)}\n\n`, 1],
    ['one line at once', (size) => `data: ${'x'.repeat(size)}\n\n`, Infinity],
    ['lines without a colon', (size) => 'x\n'.repeat(size / 8), Infinity],
    [
      'carriage returns before the only line feed',
      (size) => `${'x\r'.repeat(size / 8)}\n`,
      Infinity,
    ],
    [
      'line feeds before the only carriage return',
      (size) => `${'x\n'.repeat(size / 8)}\r`,
      Infinity,
    ],
    ['empty data lines of one event', (size) => `${'data\n'.repeat(size / 20)}\n`, 4096],
    ['empty events', (size) => 'data\n\n'.repeat(size / 20), 65_536],
    ['blank lines', (size) => `data: x\n${'\n'.repeat(size / 20)}`, 65_536],
    ['a comment without end', (size) => `:${'x'.repeat(size)}`, 1024],
    ['an event name without end', (size) => `event: ${'x'.repeat(size)}`, 1024],
  ]

const cutEvery = (length: number, body: string): readonly string[] => {
  if (length > body.length) return [body]
  return Array.from({ length: Math.ceil(body.length / length) }, (_, index) =>
    body.slice(index * length, (index + 1) * length),
  )
}

/** What reading takes of the processor, in milliseconds: waiting for a busy machine takes nothing of it. */
const timeToRead = (create: Create, pieces: readonly string[]): number => {
  const decoder = create({ maxEventBytes: Infinity })
  const start = process.cpuUsage()
  for (const piece of pieces) decoder.push(piece)
  decoder.end()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** The quickest of a few runs of each, in turn: whatever else goes on makes a run slower, and hits both alike. */
const compareTimes = (
  create: Create,
  small: readonly string[],
  large: readonly string[],
): readonly [small: number, large: number] => {
  const runs = Array.from({ length: 5 }, () => [
    timeToRead(create, small),
    timeToRead(create, large),
  ])
  return [
    Math.min(...runs.map(([time = 0]) => time)),
    Math.min(...runs.map(([, time = 0]) => time)),
  ]
}

describe.each(DECODERS)('%s', (name, create) => {
  it('reads a line of 10 MB in pieces of 1 KB in less than two seconds', () => {
    const payload = 'x'.repeat(10_000_000)
    const body = name === 'createNdjsonDecoder' ? `${payload}\n` : `data: ${payload}\n\n`
    const decoder = create({ maxEventBytes: Infinity })
    const pieces = cutEvery(1024, body)
    const start = process.cpuUsage()
    const frames = pieces.flatMap((piece) => decoder.push(piece))
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000)
    expect(frames.map((frame) => frame.data === payload)).toEqual([true])
  })

  it.each(BODIES)('reads %s in linear time', { timeout: 30_000 }, (_name, body, piece) => {
    const [small, large] = compareTimes(
      create,
      cutEvery(piece, body(400_000)),
      cutEvery(piece, body(400_000 * 8)),
    )
    // Eight times the work; quadratic would be sixty-four times. The constant forgives a run too short to time.
    expect(large).toBeLessThan(small * 32 + 60)
  })
})

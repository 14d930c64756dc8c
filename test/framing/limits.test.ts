import { describe, expect, it } from 'vitest'
import { StreamError } from '../../src/errors/streamError.ts'
import type { Frame, FrameDecoder, FrameDecoderOptions } from '../../src/framing/frame.ts'
import { createNdjsonDecoder } from '../../src/framing/ndjson.ts'
import { createPlainTextDecoder } from '../../src/framing/plainText.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'
import { decode, everyCut } from './cuts.ts'

type Create = (options?: FrameDecoderOptions) => FrameDecoder

const EVENT_STREAMS: readonly (readonly [name: string, create: Create])[] = [
  ['createSseDecoder', createSseDecoder],
  ['createPlainTextDecoder', createPlainTextDecoder],
]
const DECODERS = [...EVENT_STREAMS, ['createNdjsonDecoder', createNdjsonDecoder] as const]

const dataOf = (seen: readonly (Frame | 'limit')[]): readonly unknown[] =>
  seen.map((frame) => (frame === 'limit' ? frame : frame.data))

describe.each(DECODERS)('%s', (name, create) => {
  const record =
    name === 'createNdjsonDecoder'
      ? (text: string) => `${text}\n`
      : (text: string) => `data: ${text}\n\n`
  const sizeOf = (text: string): number => new TextEncoder().encode(record(text).trimEnd()).length

  it.each(['x'.repeat(40), 'é'.repeat(20), '…'.repeat(15), '😀'.repeat(12), 'xé…😀'.repeat(6)])(
    'takes a line of %s up to its size in UTF-8, whatever the cut',
    (text) => {
      const body = record('1') + record(text) + record('2')
      for (const pieces of everyCut(body)) {
        const fits = dataOf(decode(create({ maxEventBytes: sizeOf(text) }), pieces))
        const fitsNot = dataOf(decode(create({ maxEventBytes: sizeOf(text) - 1 }), pieces))
        expect({ pieces, fits, fitsNot }).toEqual({
          pieces,
          fits: ['1', text, '2'],
          fitsNot: ['1', 'limit'],
        })
      }
    },
  )

  it('hands over what was complete, then fails on every call', () => {
    const decoder = create({ maxEventBytes: 20 })
    const frames = decoder.push(record('1') + record('2') + record('x'.repeat(30)) + record('3'))
    expect(dataOf(frames)).toEqual(['1', '2'])
    const error = expect.objectContaining({ name: 'StreamError', kind: 'limit', retryable: false })
    expect(() => decoder.push(record('4'))).toThrow(error)
    expect(() => decoder.push('')).toThrow(error)
    expect(() => decoder.end()).toThrow(error)
    expect(() => decoder.end()).toThrow(StreamError)
  })

  it('fails at once when nothing was complete, without waiting for the end of the line', () => {
    const decoder = create({ maxEventBytes: 20 })
    expect(decoder.push('data: 1234567890')).toEqual([])
    expect(() => decoder.push('12345')).toThrow(StreamError)
  })

  it('fails at the end when the limit was met with the last frames', () => {
    const decoder = create({ maxEventBytes: 20 })
    expect(dataOf(decoder.push(record('1') + 'x'.repeat(21)))).toEqual(['1'])
    expect(() => decoder.end()).toThrow(StreamError)
  })

  it('limits an event to 1 MiB unless told otherwise', () => {
    expect(decode(create(), ['x'.repeat(1024 * 1024)])).not.toContain('limit')
    expect(decode(create(), ['x'.repeat(1024 * 1024 + 1)])).toContain('limit')
    expect(decode(create({ maxEventBytes: Infinity }), ['x'.repeat(2_000_000)])).not.toContain(
      'limit',
    )
  })

  it.each([0, -1, Number.NaN])('refuses a limit of %d', (maxEventBytes) => {
    expect(() => create({ maxEventBytes })).toThrow(RangeError)
  })
})

describe.each(EVENT_STREAMS)('%s', (_name, create) => {
  it('adds up the data lines of one event, whatever the cut', () => {
    const body = 'data: 1\n\ndata: aaaaé\ndata\ndata: bb😀\n\ndata: 2\n\n'
    const size = new TextEncoder().encode('aaaaé\n\nbb😀\n').length
    for (const pieces of everyCut(body)) {
      const fits = dataOf(decode(create({ maxEventBytes: size }), pieces))
      const fitsNot = dataOf(decode(create({ maxEventBytes: size - 1 }), pieces))
      expect({ pieces, fits, fitsNot }).toEqual({
        pieces,
        fits: ['1', 'aaaaé\n\nbb😀', '2'],
        fitsNot: ['1', 'limit'],
      })
    }
  })

  it('adds up neither comments nor events', () => {
    const decoder = create({ maxEventBytes: 64 })
    for (let count = 0; count < 1000; count++) {
      expect(decoder.push(': ping - 2026-11-21 10:00:00\n\nid: 1\nid: 2\nretry: 1000\n')).toEqual(
        [],
      )
    }
    for (let count = 0; count < 100; count++) decoder.push('data: 0123456789\n\n')
    expect(decoder.push('data: x\n\n')).toHaveLength(1)
  })
})

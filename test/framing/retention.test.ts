import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Frame } from '../../src/framing/frame.ts'
import { createNdjsonDecoder } from '../../src/framing/ndjson.ts'
import { createPlainTextDecoder } from '../../src/framing/plainText.ts'
import { createSseDecoder } from '../../src/framing/sse.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

const CHUNKS = 400
const CHUNK_UNITS = 64 * 1024
const TOKEN = 'a token of some thirty letters'

/** A chunk of its own memory, as a decoder of bytes makes it: `record` over and over. */
const chunkOf = (record: string): string => {
  return Buffer.from(record.repeat(Math.ceil(CHUNK_UNITS / record.length))).toString()
}

/** How many bytes stay in use for what `keep` gives for each of the chunks. */
const retainedBytes = (record: string, keep: (chunk: string) => unknown): number => {
  const kept: unknown[] = []
  const before = usedBytes()
  for (let count = 0; count < CHUNKS; count++) kept.push(keep(chunkOf(record)))
  const retained = usedBytes() - before
  expect(kept).toHaveLength(CHUNKS)
  return retained
}

const usedBytes = (): number => {
  if (typeof collectGarbage === 'function') collectGarbage()
  return process.memoryUsage().heapUsed
}

const fromMiddle = (frames: readonly Frame[]): Frame | undefined =>
  frames[Math.floor(frames.length / 2)]

describe('a kept payload of 30 units', () => {
  const budget = CHUNKS * 3 * 1024

  it('would keep its whole chunk as a plain slice', () => {
    const retained = retainedBytes(TOKEN, (chunk) => chunk.slice(1000, 1030))
    expect(retained).toBeGreaterThan(CHUNKS * CHUNK_UNITS * 0.9)
  })

  it.each([
    ['SSE', () => createSseDecoder(), `data: ${TOKEN}\n\n`],
    ['SSE with CRLF', () => createSseDecoder(), `data: ${TOKEN}\r\n\r\n`],
    ['SSE with several data lines', () => createSseDecoder(), `data: ${TOKEN}\ndata: ${TOKEN}\n\n`],
    ['plain text', () => createPlainTextDecoder(), `data: ${TOKEN}\n\n`],
    ['NDJSON', () => createNdjsonDecoder(), `"${TOKEN}"\n`],
  ])('keeps no more than 3 KB of %s', (_name, create, record) => {
    const retained = retainedBytes(record, (chunk) => fromMiddle(create().push(chunk))?.data)
    expect(retained).toBeLessThan(budget)
  })

  it('keeps no more than 3 KB through its event name or its id', () => {
    const record = `id: ${TOKEN}\nevent: ${TOKEN}\ndata: x\n\n`
    for (const field of ['event', 'id'] as const) {
      const keep = (chunk: string) => fromMiddle(createSseDecoder().push(chunk))?.[field]
      expect(retainedBytes(record, keep)).toBeLessThan(budget)
    }
  })

  it('keeps no more than 3 KB of a line that two chunks share', () => {
    const retained = retainedBytes(`: ${TOKEN}\n`, (chunk) => {
      const decoder = createSseDecoder()
      decoder.push(`${chunk}\ndata: ${TOKEN}`)
      return decoder.push(`\n\n${chunk}`)[0]?.data
    })
    expect(retained).toBeLessThan(budget)
  })
})

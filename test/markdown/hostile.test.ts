import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_SHAPES } from './support/hostileShapes.ts'
import type { TimedReader } from './support/timedReader.ts'
import { createTimedReader } from './support/timedReader.ts'

/** Far above what is measured on a quiet machine (under 0.4 s), far below what a quadratic step would take. */
const LIMIT = 4_000
const LENGTH = 50_000

let reader: TimedReader
beforeAll(async () => {
  reader = await createTimedReader()
}, 30_000)
afterAll(() => reader.stop())

describe.each(Object.keys(HOSTILE_SHAPES))('%s', (shape) => {
  it('takes no time out of proportion at 50,000 characters', async () => {
    expect(await reader.read({ shape, length: LENGTH, looks: 1 }, LIMIT)).toBeGreaterThanOrEqual(0)
  })

  it('takes no time out of proportion while it grows', async () => {
    expect(await reader.read({ shape, length: LENGTH, looks: 25 }, LIMIT)).toBeGreaterThanOrEqual(0)
  })

  it('nor with raw HTML, links and typography on', async () => {
    const reading = 'exact with all options'
    const task = { shape, length: LENGTH, looks: 10, reading } as const
    expect(await reader.read(task, LIMIT)).toBeGreaterThanOrEqual(0)
  })

  it('costs a few full parses where it is read in full', async () => {
    const reading = 'in full, repaired'
    const task = { shape, length: LENGTH, looks: 2, reading } as const
    expect(await reader.read(task, 2 * LIMIT)).toBeGreaterThanOrEqual(0)
  })
})

it('reads four million characters, looked at a hundred times', { timeout: 60_000 }, async () => {
  const task = { shape: 'blocks in turn', length: 4 * 1_024 * 1_024, looks: 100 }
  expect(await reader.read(task, 50_000)).toBeGreaterThan(1_000_000)
})

it('ends a reading that overruns, and reads on with the next', async () => {
  const [shape = ''] = Object.keys(HOSTILE_SHAPES)
  const endless = { shape, length: 4_000_000, looks: 1_000 }
  await expect(reader.read(endless, 50)).rejects.toThrow('took too long')
  expect(await reader.read({ shape, length: 100, looks: 2 }, LIMIT)).toBeGreaterThan(0)
})

import { describe, expect, it } from 'vitest'
import { createSourceNumbering } from '../../../src/components/citations/numberSources.ts'
import type { ResultItem } from '../../../src/dialects/events.ts'

const item = (id: string, metadata: ResultItem['metadata'] = {}): ResultItem => ({
  id,
  images: [],
  metadata,
})

const numbersOf = (batches: readonly (readonly ResultItem[])[]): Record<string, number> =>
  Object.fromEntries(
    createSourceNumbering()
      .take(batches)
      .map(({ number, item: { id } }) => [id, number]),
  )

describe('the numbers of sources', () => {
  it('count from 1 in the order in which they came', () => {
    expect(numbersOf([[item('b')], [item('a'), item('c')]])).toEqual({ b: 1, a: 2, c: 3 })
  })

  it('are those that the backend gives', () => {
    expect(numbersOf([[item('a', { number: 2 }), item('b', { number: '1' })]])).toEqual({
      a: 2,
      b: 1,
    })
  })

  it('are the ids where these are the numbers 1 to n', () => {
    expect(numbersOf([[item('2'), item('1')]])).toEqual({ 2: 2, 1: 1 })
    expect(numbersOf([[item('57'), item('12')]])).toEqual({ 57: 1, 12: 2 })
  })

  it('are no places in a text, which some backends call an index', () => {
    expect(numbersOf([[item('a', { index: 3 }), item('b')]])).toEqual({ a: 1, b: 2 })
  })

  it('are the same however many batches had come when somebody looked', () => {
    const batches = [[item('3'), item('x')], [item('y', { number: 1 })], [item('1'), item('2')]]
    const atOnce = numbersOf(batches)

    const step = createSourceNumbering()
    const looks = batches.map((_, count) => step.take(batches.slice(0, count + 1)))
    expect(
      Object.fromEntries(looks.at(-1)?.map((source) => [source.item.id, source.number]) ?? []),
    ).toEqual(atOnce)
  })
})

import { expect, test } from 'vitest'
import type { EventOf, ResultItem } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState } from '../../src/state/streamState.ts'

const cite = (start?: number, end?: number): EventOf<'results'> => {
  const span = start === undefined || end === undefined ? {} : { span: { start, end } }
  const item: ResultItem = { id: 'a', images: [], metadata: { page: 3 }, ...span }
  return { type: 'results', kind: 'cited', items: [item] }
}

function referencesAfter(...events: readonly EventOf<'results'>[]): readonly ResultItem[] {
  return events.reduce(reduceStream, createStreamState()).references
}

test('a source that is cited in one place has that place alone', () => {
  expect(referencesAfter(cite(0, 3), cite(0, 3), cite())).toEqual([
    { id: 'a', images: [], metadata: { page: 3 }, span: { start: 0, end: 3 } },
  ])
})

test('a source that is cited in several places is one reference with all of them', () => {
  const [reference, ...others] = referencesAfter(cite(0, 3), cite(5, 9), cite(0, 3), cite(12, 14))
  expect(others).toEqual([])
  expect(reference?.span).toEqual({ start: 12, end: 14 })
  expect(reference?.metadata).toEqual({
    page: 3,
    spans: [
      { start: 0, end: 3 },
      { start: 5, end: 9 },
      { start: 12, end: 14 },
    ],
  })
})

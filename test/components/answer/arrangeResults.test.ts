import { describe, expect, it } from 'vitest'
import { arrangeResults, type ResultsPart } from '../../../src/components/answer/arrangeResults.ts'
import type { ResultItem } from '../../../src/dialects/events.ts'

const item = (id: string): ResultItem => ({ id, images: [], metadata: {} })
const part = (key: string, kind: ResultsPart['kind'], ...ids: string[]): ResultsPart => ({
  type: 'results',
  key,
  kind,
  ids,
})
const layouts = (arranged: ReturnType<typeof arrangeResults>): Record<string, string> =>
  Object.fromEntries(
    [...arranged].map(([key, { items, layout }]) => [
      key,
      `${layout} ${items.map(({ id }) => id).join(' ')}`.trim(),
    ]),
  )

describe('arrangeResults', () => {
  it('gives what was found cards and names what the answer then cites of it', () => {
    const found = [item('a'), item('b'), item('c')]
    const parts = [part('1', 'retrieved', 'a', 'b', 'c'), part('2', 'cited', 'b')]
    expect(layouts(arrangeResults(parts, found, [item('b')]))).toEqual({
      1: 'cards a b c',
      2: 'list b',
    })
  })

  it('gives cards to what is cited without having been found', () => {
    const parts = [part('1', 'cited', 'a')]
    expect(layouts(arrangeResults(parts, [], [item('a')]))).toEqual({ 1: 'cards a' })
  })

  it('leaves out what is found once more', () => {
    const parts = [part('1', 'retrieved', 'a'), part('2', 'retrieved', 'a')]
    expect(layouts(arrangeResults(parts, [item('a')], []))).toEqual({ 1: 'cards a' })
  })

  it('keeps a search that found nothing', () => {
    expect(layouts(arrangeResults([part('1', 'retrieved')], [], []))).toEqual({ 1: 'cards' })
  })
})

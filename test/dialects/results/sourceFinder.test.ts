import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventOf, StreamEvent } from '../../../src/dialects/events.ts'
import { createSourceFinder } from '../../../src/dialects/results/sourceFinder.ts'

/** What is found in records, one after the other. */
function findIn(...records: readonly Readonly<Record<string, unknown>>[]): readonly StreamEvent[] {
  const events: StreamEvent[] = []
  const finder = createSourceFinder({}, { write: (event) => events.push(event) })
  for (const record of records) finder.readFields(record)
  return events
}

function titlesIn(record: Readonly<Record<string, unknown>>): readonly unknown[] {
  return findIn(record)
    .filter((event): event is EventOf<'results'> => event.type === 'results')
    .flatMap(({ items }) => items.map(({ title, text, url }) => title ?? text ?? url))
}

const page = { title: 'Pumps', url: 'https://docs.example.com/p' }

describe('sources in a record', () => {
  it.each([
    ['documents of LangChain', { context: [{ page_content: '一页', metadata: {} }] }, ['一页']],
    [
      'documents with their score',
      { docs: [[{ pageContent: '一页', metadata: {} }, 0.7]] },
      ['一页'],
    ],
    [
      'nodes of LlamaIndex',
      { sources: [{ node: { text: '一页', metadata: {} }, score: 0.7 }] },
      ['一页'],
    ],
    ['pages under any spelling of the name', { searchResults: [page] }, ['Pumps']],
    [
      'addresses',
      { source_documents: ['https://docs.example.com/p'] },
      ['https://docs.example.com/p'],
    ],
    ['names', { sources: ['手册.pdf'] }, ['手册.pdf']],
    ['texts', { documents: ['一'.repeat(100)] }, ['一'.repeat(100)]],
  ])('are %s', (_, record, titles) => {
    expect(titlesIn(record)).toEqual(titles)
  })

  it.each([
    ['a list of another name', { messages: [page] }],
    ['words under a vague name', { context: ['一页'], results: ['x'] }],
    ['results that are figures', { results: [{ score: 1 }, { score: 2 }] }],
    ['a list of which one item is none', { results: [page, { score: 2 }] }],
    ['an empty list', { documents: [] }],
    ['no list', { documents: 'many', sources: { a: page } }],
  ])('are not %s', (_, record) => {
    expect(findIn(record)).toEqual([])
  })

  it('are cited where they are named so, else retrieved', () => {
    expect(findIn({ citations: [page], sources: [page] })).toMatchObject([
      { kind: 'cited' },
      { kind: 'retrieved' },
    ])
  })

  it('are given once as long as they stay as they are', () => {
    const more = { sources: [page, { ...page, url: 'https://docs.example.com/q' }] }
    expect(findIn({ sources: [page] }, { sources: [page] }, more, more)).toHaveLength(2)
  })

  it('are found in whatever it holds without throwing', () => {
    const names = fc.constantFrom('documents', 'context', 'results', 'citations', 'x')
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (record) => {
        for (const event of findIn(record)) expect(event.type).toBe('results')
      }),
      { numRuns: 300 },
    )
  })
})

/** What is found in the output of a tool. */
function outputOf(output: unknown): readonly StreamEvent[] {
  const events: StreamEvent[] = []
  createSourceFinder({}, { write: (event) => events.push(event) }).readOutput(output)
  return events
}

describe('sources in the output of a tool', () => {
  it('may be written as JSON', () => {
    expect(outputOf(JSON.stringify({ results: [page] }))).toHaveLength(1)
    expect(outputOf(JSON.stringify([page]))).toHaveLength(1)
  })

  it('are none where a list does not show what it is', () => {
    expect(outputOf('["a", "b"]')).toEqual([])
    expect(outputOf('[broken')).toEqual([])
    expect(outputOf('three')).toEqual([])
    expect(outputOf(7)).toEqual([])
  })
})

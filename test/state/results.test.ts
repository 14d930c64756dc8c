import { expect, test } from 'vitest'
import type { EventOf, ResultItem } from '../../src/dialects/events.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { outline, stateOf } from './stateOf.ts'

type Extra = Partial<EventOf<'results'>>

function item(id: string, fields: Partial<ResultItem> = {}): ResultItem {
  return { id, images: [], metadata: {}, ...fields }
}

function found(items: readonly ResultItem[], extra: Extra = {}): EventOf<'results'> {
  return { type: 'results', kind: 'retrieved', items, ...extra }
}

function cited(items: readonly ResultItem[], extra: Extra = {}): EventOf<'results'> {
  return { type: 'results', kind: 'cited', items, ...extra }
}

const photo = { url: '/a.png' }
const chart = { url: '/b.png', alt: 'chart' }

test('results keep the order of the wire and tell what was asked', () => {
  const state = stateOf(
    found([item('2'), item('1')], { query: 'pump', count: 7, mode: 'hybrid', stepId: 's' }),
  )
  expect(state.results.map((result) => result.id)).toEqual(['2', '1'])
  expect(state.parts).toEqual([
    {
      key: '0',
      type: 'results',
      kind: 'retrieved',
      ids: ['2', '1'],
      query: 'pump',
      count: 7,
      mode: 'hybrid',
      stepId: 's',
    },
  ])
})

test('an item that comes again completes the first and shows nothing twice', () => {
  const state = stateOf(
    found([item('1', { title: 'Pump', score: 0.5, images: [photo], metadata: { a: 1 } })]),
    found([
      item('1', { text: 'Check it', score: 0.9, images: [chart, photo], metadata: { b: 2 } }),
    ]),
  )
  expect(state.results).toEqual([
    item('1', {
      title: 'Pump',
      text: 'Check it',
      score: 0.9,
      images: [photo, chart],
      metadata: { a: 1, b: 2 },
    }),
  ])
  expect(outline(state)).toEqual(['retrieved:1'])
})

test('an item that comes twice in one event is one item', () => {
  const state = stateOf(
    found([item('1', { images: [photo, photo] }), item('1', { title: 'One', images: [chart] })]),
  )
  expect(state.results).toEqual([item('1', { title: 'One', images: [photo, chart] })])
  expect(outline(state)).toEqual(['retrieved:1'])
})

test('an image that comes again may bring its description', () => {
  const state = stateOf(
    found([item('1', { images: [{ url: '/b.png' }] })]),
    found([item('1', { images: [chart] })]),
  )
  expect(state.results[0]?.images).toEqual([chart])
})

test('a repeat without news changes nothing at all', () => {
  const event = found([item('1', { images: [photo], metadata: { tags: ['x'], at: { row: 1 } } })])
  const before = stateOf({ type: 'start', dialect: 'rag' }, event)
  expect(reduceStream(before, structuredClone(event))).toBe(before)
})

test('only new items make a further part', () => {
  const before = stateOf(found([item('1')]), found([item('1'), item('2')]))
  expect(outline(before)).toEqual(['retrieved:1', 'retrieved:2'])
  const after = reduceStream(before, found([item('2', { title: 'Two' })]))
  expect(after.results[0]).toBe(before.results[0])
  expect(after.parts).toBe(before.parts)
})

test('a search without hits is shown, once', () => {
  const empty = stateOf(found([], { query: 'pump' }))
  expect(outline(empty)).toEqual(['retrieved:'])
  expect(reduceStream(empty, found([], { query: 'pump' }))).toBe(empty)
  expect(reduceStream(empty, found([]))).toBe(empty)
  expect(outline(reduceStream(empty, found([], { query: 'valve' })))).toHaveLength(2)
})

test('a final list without items does not call earlier hits none', () => {
  const before = stateOf(found([item('1')], { query: 'pump' }))
  expect(reduceStream(before, found([]))).toBe(before)
})

test('a whole list takes the place of the one before', () => {
  const before = stateOf(
    found([item('1', { title: 'One' }), item('2'), item('3')]),
    found([item('4')]),
  )
  const after = reduceStream(before, found([item('2'), item('1'), item('5')], { replace: true }))
  expect(after.results.map((result) => result.id)).toEqual(['2', '1', '5'])
  expect(after.results[1]).toBe(before.results[0])
  expect(outline(after)).toEqual(['retrieved:1,2', 'retrieved:5'])
  expect(reduceStream(after, found(after.results, { replace: true }))).toBe(after)
})

test('a whole list that is empty leaves no hits', () => {
  const state = stateOf(found([item('1')]), found([], { replace: true }))
  expect(state.results).toEqual([])
  expect(outline(state)).toEqual(['retrieved:'])
  expect(reduceStream(state, found([], { replace: true }))).toBe(state)
  expect(outline(reduceStream(state, found([item('2')], { replace: true })))).toEqual([
    'retrieved:2',
  ])
})

test('what is cited stands apart from what was found', () => {
  const state = stateOf(found([item('1'), item('2')]), cited([item('2')]))
  expect(state.results).toHaveLength(2)
  expect(state.references.map((reference) => reference.id)).toEqual(['2'])
  expect(outline(state)).toEqual(['retrieved:1,2', 'cited:2'])
})

test('a citation inherits what was found under its id', () => {
  const source = item('1', { title: 'Pump', text: 'long', images: [photo], metadata: { a: 1 } })
  const citation = item('1', { text: 'short', span: { start: 2, end: 5 }, images: [chart] })
  const expected = item('1', {
    title: 'Pump',
    text: 'short',
    span: { start: 2, end: 5 },
    images: [photo, chart],
    metadata: { a: 1 },
  })
  expect(stateOf(found([source]), cited([citation])).references).toEqual([expected])
  const reversed = stateOf(cited([citation]), found([source]))
  expect(reversed.references).toEqual([expected])
})

test('images that come with a citation complete what was found, and nothing else does', () => {
  const state = stateOf(
    found([item('1', { text: 'long', images: [photo] }), item('2')]),
    cited([item('1', { text: 'short', images: [chart] })]),
  )
  expect(state.results).toEqual([item('1', { text: 'long', images: [photo, chart] }), item('2')])
})

test('an id that names a member of Object is an id like others', () => {
  const state = stateOf(found([item('__proto__'), item('constructor')]))
  expect(state.results.map((result) => result.id)).toEqual(['__proto__', 'constructor'])
})

test('items that come a few at a time do not cost more and more', () => {
  const pages = Array.from({ length: 200 }, (_event, page) =>
    found(Array.from({ length: 10 }, (_item, row) => item(`${page}-${row}`))),
  )
  const started = process.cpuUsage()
  expect(stateOf(...pages).results).toHaveLength(2000)
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000)
})

import { expect, it } from 'vitest'
import { createHeadingIds, noteIdOf, slugOf } from '../../../src/components/markdown/headingIds.ts'

it.each([
  ['Hello, World!', 'hello-world'],
  ['安装 与 使用', '安装-与-使用'],
  ['C++ & `code` _x_', 'c-code-x'],
  ['[A link](https://example.com/path) here', 'a-link-here'],
  ['[A label][ref]', 'a-label'],
  ['Tom &amp; Jerry', 'tom-jerry'],
  ['!!!', 'section'],
  ['\u202egnp', 'gnp'],
])('%s has the slug %s', (source, slug) => {
  expect(slugOf(source)).toBe(slug)
})

it('numbers equal headings, never gives an id twice, and keeps what it gave', () => {
  const ids = createHeadingIds('rill-a')
  const given = ['x', 'x', 'x-1', 'x'].map((text, line) => ids.headingId(line, text))
  expect(given).toEqual(['rill-a-x', 'rill-a-x-1', 'rill-a-x-1-1', 'rill-a-x-2'])
  expect(ids.headingId(1, 'x')).toBe('rill-a-x-1')
})

it('gives notes ids that no heading can have, the first note of a label only', () => {
  const ids = createHeadingIds('rill-a')
  expect(ids.noteId(4, '1')).toBe('rill-a_note-1')
  expect(ids.noteId(9, '1')).toBeUndefined()
  expect(ids.noteId(4, '1')).toBe('rill-a_note-1')
  expect(noteIdOf('p', 'a_b')).not.toBe(noteIdOf('p', 'a.b'))
})

import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FAULT_TABLE, readRows } from './faultTable.ts'

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** The rows that stand in titles of tests below these folders. */
const named = new Set(
  ['test/run/', 'test/transport/'].flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => read(folder + file).match(/['"`]rows? \d+[^\n]*/g) ?? [])
      .flatMap((title) => readRows(title)),
  ),
)

test('the fault matrix has 64 rows, in order', () => {
  expect(FAULT_TABLE.map(({ row }) => row)).toEqual(
    Array.from({ length: 64 }, (_row, at) => at + 1),
  )
})

test('every row has a test that is named after it, or that the table names', () => {
  const bare = FAULT_TABLE.filter(
    ({ row, shownBy = [] }) => !named.has(row) && shownBy.length === 0,
  )
  expect(bare).toEqual([])
})

test.each(
  FAULT_TABLE.flatMap(({ row, shownBy = [] }) => shownBy.map((at) => [row, ...at] as const)),
)('what shows row %i is there: %s, %s', (_row, file, title) => {
  expect(read(file)).toContain(title)
})

test('titles name one row, several, or a range', () => {
  expect(readRows('row 6: a reset')).toEqual([6])
  expect(readRows('rows 11 and 12: what')).toEqual([11, 12])
  expect(readRows('rows 5 to 9: a POST')).toEqual([5, 6, 7, 8, 9])
  expect(readRows('nothing of the kind')).toEqual([])
})

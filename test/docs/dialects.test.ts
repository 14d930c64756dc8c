import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawDialectTable, listDerived } from './dialectTable.ts'

const page = readFileSync(new URL('../../docs/dialects.md', import.meta.url), 'utf8')

/** The formatter pads cells and the rule below the head; what the cells say is what counts. */
const cells = (table: string): readonly string[] =>
  table
    .split('\n')
    .filter((_line, index) => index !== 1)
    .map((line) => line.replaceAll(/ +/g, ' '))

it('tells of every dialect what its recordings show, and nothing else', () => {
  const table = /<!-- table -->\n+([\s\S]*?)\n+<!-- end -->/.exec(page)?.[1]
  expect(cells(table ?? '')).toEqual(cells(drawDialectTable()))
})

it('says of every mark that is derived from what', () => {
  const list = /<!-- derived -->\n+([\s\S]*?)\n+<!-- end of derived -->/.exec(page)?.[1]
  expect(list?.replaceAll(/\n(?!- )\s*/g, ' ')).toBe(listDerived())
})

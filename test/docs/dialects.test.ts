import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { drawDialectTable } from './dialectTable.ts'

const page = readFileSync(new URL('../../docs/dialects.md', import.meta.url), 'utf8')

/** The formatter pads cells; what they say is what counts. */
const unpadded = (table: string): string =>
  table.replaceAll(/ +/g, ' ').replaceAll(/:?-{3,}:?/g, '---')

it('tells of every dialect what its recordings show, and nothing else', () => {
  const table = /<!-- table -->\n+([\s\S]*?)\n+<!-- end -->/.exec(page)?.[1]
  expect(unpadded(table ?? '')).toBe(unpadded(drawDialectTable()))
})

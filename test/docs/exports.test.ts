import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { exportPages, readExports } from '../../scripts/exportDocs.mjs'

const entries = readExports()

/** What the page has below the heading of an entry. */
function sectionOf(page: string, entry: string): string {
  const parts = page.split(/^## /m)
  return parts.find((part) => part.startsWith(`${entry}\n`)) ?? ''
}

describe.each(exportPages)('$path; npm run docs:exports writes it', ({ path }) => {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

  it.each(entries)('names all that $entry exports, and nothing else', ({ entry, exports }) => {
    const named = sectionOf(page, entry).matchAll(
      /(?:^\| `|(?:类型：|types: |[,、] ?)`|\[)(\w+)(?=[`(\]])/gm,
    )
    const names = [...named].map(([, name = '']) => name)
    expect(exports.length).toBeGreaterThan(0)
    expect(names.toSorted()).toEqual(exports.map(({ name }) => name).toSorted())
  })
})

it('the page has every entry of the package that is code', () => {
  const code = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object')
  const named = code.map(([entry]) => entry.replace('.', 'vue-rill'))
  expect(entries.map(({ entry }) => entry).toSorted()).toEqual(named.toSorted())
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawFigures, FIGURES, readmes } from '../../scripts/docsPages.mjs'

/** The formatter pads cells and rules; what is said is what counts. */
const words = (text = ''): string => text.replaceAll(/-+:?/g, '-').replaceAll(/\s+/g, ' ').trim()

describe.each(readmes)('$path', (readme) => {
  const text = readFileSync(new URL(`../../${readme.path}`, import.meta.url), 'utf8')

  it('has the figures that were measured; npm run docs:pages writes them', () => {
    expect(words(FIGURES.exec(text)?.[0])).toBe(words(drawFigures(readme)))
  })

  it('has the slowest and the fastest of what the reader was measured at', () => {
    const report = readFileSync(new URL('../../bench/reader/README.md', import.meta.url), 'utf8')
    const rows = [...report.matchAll(/^\| `([\w-]+)` +\| [\d,]+ +\| ([\d,]+)/gm)]
    const measured = rows
      .map(([, dialect = '', rate = '']) => ({ dialect, rate: Number(rate.replaceAll(',', '')) }))
      .toSorted((one, other) => one.rate - other.rate)
    const told = text.matchAll(/([\d,]+) ?[(（]`([\w-]+)`[)）]/g)
    expect([...told].map(([, rate, dialect]) => `${dialect} ${rate}`)).toEqual(
      [measured[0], measured.at(-1)].map(
        (one) => `${one?.dialect} ${one?.rate.toLocaleString('en')}`,
      ),
    )
  })

  it('leads to files that are there', () => {
    const targets = [...text.matchAll(/(?:\]\(|src(?:set)?=")([^):"#]+)/g)].map(([, path]) => path)
    expect(targets.length).toBeGreaterThan(10)
    const missing = targets.filter((path) => !isThere(path ?? ''))
    expect(missing).toEqual([])
  })
})

function isThere(path: string): boolean {
  try {
    readFileSync(new URL(`../../${path}`, import.meta.url))
    return true
  } catch (error) {
    // A folder, such as docs/decisions, is there as well.
    return error instanceof Error && 'code' in error && error.code === 'EISDIR'
  }
}

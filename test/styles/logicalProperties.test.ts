import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// A property or value that names a side of the screen does not turn with the direction of reading.

const PHYSICAL = [
  /(?:^|[\s;{])(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b/,
  /(?:^|[\s;{])(?:left|right|top|bottom)\s*:/,
  /\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b/,
  /(?:^|[\s;{])(?:border-(?:top|bottom)-(?:left|right)-radius)\b/,
  /(?:^|[\s;{])(?:min-|max-)?(?:width|height)\s*:/,
]

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:css|vue)$/.test(file))
  .map((file) => `src/${file}`)

function stylesOf(file: string): string {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\//g, '')
  if (file.endsWith('.css')) return text
  return [...text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, css]) => css).join('\n')
}

describe('styles', () => {
  it('are found', () => {
    expect(files.length).toBeGreaterThan(30)
  })

  it.each(files)('in %s name no side of the screen', (file) => {
    const found = stylesOf(file)
      .split('\n')
      .filter((line) => !line.includes('@media') && PHYSICAL.some((pattern) => pattern.test(line)))
    expect(found).toEqual([])
  })
})

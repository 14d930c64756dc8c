import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { describeComponents } from '../../scripts/webTypes.mjs'
import { componentNames } from '../../src/integrations/publicNames.ts'

const written: unknown = JSON.parse(
  readFileSync(new URL(`../../${manifest['web-types']}`, import.meta.url), 'utf8'),
)

it('the package tells editors what the code says now', { timeout: 120_000 }, () => {
  expect(written).toEqual(describeComponents())
})

it('names every component, where it comes from, and its props with their types', () => {
  expect(written).toMatchObject({
    framework: 'vue',
    name: 'vue-rill',
    version: manifest.version,
    contributions: {
      html: {
        'vue-components': [...componentNames].map((name) => ({
          name,
          source: { module: 'vue-rill', symbol: name },
        })),
      },
    },
  })
  expect(JSON.stringify(written)).toContain('"name":"content"')
  expect(JSON.stringify(written)).toMatch(/"name":"streaming"[^}]*"type":"boolean"/)
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { installApp, sameVersion, type InstalledApp } from './support/installedApp.ts'

/** What an app has to install beside the kit before it may import an entry. */
const needed: Readonly<Record<string, readonly string[]>> = {
  'vue-rill/diagrams': ['mermaid'],
  'vue-rill/math': ['katex'],
  'vue-rill/pinia': ['pinia'],
  'vue-rill/shiki': ['shiki'],
  'vue-rill/testing': ['vitest', 'msw'],
}

/** `vue-rill/nuxt` has an app of its own: Nuxt is too large to be installed by the way. */
const entries = Object.keys(manifest.exports)
  .map((path) => path.replace(/^\./, 'vue-rill'))
  .filter((entry) => !/\.(?:css|json)$/.test(entry) && entry !== 'vue-rill/nuxt')

let app: InstalledApp

beforeAll(() => {
  const programs = ['vue', 'typescript', 'vue-tsc'].map(sameVersion)
  app = installApp('test/apps/strict', inject('tarball'), programs)
}, 300_000)

afterAll(() => app.remove())

/** Has the app import these entries whole, so that every line of their types is checked. */
function importAll(names: readonly string[]): void {
  const lines = names.flatMap((name, index) => [
    `import * as entry${index} from '${name}'`,
    `export const names${index}: readonly string[] = Object.keys(entry${index})`,
  ])
  writeFileSync(join(app.folder, 'src/entries.ts'), `${lines.join('\n')}\n`)
}

it(
  'a strict app that checks its libraries has no complaint with nothing but Vue beside the kit',
  { timeout: 300_000 },
  () => {
    importAll(entries.filter((entry) => needed[entry] === undefined))
    expect(app.run('vue-tsc', '--project', 'tsconfig.json')).toBe('')
    expect(app.run('vue-tsc', '--project', 'tsconfig.node.json')).toBe('')
  },
)

it('nor has it with all entries and what they need', { timeout: 300_000 }, () => {
  app.add(Object.values(needed).flat().concat('axios').map(sameVersion))
  importAll(entries)
  // The types of Shiki and Vitest speak of newer ECMAScript than the app does.
  const lib = ['--lib', 'ESNext,DOM,DOM.Iterable']
  expect(app.run('vue-tsc', '--project', 'tsconfig.json', ...lib)).toBe('')
  expect(app.run('vue-tsc', '--project', 'tsconfig.node.json', ...lib)).toBe('')
})

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileSamples } from '../support/compileSamples.ts'
import { listPages, readSamples, type Sample } from './support/readSamples.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const samples = listPages(root).flatMap((page) => readSamples(root, page))

const nameOf = ({ page, line }: Sample): string =>
  `${page.replaceAll(/\.md$/g, '').replaceAll(/\W/g, '-')}-line-${line}`

/** What every page may take for granted: the reader's app, and what Nuxt knows without an import. */
const GIVEN = `
import type { App } from 'vue'
declare global {
  const app: App
  function defineNuxtConfig(config: object): object
  function defineNuxtPlugin(plugin: (nuxt: { vueApp: App }) => void): object
  function defineEventHandler(handler: (event: object) => unknown): object
  function readBody(event: object): Promise<unknown>
}
`

/** What a page leaves unsaid stands behind the code, so that lines count from the fence on. */
function toFile({ language, code, given }: Sample): string {
  if (language === 'ts') return `${code}\n${given}\nexport {}\n`
  if (given === '') return code
  return code.replace('</script>', `${given}\n</script>`)
}

const compiled = samples.filter(
  ({ language, isExcerpt }) => (language === 'ts' || language === 'vue') && !isExcerpt,
)

/** Python's own reader, without writing anything. */
function parsePython({ code }: Sample): string {
  const program = 'import ast, sys; ast.parse(sys.stdin.read())'
  return spawnSync('python3', ['-c', program], { input: code, encoding: 'utf8' }).stderr
}

describe('the samples on the pages', () => {
  it('compile against the kit', { timeout: 120_000 }, () => {
    expect(samples.length).toBeGreaterThan(60)
    const files = compiled.map((sample) => [`${nameOf(sample)}.${sample.language}`, toFile(sample)])
    const said = compileSamples({
      ...Object.fromEntries(files),
      'given.d.ts': GIVEN,
      // A component of the reader's own that samples import.
      'AskBox.vue': '<template><form /></template>\n',
    })
    expect(said).toBe('')
  })

  it('are whole, but for very few', () => {
    const excerpts = samples.filter(({ isExcerpt }) => isExcerpt)
    expect(excerpts.map(nameOf).length).toBeLessThanOrEqual(3)
  })

  it('are Python where they say so', { timeout: 60_000 }, () => {
    const written = samples.filter(({ language }) => language === 'python')
    expect(written.length).toBeGreaterThan(4)
    expect(written.map((sample) => parsePython(sample))).toEqual(written.map(() => ''))
  })

  it('are in languages that somebody looks at', () => {
    const looked = new Set(['ts', 'vue', 'python', 'sh', 'css', 'json', 'http', 'nginx', 'text'])
    expect(samples.filter(({ language }) => !looked.has(language)).map(nameOf)).toEqual([])
  })
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listPages, readSamples, type Sample } from './support/readSamples.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const samples = listPages(root).flatMap((page) => readSamples(root, page))

/** Inside of docs/, so that packages are found from there; its name is in docs/.gitignore. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(root, 'docs/.samples-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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

/** What the checker of Vue's own types says, a line for each complaint. */
function compile(): string {
  const meant = samples.filter(
    ({ language, isExcerpt }) => (language === 'ts' || language === 'vue') && !isExcerpt,
  )
  const files = meant.map((sample) => `${nameOf(sample)}.${sample.language}`)
  for (const [index, sample] of meant.entries()) {
    writeFileSync(join(folder, files[index] ?? ''), toFile(sample))
  }
  writeFileSync(join(folder, 'given.d.ts'), GIVEN)
  // A component of the reader's own that samples import.
  writeFileSync(join(folder, 'AskBox.vue'), '<template><form /></template>\n')
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      // What is declared for the showing of it need not be used.
      noUnusedLocals: false,
      noUnusedParameters: false,
      types: ['node', 'vite/client'],
    },
    include: [],
    files: [...files, 'given.d.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const checker = join(root, 'node_modules/vue-tsc/bin/vue-tsc.js')
  const { stdout, stderr } = spawnSync(process.execPath, [checker, '--noEmit', '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  // What the checker says of the kit itself is for `npm run typecheck`.
  const said = `${stdout}${stderr}`.split('\n').filter((line) => !line.startsWith('../../'))
  return said.join('\n').trim()
}

/** Python's own reader, without writing anything. */
function parsePython({ code }: Sample): string {
  const program = 'import ast, sys; ast.parse(sys.stdin.read())'
  return spawnSync('python3', ['-c', program], { input: code, encoding: 'utf8' }).stderr
}

describe('the samples on the pages', () => {
  it('compile against the kit', { timeout: 120_000 }, () => {
    expect(samples.length).toBeGreaterThan(60)
    expect(compile()).toBe('')
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

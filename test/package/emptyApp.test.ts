import { readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build, preview } from 'vite'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { componentNames } from '../../src/integrations/publicNames.ts'
import schema from '../../src/transport/recording.schema.json' with { type: 'json' }
import { installApp, sameVersion, type InstalledApp } from './support/installedApp.ts'

let app: InstalledApp

beforeAll(() => {
  const programs = ['vue', 'vite', '@vitejs/plugin-vue', 'typescript', 'vue-tsc'].map(sameVersion)
  app = installApp('test/apps/vite', inject('tarball'), programs)
}, 300_000)

afterAll(() => app.remove())

/** The names of the kit's components that a script holds. */
function componentsIn(code: string): readonly string[] {
  return componentNames.filter((name) => code.includes(`__name: "${name}"`))
}

/** What the app ships when all it does is to import these names from the kit. */
async function bundle(names: string): Promise<string> {
  const output = await build({
    root: app.folder,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'one-import',
        resolveId: (id) => (id === 'one-import' ? join(app.folder, 'one-import.js') : undefined),
        load: (id) =>
          id.endsWith('one-import.js') ? `export { ${names} } from 'vue-rill'` : undefined,
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: 'one-import', preserveEntrySignatures: 'strict' },
    },
  })
  const [bundled] = [output].flat()
  const chunks = bundled && 'output' in bundled ? bundled.output : []
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
}

/** What only the table of all dialects can have. */
const DIALECT_TABLE = /name: "(?:dify|llamaindex|gemini)"/

const pictures = ['RillImages', 'RillLightbox']
const cards = [...pictures, 'RillResultCard']
// A citation in a text shows its card, and the card its pictures.
const texts = ['RillCitation', ...pictures, 'RillMarkdown', 'RillResultCard']
const answers: readonly string[] = [
  'RillCitation',
  'RillError',
  'RillImages',
  'RillInterrupt',
  'RillLightbox',
  'RillMarkdown',
  'RillProgress',
  'RillReasoning',
  'RillResultCard',
  'RillResults',
  'RillStatus',
  'RillStepSeparator',
  'RillSteps',
  'RillToolCall',
]

/** Which components others draw, in the order of their names; those that are not listed draw none. */
const drawnBy: Readonly<Partial<Record<(typeof componentNames)[number], readonly string[]>>> = {
  RillAnswer: answers,
  RillChat: componentNames.filter(
    (name) => name === 'RillAnswer' || name === 'RillComposer' || answers.includes(name),
  ),
  RillCitation: cards,
  RillImages: ['RillLightbox'],
  RillMarkdown: ['RillCitation', ...cards],
  RillReasoning: texts,
  RillResultCard: pictures,
  RillResults: cards,
}

describe('an empty Vite app', () => {
  it('finds the schema of recordings in the package', () => {
    const find = createRequire(join(app.folder, 'index.js'))
    const found = find.resolve('vue-rill/recording.schema.json')
    expect(JSON.parse(readFileSync(found, 'utf8'))).toEqual(schema)
  })

  it('checks its types, is built, and shows an answer', { timeout: 300_000 }, async () => {
    app.run('vue-tsc', '--noEmit')
    app.run('vite', 'build')
    const scripts = readdirSync(join(app.folder, 'dist/assets')).filter((name) =>
      name.endsWith('.js'),
    )
    const code = scripts
      .map((name) => readFileSync(join(app.folder, 'dist/assets', name), 'utf8'))
      .join('')
    expect(componentsIn(code)).toContain('RillMarkdown')
    expect(componentsIn(code)).not.toContain('RillAnswer')

    const server = await preview({
      root: app.folder,
      configFile: false,
      preview: { port: 0, host: '127.0.0.1' },
    })
    const browser = await chromium.launch(chromiumOptions)
    try {
      const page = await browser.newPage()
      const said: string[] = []
      page.on('console', (message) => said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      await page.goto(server.resolvedUrls?.local[0] ?? '')
      const strong = page.locator('.rill-markdown strong')
      expect(await strong.textContent()).toBe('answer')
      const scheme = await page
        .locator('.rill-markdown')
        .evaluate((element) => getComputedStyle(element).getPropertyValue('--rill-color-scheme'))
      expect(scheme.trim()).toBe('light')
      expect(said).toEqual([])
    } finally {
      await browser.close()
      await server.close()
    }
  })

  it.each([
    'useMarkdown',
    'useStream',
    'useStreamIn',
    'useChat',
    'useChatIn',
    'createRill',
    'createRillIn',
  ])('ships with %s no component', async (name) => {
    expect(componentsIn(await bundle(name))).toEqual([])
  })

  it.each(componentNames)('ships with %s no component that it does not draw', async (name) => {
    const code = await bundle(name)
    const others = componentsIn(code).filter((other) => other !== name)
    expect(others).toEqual(drawnBy[name] ?? [])
    expect(code).not.toMatch(DIALECT_TABLE)
  })

  it('ships with useStreamIn and useChatIn no dialect, and with useStream all of them', async () => {
    expect(await bundle('useStreamIn, RillAnswer')).not.toMatch(DIALECT_TABLE)
    expect(await bundle('useChatIn, RillChat')).not.toMatch(DIALECT_TABLE)
    expect(await bundle('useStream')).toMatch(DIALECT_TABLE)
  })

  it('ships with createRillIn no language but English, and with createRill all of them', async () => {
    expect(await bundle('createRillIn')).not.toContain('已复制')
    expect(await bundle('createRill')).toContain('已复制')
    expect(await bundle('createRillIn, zhCN')).toContain('已复制')
  })

  it('ships no code of an optional peer', async () => {
    const code = await bundle('RillChat, createRill, useChat')
    expect(code).not.toMatch(/from ['"](?:axios|katex|mermaid|pinia|shiki)/)
  })
})

const installed = (path: string): string => join(app.folder, 'node_modules/vue-rill', path)

describe('the package as it is installed', () => {
  it('has for every script the map to its source, with the source in it', () => {
    const scripts = readdirSync(installed('dist'), { recursive: true, encoding: 'utf8' }).filter(
      // A helper of the compiler's has no source.
      (path) => path.endsWith('.js') && !path.startsWith('_virtual'),
    )
    expect(scripts.length).toBeGreaterThan(100)
    const without = scripts.filter((path) => {
      const code = readFileSync(installed(`dist/${path}`), 'utf8')
      // A script that only hands on what others hold has no line of its own to map.
      if (!/\bfunction\b|=> \{|= [[{]/.test(code.replaceAll(/^(?:im|ex)port .*/gm, '')))
        return false
      const map: unknown = JSON.parse(readFileSync(installed(`dist/${path}.map`), 'utf8'))
      const sources =
        typeof map === 'object' && map !== null && 'sourcesContent' in map
          ? map.sourcesContent
          : undefined
      return !Array.isArray(sources) || sources.length === 0 || sources.includes(null)
    })
    expect(without).toEqual([])
  })

  it('holds what an app needs and nothing of the workshop', () => {
    expect(readdirSync(installed('')).toSorted()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'dist',
      'package.json',
    ])
    expect(statSync(installed('dist/style.css')).size).toBeGreaterThan(1000)
  })
})

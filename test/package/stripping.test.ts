import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'

const entry = (name: string): string =>
  fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url))

/** An app that streams, chats and draws answers, with whatever else it does. */
const app = (also: { readonly imports?: string; readonly uses?: string } = {}): string => `
  import { createApp, h } from 'vue'
  import { RillAnswer, createRill, useChat, useStream } from ${JSON.stringify(entry('index'))}
  ${also.imports ?? ''}
  const app = createApp({
    setup() {
      const stream = useStream({ url: '/ask' })
      const chat = useChat({ url: '/chat' })
      return () => [h(RillAnswer, { stream }), chat.turns.value.length]
    },
  })
  app.use(createRill())
  ${also.uses ?? ''}
  app.mount('#app')
`
const devtools = `from ${JSON.stringify(entry('devtools'))}`
const installed = app({
  imports: `import { createRillDevtools } ${devtools}`,
  uses: 'app.use(createRillDevtools({ maxRuns: 5 }))',
})
const forced = app({
  imports: `import { connectRillDevtools } ${devtools}`,
  uses: 'connectRillDevtools(app)',
})

/** All scripts of an app as a bundler writes them, chunks that are loaded later included. */
async function bundle(
  source: string,
  mode: 'production' | 'development' = 'production',
): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    mode,
    // Vite would take it from the test around.
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app.js' ? id : undefined),
        load: (id) => (id === 'app.js' ? source : undefined),
      },
    ],
    build: { write: false, minify: mode === 'production', rolldownOptions: { input: 'app.js' } },
  })
  const [bundled] = [output].flat()
  const chunks = bundled && 'output' in bundled ? bundled.output : []
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
}

/** Words that stand in the code of the inspector, of the plugin and of Vue's package for it, and survive a minifier. */
const MARKS = {
  inspector: ['rill-inspector', 'stream.rill.json'],
  plugin: ['vue-rill:', 'Stream frames', 'Search runs'],
  package: ['devtools-plugin:setup', '__VUE_DEVTOOLS_KIT_'],
} as const

const marksIn = (code: string): readonly string[] =>
  Object.values(MARKS)
    .flat()
    .filter((mark) => code.includes(mark))

describe('a production build', () => {
  it('of an app that streams, chats and draws answers holds nothing of the inspector or the DevTools', async () => {
    expect(marksIn(await bundle(app()))).toEqual([])
  })

  it('of an app that installs the DevTools is not larger than the empty plugin, and holds none of their code', async () => {
    const [without, having] = await Promise.all([bundle(app()), bundle(installed)])
    expect(marksIn(having)).toEqual([])
    expect(having.length - without.length).toBeLessThan(100)
  })

  it('holds them where the app connects them in so many words', async () => {
    const [without, having] = await Promise.all([bundle(app()), bundle(forced)])
    expect(marksIn(having)).toEqual([...MARKS.plugin, ...MARKS.package])
    expect(having.length - without.length).toBeGreaterThan(20_000)
  })

  it('holds the inspector where the app draws it', async () => {
    const code = await bundle(
      app({
        imports: `import { RillInspector } from ${JSON.stringify(entry('index'))}`,
        uses: "app.component('RillInspector', RillInspector)",
      }),
    )
    expect(marksIn(code)).toEqual([...MARKS.inspector])
  })
})

it('a development build of an app that installs the DevTools holds them', async () => {
  expect(marksIn(await bundle(installed, 'development'))).toEqual([
    ...MARKS.plugin,
    ...MARKS.package,
  ])
})

// Weighs what an app gets: each import below is bundled from dist, minified and gzipped, as an app's own build does it.
//   node scripts/size.mjs
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const EXTERNAL = ['vue', 'pinia', 'axios', /^markdown-it/]

/** Budgets in bytes of gzip. Rows without one show what tree-shaking leaves. */
const ROWS = [
  { name: 'vue-rill/core, everything', code: "export * from '../dist/core.js'", budget: 16 * 1024 },
  {
    name: 'vue-rill, everything but markdown-it',
    code: "export * from '../dist/index.js'",
    budget: 45 * 1024,
  },
  {
    name: 'createSseDecoder',
    code: "export { createSseDecoder } from '../dist/core.js'",
    budget: 2 * 1024,
  },
  { name: 'openStream', code: "export { openStream } from '../dist/core.js'" },
  { name: 'useStream', code: "export { useStream } from '../dist/index.js'" },
  { name: 'RillMarkdown', code: "export { RillMarkdown } from '../dist/index.js'" },
  { name: 'RillAnswer', code: "export { RillAnswer } from '../dist/index.js'" },
]

async function weigh(code) {
  const entry = '\0weigh'
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    plugins: [
      {
        name: 'weigh',
        resolveId: (id) => (id === 'weigh' ? entry : undefined),
        load: (id) =>
          id === entry ? code.replaceAll('../dist', `${import.meta.dirname}/../dist`) : undefined,
      },
    ],
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      rolldownOptions: { input: 'weigh', external: EXTERNAL, preserveEntrySignatures: 'strict' },
      modulePreload: false,
    },
  })
  const chunks = result.output.filter((file) => file.type === 'chunk')
  return chunks.reduce((total, chunk) => total + gzipSync(chunk.code, { level: 9 }).length, 0)
}

let isOverBudget = false
for (const { name, code, budget } of ROWS) {
  const bytes = await weigh(code)
  const over = budget !== undefined && bytes > budget
  isOverBudget ||= over
  const limit =
    budget === undefined ? '' : ` of ${(budget / 1024).toFixed(0)} kB${over ? '  OVER' : ''}`
  console.log(`${(bytes / 1024).toFixed(2).padStart(8)} kB${limit.padEnd(16)} ${name}`)
}
if (isOverBudget) process.exitCode = 1

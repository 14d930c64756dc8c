import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { dialects } from '../../dist/core.js'

const core = fileURLToPath(new URL('../../dist/core.js', import.meta.url))

/** What an app that imports these names from the package would ship. */
async function bundle(names: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? id : undefined),
        load: (id) =>
          id === 'app' ? `export { ${names} } from ${JSON.stringify(core)}` : undefined,
      },
    ],
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: 'app', preserveEntrySignatures: 'strict' },
    },
  })
  const [bundled] = Array.isArray(output) ? output : [output]
  const chunks = bundled && 'output' in bundled ? bundled.output : []
  return chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('')
}

function namesIn(code: string): readonly string[] {
  return dialects.map(({ name }) => name).filter((name) => code.includes(`name: "${name}"`))
}

it.each([
  ['openStreamIn, fetchTransport, ragDialect', ['rag']],
  ['createStreamReaderIn, openaiChatDialect', ['openai-chat']],
  ['openStreamIn, ragDialect, anthropicDialect', ['anthropic', 'rag']],
  ['openStreamIn', []],
])('an app that imports %s ships no other dialect', async (imports, expected) => {
  const code = await bundle(imports)
  expect(namesIn(code).toSorted()).toEqual(expected)
})

it('an app that asks for dialects by name ships all of them', async () => {
  expect(namesIn(await bundle('openStream'))).toHaveLength(dialects.length)
})

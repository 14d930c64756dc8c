import { tmpdir } from 'node:os'
import vue from '@vitejs/plugin-vue'
import Components from 'unplugin-vue-components/vite'
import { build, type Plugin } from 'vite'
import { expect, it } from 'vitest'
import { RillResolver } from '../../src/resolver.ts'

const app: Plugin = {
  name: 'app',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('App.vue') ? '/App.vue' : undefined),
  load: (id) =>
    id === '/App.vue'
      ? '<template><RillMarkdown content="" /><RillUnknown /></template>'
      : undefined,
}

/** The script that a template becomes when its components are found by the resolver. */
async function compileTemplate(resolver: ReturnType<typeof RillResolver>): Promise<string> {
  const result = await build({
    // An app's own folder: in this one the name of the kit means the folder itself.
    root: tmpdir(),
    configFile: false,
    logLevel: 'error',
    plugins: [app, vue(), Components({ resolvers: [resolver], dts: false })],
    build: {
      write: false,
      minify: false,
      lib: { entry: 'App.vue', formats: ['es'] },
      rolldownOptions: { external: /^vue/ },
    },
  })
  const [bundle] = [result].flat()
  if (bundle === undefined || !('output' in bundle))
    throw new Error('Vite watched, and built nothing.')
  return bundle.output[0].code
}

it('imports a component of the kit where a template names it, and leaves other names alone', async () => {
  const code = await compileTemplate(RillResolver())
  expect(code).toContain('import { RillMarkdown } from "vue-rill"')
  expect(code).toContain('resolveComponent("RillUnknown")')
  expect(code).not.toContain('style.css')
})

it('brings the styles if it is told to', async () => {
  const code = await compileTemplate(RillResolver({ importStyle: true }))
  expect(code).toContain('import "vue-rill/style.css"')
})

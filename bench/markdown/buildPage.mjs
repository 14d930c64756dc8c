import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { build, preview } from 'vite'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const kit = here('../../dist/')

/**
 * What highlights code and draws math and diagrams is left out for every contestant: they all load it when it is first
 * met, and a load that fails tells them that it is not installed.
 */
const leaveOut = {
  name: 'leave-out',
  enforce: 'pre',
  resolveId(source, _importer, { kind }) {
    const isExtra = /^(shiki|katex|mermaid|beautiful-mermaid)(\/|$)/.test(source)
    return isExtra && kind === 'dynamic-import' ? { id: source, external: true } : null
  },
}

/** Bundles the page with every contestant, serves it on the loopback and gives its address and how to stop. */
export async function servePage(beside = kit) {
  const settings = {
    configFile: false,
    root: here('.'),
    logLevel: 'error',
    plugins: [vue(), leaveOut],
    resolve: {
      alias: [
        ...aliases('vue-rill-beside', beside),
        ...aliases('vue-rill', kit),
        // One Vue for all of them, the one the kit is tested with.
        {
          find: /^vue$/,
          replacement: here('../../node_modules/vue/dist/vue.runtime.esm-bundler.js'),
        },
      ],
    },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      outDir: here('../node_modules/.bench-markdown'),
      emptyOutDir: true,
      target: 'es2022',
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: here('page.html') },
    },
    preview: { host: '127.0.0.1', port: 0 },
  }
  await build(settings)
  const server = await preview(settings)
  const { port } = server.httpServer.address()
  return { url: `http://127.0.0.1:${port}/page.html`, stop: () => server.close() }
}

function aliases(name, folder) {
  const dist = folder.endsWith('/') ? folder : `${folder}/`
  return [
    { find: `${name}/style.css`, replacement: `${dist}style.css` },
    { find: name, replacement: `${dist}index.js` },
  ]
}

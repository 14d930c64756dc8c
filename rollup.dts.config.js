import { dts } from 'rollup-plugin-dts'

// Rolls the declarations vue-tsc wrote into one file per public entry, so that no
// `./X.vue` import is left for a node16 resolver to trip over.
export default {
  input: {
    index: 'dist/.types/index.d.ts',
    core: 'dist/.types/core.d.ts',
    markdown: 'dist/.types/markdown.d.ts',
  },
  output: { dir: 'dist', entryFileNames: '[name].d.ts', chunkFileNames: 'shared/[name].d.ts' },
  external: ['vue', 'pinia', 'axios', 'markdown-it'],
  plugins: [dts()],
}

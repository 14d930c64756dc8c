import { dts } from 'rollup-plugin-dts'
import { inputOf, isExternal } from './publicEntries.js'

// Rolls the declarations vue-tsc wrote into one file per public entry, so that no
// `./X.vue` import is left for a node16 resolver to trip over.
export default {
  input: inputOf((name) => `dist/.types/${name}.d.ts`),
  output: { dir: 'dist', entryFileNames: '[name].d.ts', chunkFileNames: 'shared/[name].d.ts' },
  external: isExternal,
  plugins: [dts()],
}

import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { backendPlugin } from './backend/backendPlugin.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The app imports the kit by its public names only; they lead to the sources, so that an edit shows at once.
export default defineConfig({
  root: at('.'),
  // Apart from the cache of the tests, which may run at the same time.
  cacheDir: at('../node_modules/.vite-playground'),
  plugins: [vue(), backendPlugin()],
  resolve: {
    alias: [
      { find: /^vue-rill\/style\.css$/, replacement: at('../src/styles/index.css') },
      { find: /^vue-rill\/(\w+)$/, replacement: `${at('../src')}/$1.ts` },
      { find: /^vue-rill$/, replacement: at('../src/index.ts') },
    ],
  },
  // Found in mid-run, they would reload the page.
  optimizeDeps: {
    include: [
      'vue',
      'markdown-it',
      'axios',
      'pinia',
      'idb',
      'katex',
      'mermaid',
      'shiki/core',
      'shiki/engine/javascript',
      'shiki/langs',
      'shiki/themes',
    ],
  },
  build: {
    outDir: at('../dist-playground'),
    emptyOutDir: true,
    // These know light-dark(): what it is lowered to for older ones does not see the theme that a script sets.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
})

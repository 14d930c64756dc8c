import { defineConfig } from 'vitest/config'

// Runs against dist, through the package's own exports, after `npm run build`.
export default defineConfig({
  test: { name: 'package', environment: 'node', include: ['test/package/*.test.ts'] },
})

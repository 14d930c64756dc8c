import { defineConfig } from 'vitest/config'

// Everything here runs against dist, after `npm run build`: through the package's own exports, or packed and installed.
export default defineConfig({
  test: {
    globalSetup: 'test/package/support/packOnce.ts',
    projects: [
      {
        test: {
          name: 'package',
          environment: 'node',
          include: ['test/package/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 300_000,
        },
      },
      {
        // Minutes of installing: `npm run test:nuxt` and `npm run test:examples`.
        test: {
          name: 'nuxt',
          environment: 'node',
          include: ['test/package/nuxt/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'examples',
          environment: 'node',
          include: ['test/package/examples/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
})

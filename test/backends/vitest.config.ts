import { defineConfig } from 'vitest/config'

// Real Flask and FastAPI processes; not part of `npm test`, since they need Python packages.
export default defineConfig({
  test: {
    name: 'backends',
    environment: 'node',
    include: ['test/backends/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})

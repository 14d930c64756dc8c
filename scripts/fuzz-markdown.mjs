// Looks for growing texts, and for things done to documents, after which a look differs from a fresh parse: `npm run fuzz:markdown -- 60 [seed]`.
import { spawnSync } from 'node:child_process'

const [minutes = '1', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2)
const { status } = spawnSync(
  'vitest',
  [
    'run',
    '--project',
    'unit',
    'test/markdown/fuzz.test.ts',
    'test/markdown/operations.test.ts',
    'test/markdown/stability.test.ts',
    '--disable-console-intercept',
  ],
  { stdio: 'inherit', env: { ...process.env, FUZZ_MINUTES: minutes, FUZZ_SEED: seed } },
)
process.exitCode = status ?? 1

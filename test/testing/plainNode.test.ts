import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const IMPORT = /^(?:import|export)\b[^'"]*?from ['"]([^'"]+)['"]|^import ['"]([^'"]+)['"]/gm

/** Every module that importing this file loads, and every package. */
function follow(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const match of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2] ?? ''
    if (match[0].startsWith('import type') || match[0].startsWith('export type')) continue
    if (specifier.startsWith('.')) follow(resolve(dirname(file), specifier), seen)
    else seen.add(specifier)
  }
  return seen
}

it('imports where there is no page, and nothing but Vue', async () => {
  expect('document' in globalThis).toBe(false)
  const testing = await import('../../src/testing.ts')
  expect(testing.createTestStream().transport.name).toBe('test')
  const loaded = [...follow(fileURLToPath(new URL('../../src/testing.ts', import.meta.url)))]
  expect(loaded.filter((name) => !name.endsWith('.ts'))).toEqual(['vue'])
})

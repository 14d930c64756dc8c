import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { packKit } from '../../../scripts/packedKit.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Path of the kit as npm would publish it. */
    tarball: string
  }
}

/** Packs the built kit once for all the tests that install it. */
export default function packOnce(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'vue-rill-packed-'))
  project.provide('tarball', packKit(folder))
  return () => rmSync(folder, { recursive: true })
}

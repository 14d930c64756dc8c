import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStream } from '../../src/core.ts'
import { recipePages } from '../docs/support/recipePages.ts'
import { readRecipe } from '../docs/support/runRecipe.ts'
import { startScript } from './pythonServer.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recipes-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(recipePages)(
  'the program on $page runs as it stands there, and is read',
  async ({ page, dialect, path, body, expected }) => {
    const program = join(folder, `${page.replaceAll(/\W/g, '-')}.py`)
    writeFileSync(program, readRecipe(page))
    const modules = page.includes('flask') ? ['flask'] : ['fastapi', 'uvicorn']
    const server = await startScript('test/docs/recipes/serveRecipe.py', modules, program)
    try {
      const run = openStream({ url: server.origin + path, body }, { dialect })
      expect(await run.outcome).toMatchObject({ status: 'complete' })
      expect(run.state).toMatchObject(expected)
    } finally {
      server.stop()
    }
  },
)

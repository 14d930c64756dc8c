import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Gives what the checker of Vue's own types says of some files, by their names, a line for each complaint. They are
 * compiled as a reader of the docs would have them: against the public entries, with nothing else beside them.
 */
export function compileSamples(files: Readonly<Record<string, string>>): string {
  // Inside of docs/, so that packages are found from there; its name is in docs/.gitignore.
  const folder = mkdtempSync(join(root, 'docs/.samples-'))
  try {
    for (const [name, code] of Object.entries(files)) writeFileSync(join(folder, name), code)
    const config = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        // What is declared for the showing of it need not be used.
        noUnusedLocals: false,
        noUnusedParameters: false,
        types: ['node', 'vite/client'],
      },
      include: [],
      files: Object.keys(files),
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
    const checker = join(root, 'node_modules/vue-tsc/bin/vue-tsc.js')
    const { stdout, stderr } = spawnSync(process.execPath, [checker, '--noEmit', '-p', folder], {
      cwd: folder,
      encoding: 'utf8',
    })
    // What the checker says of the kit itself is for `npm run typecheck`.
    const said = `${stdout}${stderr}`.split('\n').filter((line) => !line.startsWith('../../'))
    return said.join('\n').trim()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

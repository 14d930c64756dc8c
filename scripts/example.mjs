// Starts an example with the kit as it is here, installed as if it came from the registry:
//   npm run example vite
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installKit, npm, packKit } from './packedKit.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const name = process.argv[2] ?? ''
const app = join(root, 'examples', name)

if (name === '' || !existsSync(join(app, 'package.json'))) {
  console.error('Which example? npm run example vite | pinia-chat | nuxt')
  process.exit(1)
}

npm(root, ['run', 'build'])
const folder = mkdtempSync(join(tmpdir(), 'vue-rill-packed-'))
installKit(app, packKit(folder))
rmSync(folder, { recursive: true })

const { status } = spawnSync('npm', ['run', 'dev'], {
  cwd: app,
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exit(status ?? 1)

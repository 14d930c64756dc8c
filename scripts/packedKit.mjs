// The kit as somebody gets it from the registry: packed by npm, and installed by npm into an app of its own.
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Packs what `npm run build` wrote into a folder; gives the path of the tarball. */
export function packKit(folder) {
  const packed = npm(root, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
  const [{ filename }] = Object.values(JSON.parse(packed))
  return join(folder, basename(filename))
}

/**
 * Installs an app with the packed kit in place of the published one. What npm has fetched before is not fetched again.
 * `also` names packages beside those of its package.json.
 */
export function installKit(app, tarball, also = []) {
  npm(app, ['install', '--no-save', '--prefer-offline', tarball, ...also])
}

/** Copies an app without what was installed or built in it, so that nothing around it can be found by accident. */
export function copyApp(from, to) {
  const made = new Set(['node_modules', 'dist', '.nuxt', '.output'])
  cpSync(resolve(root, from), to, {
    recursive: true,
    filter: (path) => !made.has(basename(path)),
  })
  writeFileSync(join(to, '.npmrc'), readFileSync(join(root, '.npmrc')))
}

/** Runs npm in a folder, as a shell there would: without what an npm around this process says of its own package. */
export function npm(folder, commands) {
  const ofAnotherPackage = /^(npm_|INIT_CWD$|VITEST|NODE_ENV$)/
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofAnotherPackage.test(name)),
  )
  return execFileSync('npm', commands, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
}

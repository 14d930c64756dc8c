import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = new URL('src/', import.meta.url)

/** The names of the public entries: every script that lies directly in `src` is one. */
export const publicEntries = readdirSync(source)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))

/** The entries as a bundler wants them: `pathOf` tells where the file of a name lies. */
export const inputOf = (pathOf) =>
  Object.fromEntries(publicEntries.map((name) => [name, pathOf(name)]))

export const sourceOf = (name) => fileURLToPath(new URL(`${name}.ts`, source))

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
const packages = new Set([
  manifest.name,
  ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
])

/** Whether an import is left to the app that installs this package: it names one of its dependencies, or itself. */
export function isExternal(specifier) {
  const [first, second] = specifier.split('/')
  return packages.has(first.startsWith('@') ? `${first}/${second}` : first)
}

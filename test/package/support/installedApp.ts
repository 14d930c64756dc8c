import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import manifest from '../../../package.json' with { type: 'json' }
import { copyApp, installKit } from '../../../scripts/packedKit.mjs'

/** A package in the version that the kit itself is developed with. */
export function sameVersion(name: string): string {
  const version = new Map(Object.entries(manifest.devDependencies)).get(name)
  if (version === undefined) throw new RangeError(`The kit is not developed with ${name}.`)
  return `${name}@${version}`
}

/** An app far from this repository, with the packed kit in its `node_modules`. */
export interface InstalledApp {
  readonly folder: string
  /** Installs more, keeping the kit. */
  add(packages: readonly string[]): void
  /** Runs a program of the app; gives what it prints, and throws with it where the program fails. */
  run(program: string, ...options: readonly string[]): string
  /** The same with variables of the environment. */
  runWith(
    env: Readonly<Record<string, string>>,
    program: string,
    ...options: readonly string[]
  ): string
  remove(): void
}

/** Copies an app of this repository into a folder of its own and installs the packed kit and packages there. */
export function installApp(
  from: string,
  tarball: string,
  packages: readonly string[],
): InstalledApp {
  const folder = mkdtempSync(join(tmpdir(), 'vue-rill-app-'))
  let installed = packages
  copyApp(from, folder)
  installKit(folder, tarball, installed)
  const runWith: InstalledApp['runWith'] = (env, program, ...options) => {
    try {
      return execFileSync(join(folder, 'node_modules/.bin', program), options, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: undefined, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      })
    } catch (error) {
      const printed = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
      // oxlint-disable-next-line preserve-caught-error -- the cause holds the same text twice more
      throw new Error(`${program} failed:\n${printed}`)
    }
  }
  return {
    folder,
    add(more) {
      installed = [...installed, ...more]
      installKit(folder, tarball, installed)
    },
    run: (program, ...options) => runWith({}, program, ...options),
    runWith,
    remove: () => rmSync(folder, { recursive: true }),
  }
}

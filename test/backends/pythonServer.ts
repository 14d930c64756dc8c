import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findFreePort, waitUntilReachable } from './localServer.ts'

export interface PythonServer {
  /** Where it listens, without a slash at the end. */
  readonly origin: string
  stop(): void
}

/** Starts `examples/<name>/app.py` on a free port and waits until it answers. */
export function startPythonServer(name: string, modules: readonly string[]): Promise<PythonServer> {
  return startScript(`examples/${name}/app.py`, modules)
}

/** Starts a script of the repository, with a free port and more for its arguments, and waits until it answers. */
export async function startScript(
  path: string,
  modules: readonly string[],
  ...more: readonly string[]
): Promise<PythonServer> {
  const port = await findFreePort()
  const script = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const child = spawn(findPython(modules), [script, String(port), ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, OPENAI_API_KEY: 'test' },
  })
  const origin = `http://127.0.0.1:${port}`
  await waitUntilReachable(origin, child)
  return { origin, stop: () => void child.kill() }
}

/** The first interpreter that has the modules: `PYTHON`, Debian's, then whatever `python3` is. */
function findPython(modules: readonly string[]): string {
  const candidates = [process.env.PYTHON, '/usr/bin/python3', 'python3'].filter(
    (path) => path !== undefined,
  )
  const code = `import ${modules.join(', ')}`
  const found = candidates.find((path) => spawnSync(path, ['-c', code]).status === 0)
  if (found !== undefined) return found
  const packages = modules.map((module) => `python3-${module}`).join(' ')
  throw new Error(`No Python with ${modules.join(' and ')}: apt-get install ${packages}`)
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface PythonServer {
  /** Where it listens, without a slash at the end. */
  readonly origin: string
  stop(): void
}

/** Starts `examples/<name>/app.py` on a free port and waits until it answers. */
export async function startPythonServer(
  name: string,
  modules: readonly string[],
): Promise<PythonServer> {
  const port = await findFreePort()
  const script = fileURLToPath(new URL(`../../examples/${name}/app.py`, import.meta.url))
  const child = spawn(findPython(modules), [script, String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
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

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

async function waitUntilReachable(origin: string, child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()))
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`The server ended at once: ${complaint}`)
    const answers = await fetch(origin).then(
      () => true,
      () => false,
    )
    if (answers) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server did not answer within 10 s: ${complaint}`)
}

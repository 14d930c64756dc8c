import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A program that serves on a port of this machine. */
export interface ServerProcess {
  readonly url: string
  /** What it has printed so far. */
  printed(): string
  stop(): Promise<void>
}

/** A port that is free right now. */
async function findPort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('no port is free')
  return address.port
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    await response.body?.cancel()
    return response.status < 500
  } catch {
    return false
  }
}

const PATIENCE_MS = 120_000
const PAUSE_MS = 200

/**
 * Starts a program in a folder, with the port it is to take put where `optionsOf` says and into PORT, and waits until it
 * answers. Throws with what it printed when it ends before that.
 */
export async function startServer(
  folder: string,
  program: string,
  optionsOf: (port: string) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const port = String(await findPort())
  const url = `http://127.0.0.1:${port}/`
  const child = spawn(program, optionsOf(port), {
    cwd: folder,
    // A group of its own: npm and Nuxt start others, which have to end with them.
    detached: true,
    env: { ...process.env, NODE_ENV: undefined, PORT: port, HOST: '127.0.0.1', ...env },
  })
  const lines: string[] = []
  child.stdout.on('data', (data) => lines.push(String(data)))
  child.stderr.on('data', (data) => lines.push(String(data)))
  const ended = once(child, 'exit')
  let isOver = false
  void ended.then(() => (isOver = true))

  const stop = async (): Promise<void> => {
    if (isOver || child.pid === undefined) return
    process.kill(-child.pid, 'SIGTERM')
    await ended
  }
  for (const end = Date.now() + PATIENCE_MS; !(await answers(url));) {
    if (isOver) throw new Error(`${program} ended:\n${lines.join('')}`)
    if (Date.now() > end) {
      await stop()
      throw new Error(`${program} does not answer:\n${lines.join('')}`)
    }
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS)
    })
  }
  return { url, printed: () => lines.join(''), stop }
}

import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'

/** A port that nobody listens on just now. */
export function findFreePort(): Promise<number> {
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

/** Waits for an answer, of whatever kind, for at most ten seconds. */
export async function waitUntilReachable(origin: string, child: ChildProcess): Promise<void> {
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

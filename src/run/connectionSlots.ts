/** How many connections to one server a browser opens over HTTP/1.1; what comes on top waits without a word. */
const MOST_CONNECTIONS = 6

export interface ConnectionSlot {
  /** The request waits for another stream of the same server to end. */
  readonly isQueued: boolean
  /** The response has come: there was a connection after all, as over HTTP/2. */
  settle(): void
  /** The connection is free again. */
  release(): void
}

interface Server {
  open: number
  readonly waiting: Set<() => void>
}

const servers = new Map<string, Server>()

/**
 * Takes one of the connections to the server of a url, or a place in the queue; `onFree` tells that the wait is over.
 * No browser says so itself. It is counted here what streams this page keeps open, in all its runs.
 */
export function takeConnection(url: string, onFree: () => void): ConnectionSlot {
  const key = readServer(url)
  const server = servers.get(key) ?? { open: 0, waiting: new Set() }
  servers.set(key, server)
  const isQueued = server.open >= MOST_CONNECTIONS
  let isReleased = false
  server.open++
  if (isQueued) server.waiting.add(onFree)

  return {
    isQueued,
    settle: () => void server.waiting.delete(onFree),
    release() {
      if (isReleased) return
      isReleased = true
      const wasWaiting = server.waiting.delete(onFree)
      server.open--
      if (server.open === 0) servers.delete(key)
      const [next] = server.waiting
      // Who was still waiting had no connection to pass on.
      if (wasWaiting || next === undefined) return
      server.waiting.delete(next)
      next()
    },
  }
}

/** Relative urls all go to the server of the page. */
function readServer(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What the server has seen of one request. Times are `performance.now()`. */
export interface RecordedRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly receivedAt: number
  /** When the connection of this request went away before the answer was finished, and by whose hand. */
  readonly closed: Promise<{ readonly at: number; readonly by: 'client' | 'server' }>
}

/** One request and the means to answer it, down to the single byte and the socket under it. */
export interface Exchange {
  readonly request: RecordedRequest
  /** Status and headers, sent at once. Default headers: an event stream. */
  head(status?: number, headers?: Readonly<Record<string, string>>): void
  /** Sends one piece; settles when the socket has taken it, so a slow reader is felt. `false`: the client has gone. */
  write(piece: string | Uint8Array): Promise<boolean>
  /** Sends a text in pieces of `size` bytes, cut anywhere, with `pause` milliseconds between them. */
  trickle(
    text: string,
    options?: { readonly size?: number; readonly pause?: number },
  ): Promise<void>
  /** Waits, but no longer than the client does. */
  wait(milliseconds: number): Promise<void>
  /** Finishes the answer properly. */
  end(piece?: string | Uint8Array): void
  /** Breaks the connection with a TCP reset: what was sent may still arrive. */
  reset(): void
  /** Closes the socket in the middle of the answer, without a reset and without the end that HTTP asks for. */
  drop(): void
  /** The raw socket, for whatever else is wanted. */
  readonly socket: Socket
  readonly response: ServerResponse
}

export type Answer = (exchange: Exchange) => void | Promise<void>

export interface TestHttpServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string
  /** Every request so far, oldest first. */
  readonly requests: readonly RecordedRequest[]
  /** Says how a path is answered from now on; `'*'` is for all others. */
  on(path: string, answer: Answer): void
  /** The next request that comes from now on. */
  nextRequest(): Promise<RecordedRequest>
  /** Requests whose answer is neither finished nor given up. */
  readonly openExchanges: number
  /** Sockets that are open, idle ones included. */
  readonly openConnections: number
  close(): Promise<void>
}

export const EVENT_STREAM = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }

const decoder = new TextDecoder()

/** A server on a real socket that answers as it is told to, faults included. */
export async function startHttpServer(
  answers: Readonly<Record<string, Answer>> = {},
): Promise<TestHttpServer> {
  const table = new Map(Object.entries(answers))
  const requests: RecordedRequest[] = []
  const waiting: ((request: RecordedRequest) => void)[] = []
  let openExchanges = 0
  const sockets = new Set<Socket>()

  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { socket } = incoming
    let isOurs = false
    const receivedAt = performance.now()
    openExchanges += 1
    const closed: RecordedRequest['closed'] = new Promise((resolve) => {
      response.once('close', () => {
        openExchanges -= 1
        const by = isOurs || response.writableFinished ? 'server' : 'client'
        resolve({ at: performance.now(), by })
      })
    })
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const path = (incoming.url ?? '/').replace(/[?#].*$/s, '')
    const request: RecordedRequest = {
      method: incoming.method ?? '',
      url: incoming.url ?? '/',
      headers: Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: decoder.decode(Buffer.concat(chunks)),
      receivedAt,
      closed,
    }
    requests.push(request)
    for (const resolve of waiting.splice(0)) resolve(request)

    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const exchange: Exchange = {
      request,
      socket,
      response,
      head(status = 200, headers = EVENT_STREAM) {
        response.writeHead(status, headers)
        response.flushHeaders()
      },
      async write(piece) {
        if (gone.signal.aborted) return false
        if (!response.headersSent) exchange.head()
        if (response.write(piece)) return true
        await new Promise<void>((resolve) => {
          const settle = (): void => {
            response.off('drain', settle).off('close', settle)
            resolve()
          }
          response.on('drain', settle).on('close', settle)
        })
        return !gone.signal.aborted
      },
      async trickle(text, { size = 1, pause = 0 } = {}) {
        const bytes = new TextEncoder().encode(text)
        for (let start = 0; start < bytes.length; start += size) {
          if (!(await exchange.write(bytes.subarray(start, start + size)))) return
          await exchange.wait(pause)
        }
      },
      async wait(milliseconds) {
        await wait(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined)
      },
      end(piece) {
        if (!response.headersSent && piece !== undefined) exchange.head()
        response.end(piece)
      },
      reset() {
        isOurs = true
        socket.resetAndDestroy()
      },
      drop() {
        isOurs = true
        socket.destroy()
      },
    }
    const answer = table.get(path) ?? table.get('*')
    if (answer === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`nothing at ${path}`)
      return
    }
    await answer(exchange)
  }

  const server = createServer((incoming, response) => {
    // Without this a client that goes away while its body is being read would end the test run.
    handle(incoming, response).catch((failure: unknown) => response.destroy(toError(failure)))
  })
  server.keepAliveTimeout = 1000
  server.on('connection', (socket) => {
    socket.setNoDelay(true)
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${readPort(server.address())}`,
    requests,
    on: (path, answer) => void table.set(path, answer),
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    get openExchanges() {
      return openExchanges
    },
    get openConnections() {
      return sockets.size
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function readPort(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port')
  return address.port
}

function toError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure))
}

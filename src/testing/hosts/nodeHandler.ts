import type { IncomingRequest } from '../testExchange.ts'

/** As much of node's `IncomingMessage` as is used. */
export interface NodeIncoming extends AsyncIterable<Uint8Array | string> {
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** As much of node's `ServerResponse` as is used. */
export interface NodeOutgoing {
  writeHead(status: number, headers: Record<string, string>): unknown
  flushHeaders(): void
  write(bytes: Uint8Array): boolean
  end(): unknown
  destroy(): unknown
  once(event: 'close', listener: () => void): unknown
}

/** Answers one request over a real connection. */
export type TestNodeHandler = (incoming: NodeIncoming, outgoing: NodeOutgoing) => void

export function createNodeHandler(
  respond: (request: IncomingRequest) => Promise<Response>,
): TestNodeHandler {
  const answer = async (incoming: NodeIncoming, outgoing: NodeOutgoing): Promise<void> => {
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    const response = await respond({
      url: incoming.url ?? '/',
      method: incoming.method ?? 'GET',
      headers: readHeaders(incoming),
      body: await readBody(incoming),
      signal: gone.signal,
    })
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.flushHeaders()
    const reader = response.body?.getReader()
    for (;;) {
      const result = await reader?.read()
      if (result === undefined || result.done) break
      outgoing.write(result.value)
    }
    outgoing.end()
  }
  // The script says that the connection breaks, or the client has left: either way it is over.
  return (incoming, outgoing) => void answer(incoming, outgoing).catch(() => outgoing.destroy())
}

function readHeaders({ headers }: NodeIncoming): Headers {
  const read = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) read.set(name, String(value))
  }
  return read
}

async function readBody(incoming: NodeIncoming): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of incoming) {
    text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })
  }
  return text + decoder.decode()
}

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'

/** One client, from the side of the server. Times are `performance.now()`. */
export interface ServedSocket {
  /** Path and query that were asked for. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Text messages so far. */
  readonly messages: readonly string[]
  /** Sends a text message, or bytes as a binary one. */
  send(message: string | Uint8Array): void
  close(code?: number, reason?: string): void
  /** Closes the connection without a word. */
  drop(): void
  /** The client has closed or is gone, with the code that it gave. */
  readonly closed: Promise<{ readonly at: number; readonly code: number | undefined }>
}

export interface TestWebSocketServer {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly sockets: readonly ServedSocket[]
  close(): Promise<void>
}

// RFC 6455, 5.2
const FIN = 0x80
const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
/** RFC 6455, 1.3: what both sides add to the key. */
const KEY_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** As much of RFC 6455 as a test needs: short and long frames, no fragments. */
export async function startWebSocketServer(
  onMessage: (socket: ServedSocket, message: string) => void | Promise<void>,
): Promise<TestWebSocketServer> {
  const sockets: ServedSocket[] = []
  const open = new Set<Duplex>()
  const server = createServer((_request, response) => response.writeHead(426).end())

  server.on('upgrade', (request, stream: Duplex) => {
    const { 'sec-websocket-key': key, 'sec-websocket-protocol': protocols } = request.headers
    const accept = createHash('sha1').update(`${key}${KEY_SUFFIX}`).digest('base64')
    const protocol = protocols?.split(',')[0]?.trim()
    const lines = [
      'HTTP/1.1 101 Switching Protocols',
      'upgrade: websocket',
      'connection: upgrade',
      `sec-websocket-accept: ${accept}`,
      ...(protocol === undefined ? [] : [`sec-websocket-protocol: ${protocol}`]),
    ]
    stream.write(`${lines.join('\r\n')}\r\n\r\n`)
    open.add(stream)
    stream.on('error', () => undefined)

    const messages: string[] = []
    let isClosing = false
    let resolveClosed: (closed: { at: number; code: number | undefined }) => void
    const socket: ServedSocket = {
      url: request.url ?? '/',
      headers: request.headers,
      messages,
      send(message) {
        const isText = typeof message === 'string'
        stream.write(frame(isText ? OPCODE.text : OPCODE.binary, Buffer.from(message)))
      },
      close(code, reason = '') {
        const body = Buffer.alloc(code === undefined ? 0 : 2)
        if (code !== undefined) body.writeUInt16BE(code)
        isClosing = true
        stream.write(frame(OPCODE.close, Buffer.concat([body, Buffer.from(reason)])))
      },
      drop: () => void stream.destroy(),
      closed: new Promise((resolve) => (resolveClosed = resolve)),
    }
    sockets.push(socket)
    stream.once('close', () => {
      open.delete(stream)
      resolveClosed({ at: performance.now(), code: undefined })
    })

    let unread = Buffer.alloc(0)
    stream.on('data', (bytes: Buffer) => {
      unread = Buffer.concat([unread, bytes])
      for (let read = readFrame(unread); read !== undefined; read = readFrame(unread)) {
        unread = unread.subarray(read.length)
        if (read.opcode === OPCODE.close) {
          const code = read.payload.length >= 2 ? read.payload.readUInt16BE() : undefined
          resolveClosed({ at: performance.now(), code })
          // Each side sends one close frame; the server then closes the connection.
          if (!isClosing) stream.write(frame(OPCODE.close, read.payload))
          stream.end()
        } else if (read.opcode === OPCODE.text) {
          const message = read.payload.toString()
          messages.push(message)
          void onMessage(socket, message)
        }
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    sockets,
    async close() {
      for (const stream of open) stream.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload
  if (length < 126) return Buffer.concat([Buffer.of(FIN | opcode, length), payload])
  const head = Buffer.alloc(4)
  head.writeUInt8(FIN | opcode)
  head.writeUInt8(126, 1)
  head.writeUInt16BE(length, 2)
  return Buffer.concat([head, payload])
}

/** The first frame of what a client has sent, unmasked; `undefined` while it is not there yet. */
function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | undefined {
  if (bytes.length < 6) return undefined
  const short = bytes.readUInt8(1) & 0x7f
  const isLong = short === 126
  if (isLong && bytes.length < 8) return undefined
  const size = isLong ? bytes.readUInt16BE(2) : short
  const start = isLong ? 8 : 6
  const length = start + size
  if (bytes.length < length) return undefined
  const mask = bytes.subarray(start - 4, start)
  const payload = Buffer.from(bytes.subarray(start, length))
  for (let index = 0; index < size; index++) {
    payload.writeUInt8(payload.readUInt8(index) ^ mask.readUInt8(index % 4), index)
  }
  return { opcode: bytes.readUInt8(0) & 0x0f, payload, length }
}

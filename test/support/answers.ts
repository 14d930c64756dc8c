import { createGzip } from 'node:zlib'
import type { Gzip } from 'node:zlib'
import { EVENT_STREAM } from './httpServer.ts'
import type { Answer, Exchange } from './httpServer.ts'

/** A TCP reset throws away what the client has not read yet, so faults wait this long before they strike. */
const SETTLE = 120

/** The pieces one by one with `pause` milliseconds between them, then a proper end. */
export function sendPieces(
  pieces: readonly (string | Uint8Array)[],
  {
    pause = 0,
    headers,
  }: { readonly pause?: number; readonly headers?: Record<string, string> } = {},
): Answer {
  return async (exchange) => {
    exchange.head(200, { ...EVENT_STREAM, ...headers })
    for (const piece of pieces) {
      if (!(await exchange.write(piece))) return
      await exchange.wait(pause)
    }
    exchange.end()
  }
}

/** All of it in one lump after `delay` milliseconds, as behind a proxy that buffers. */
export function sendLump(text: string, delay: number): Answer {
  return async (exchange) => {
    await exchange.wait(delay)
    exchange.head()
    exchange.end(text)
  }
}

/** The first `length` bytes, then a TCP reset; 0 resets after the headers. */
export function resetAfter(text: string, length: number): Answer {
  return breakAfter(text, length, (exchange) => exchange.reset())
}

/** The first `length` bytes, then a closed socket without the end that HTTP asks for. */
export function dropAfter(text: string, length: number): Answer {
  return breakAfter(text, length, (exchange) => exchange.drop())
}

/** The first `length` bytes and then silence on an open socket, until the client gives up. */
export function stallAfter(text: string, length: number): Answer {
  return breakAfter(text, length, () => undefined)
}

/** No headers ever, on an open socket. */
export const neverAnswer: Answer = () => undefined

/** A reset instead of an answer. */
export const resetAtOnce: Answer = (exchange) => exchange.reset()

/** A `content-length` that says more, or less, than is sent. */
export function sendWrongLength(text: string, difference: number): Answer {
  return async (exchange) => {
    const length = Buffer.byteLength(text) + difference
    // Node refuses to send a wrong length, so this goes past it to the socket.
    exchange.socket.write(
      `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: ${length}\r\n\r\n${text}`,
    )
    await exchange.wait(SETTLE)
    exchange.drop()
  }
}

export function sendJson(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (exchange) => {
    exchange.head(status, { 'content-type': 'application/json', ...headers })
    exchange.end(JSON.stringify(body))
  }
}

export function sendText(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return (exchange) => {
    exchange.head(status, { 'content-type': 'text/plain', ...headers })
    exchange.end(body)
  }
}

/** A status without a body, such as 204. */
export function sendStatus(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (exchange) => {
    exchange.head(status, headers)
    exchange.end()
  }
}

/** What a proxy or a login puts in the place of the answer. */
export const sendLoginPage: Answer = (exchange) => {
  exchange.head(200, { 'content-type': 'text/html; charset=utf-8' })
  exchange.end('<!doctype html><title>Log in</title><form action="/login"></form>')
}

export function redirectTo(location: string, status = 307): Answer {
  return sendStatus(status, { location })
}

/** Compressed, each piece flushed as it is written. */
export function sendGzipFlushed(pieces: readonly string[], pause = 0): Answer {
  return async (exchange) => {
    const gzip = openGzip(exchange)
    for (const piece of pieces) {
      gzip.write(piece)
      await new Promise<void>((resolve) => gzip.flush(() => resolve()))
      await exchange.wait(pause)
    }
    gzip.end()
  }
}

/** Compressed as a buffering proxy does it: nothing comes before the end. */
export function sendGzipBuffered(pieces: readonly string[], pause = 0): Answer {
  return async (exchange) => {
    const gzip = openGzip(exchange)
    for (const piece of pieces) {
      gzip.write(piece)
      await exchange.wait(pause)
    }
    gzip.end()
  }
}

/** Compressed and cut in the middle: the chunked body ends properly, the archive in it does not. */
export function sendGzipTruncated(pieces: readonly string[]): Answer {
  return async (exchange) => {
    const gzip = openGzip(exchange, { pipe: false })
    const chunks: Buffer[] = []
    gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
    const finished = new Promise((resolve) => gzip.once('end', resolve))
    for (const piece of pieces) {
      gzip.write(piece)
      await new Promise<void>((resolve) => gzip.flush(() => resolve()))
    }
    gzip.end()
    await finished
    const whole = Buffer.concat(chunks)
    exchange.end(whole.subarray(0, whole.length - 12))
  }
}

function openGzip(exchange: Exchange, { pipe = true } = {}): Gzip {
  const gzip = createGzip()
  exchange.head(200, { ...EVENT_STREAM, 'content-encoding': 'gzip' })
  if (pipe) gzip.pipe(exchange.response)
  return gzip
}

function breakAfter(text: string, length: number, strike: (exchange: Exchange) => void): Answer {
  return async (exchange) => {
    exchange.head()
    if (length > 0) await exchange.write(new TextEncoder().encode(text).subarray(0, length))
    await exchange.wait(SETTLE)
    strike(exchange)
  }
}

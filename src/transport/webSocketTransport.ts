import { StreamError } from '../errors/streamError.ts'
import { untilAborted } from './abortSignals.ts'
import { createChunkDecoder } from './chunkDecoder.ts'
import { createChunkQueue } from './chunkQueue.ts'
import { resolveLengthLimit } from './lengthLimit.ts'
import type { LengthLimit } from './lengthLimit.ts'
import { createNetworkError, describeCause } from './networkError.ts'
import { describeRequest } from './requestLine.ts'
import type { Transport, TransportRequest, TransportResponse } from './transport.ts'
import { readClose } from './webSocket/closeCode.ts'
import type {
  WebSocketConstructor,
  WebSocketLike,
  WebSocketLikeEvent,
  WebSocketMessage,
} from './webSocket/webSocketLike.ts'

export interface WebSocketTransportOptions {
  /** Default: the global one, looked up at each request. */
  readonly WebSocket?: WebSocketConstructor
  /** Subprotocols to offer. Some servers take a token here, since browsers send no headers with a WebSocket. */
  readonly protocols?: string | string[]
  /** What is sent once the socket is open. Default: the request's body, if it has one. */
  readonly send?: (request: TransportRequest) => WebSocketMessage | readonly WebSocketMessage[]
  /** Most text that may wait to be read, in UTF-16 units; more ends the stream with a `limit`. Default: 16 Mi. */
  readonly maxWaitingLength?: LengthLimit
}

/** RFC 6455, 1.3: the status that answers an opening handshake. */
const SWITCHING_PROTOCOLS = 101

const NO_SOCKET = 'there is no WebSocket here, so hand one in'

/**
 * Reads the messages of a WebSocket. The request's `http` url becomes `ws`, its body is the first message; method and
 * headers have no place there and are left out.
 *
 * A close with 1000, or without a code, ends the body; every other one is a `network` error with code and reason. The
 * sender cannot be made to wait: while nobody reads, messages are kept up to a bound.
 *
 * @throws {RangeError} for a bound that is not a positive number.
 */
export function webSocketTransport(options: WebSocketTransportOptions = {}): Transport {
  const maxWaitingLength = resolveLengthLimit('maxWaitingLength', options.maxWaitingLength)
  // What `send` says goes out without a body too, and nobody but the server knows what it brings about.
  const acted = new WeakSet<object>()
  const settings = {
    ...options,
    maxWaitingLength,
    onSend: (request: TransportRequest) => void acted.add(request),
  }
  return {
    name: 'websocket',
    canPause: false,
    hasActed: (request) => acted.has(request),
    open: (request, { signal }) => untilAborted(openSocket(request, signal, settings), signal),
  }
}

interface SocketOptions extends WebSocketTransportOptions {
  readonly maxWaitingLength: number
  /** The messages of a request are about to go out. */
  readonly onSend: (request: TransportRequest) => void
}

async function openSocket(
  request: TransportRequest,
  signal: AbortSignal,
  options: SocketOptions,
): Promise<TransportResponse> {
  signal.throwIfAborted()
  const { send = readBody, maxWaitingLength, onSend } = options
  const messages = [send(request)].flat()
  const url = toSocketUrl(request.url)
  const requestLine = describeRequest({ method: 'WebSocket', url })
  const socket = createSocket(url, requestLine, options)
  const decoder = createChunkDecoder()

  return new Promise((resolve, reject) => {
    // A promise that is settled takes no notice of what the later events do to it.
    const listeners: Readonly<Record<string, (event: WebSocketLikeEvent) => void>> = {
      open() {
        if (messages.length > 0) onSend(request)
        for (const message of messages) socket.send(message)
        resolve({
          status: SWITCHING_PROTOCOLS,
          headers: new Headers(),
          url,
          chunks: queue.chunks,
          boundaries: 'message',
        })
      },
      message({ data }) {
        try {
          queue.push(decoder.decode(data))
        } catch (error) {
          queue.fail(error)
        }
        if (queue.waitingLength <= maxWaitingLength) return
        const sentence = `More than ${maxWaitingLength} characters of ${requestLine} wait to be read`
        queue.fail(new StreamError('limit', sentence))
      },
      close(event) {
        const error = readClose(event, requestLine)
        reject(error ?? createNetworkError(`${requestLine} was closed before it was open`))
        if (error === undefined) queue.end()
        else queue.fail(error)
      },
    }
    const queue = createChunkQueue({
      signal,
      onClose() {
        for (const [type, listener] of Object.entries(listeners)) {
          socket.removeEventListener(type, listener)
        }
        socket.close()
      },
    })
    for (const [type, listener] of Object.entries(listeners)) {
      socket.addEventListener(type, listener)
    }
  })
}

/** @throws {StreamError} of kind `network` when there is no such class or it does not take the url. */
function createSocket(
  url: string,
  requestLine: string,
  { WebSocket: given, protocols }: WebSocketTransportOptions,
): WebSocketLike {
  const Socket: WebSocketConstructor | undefined = given ?? globalThis.WebSocket
  try {
    const socket = new Socket(url, protocols)
    socket.binaryType = 'arraybuffer'
    return socket
  } catch (cause) {
    const reason = typeof Socket === 'function' ? describeCause(cause) : NO_SOCKET
    throw createNetworkError(`${requestLine} cannot be opened: ${reason}`, {
      cause,
      retryable: false,
    })
  }
}

/** The url with `ws` for `http`, resolved against the page where there is one; as it is when it cannot be a url. */
function toSocketUrl(url: string): string {
  const base = globalThis.location?.href
  if (!URL.canParse(url, base)) return url
  const resolved = new URL(url, base)
  resolved.protocol = resolved.protocol.replace(/^http/, 'ws')
  resolved.hash = ''
  return resolved.href
}

function readBody({ body }: TransportRequest): WebSocketMessage | readonly WebSocketMessage[] {
  if (body === undefined) return []
  if (body instanceof URLSearchParams) return body.toString()
  if (body instanceof FormData || body instanceof ReadableStream) {
    throw new StreamError('protocol', 'A form or a stream cannot be sent over a WebSocket')
  }
  return body
}

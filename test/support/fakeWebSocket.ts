import type { WebSocketMessage } from '../../src/transport/webSocket/webSocketLike.ts'

/** A `WebSocket` whose server side is the test. */
export class FakeWebSocket extends EventTarget {
  /** The sockets that were made, oldest first. */
  static readonly made: FakeWebSocket[] = []

  binaryType = 'blob'
  isClosed = false
  readonly sent: WebSocketMessage[] = []
  readonly listening = new Map<string, number>()

  constructor(
    readonly url: string,
    readonly protocols?: string | string[],
  ) {
    super()
    if (!url.startsWith('ws')) throw new SyntaxError(`${url} is no url of a WebSocket`)
    FakeWebSocket.made.push(this)
  }

  override addEventListener(type: string, listener: (event: Event) => void): void {
    this.listening.set(type, (this.listening.get(type) ?? 0) + 1)
    super.addEventListener(type, listener)
  }

  override removeEventListener(type: string, listener: (event: Event) => void): void {
    this.listening.set(type, (this.listening.get(type) ?? 0) - 1)
    super.removeEventListener(type, listener)
  }

  send(message: WebSocketMessage): void {
    this.sent.push(message)
  }

  close(): void {
    this.isClosed = true
  }

  /** The server has agreed to the handshake. */
  accept(): void {
    this.dispatchEvent(new Event('open'))
  }

  /** A message has come from the server. */
  receive(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  /** The connection is closed, by the server or because it broke. */
  hangUp(code: number, reason = ''): void {
    // Node 20 has no CloseEvent.
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }))
  }
}

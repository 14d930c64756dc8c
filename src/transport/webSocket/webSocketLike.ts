/** As much of a `WebSocket` as the transport uses; those of browsers, of Node 22 and of the package `ws` fit. */
export interface WebSocketLike {
  binaryType: string
  send(message: WebSocketMessage): void
  close(): void
  addEventListener(type: string, listener: (event: WebSocketLikeEvent) => void): void
  removeEventListener(type: string, listener: (event: WebSocketLikeEvent) => void): void
}

export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike

/** What one message may consist of. */
export type WebSocketMessage = string | ArrayBuffer | ArrayBufferView<ArrayBuffer> | Blob

/** The fields of all events of a WebSocket together. */
export interface WebSocketLikeEvent {
  readonly type: string
  /** Of a message: text, or bytes as an `ArrayBuffer` or a view of one. */
  readonly data?: unknown
  /** Of a close. */
  readonly code?: number
  readonly reason?: string
}

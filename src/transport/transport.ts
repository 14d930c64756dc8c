/** A request with everything resolved: nothing in it is a function or a promise any more. */
export interface TransportRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  /** Ready for `fetch`: plain objects have become JSON text already. */
  readonly body: BodyInit | undefined
}

export interface TransportContext {
  /** Aborted when the run is over for whatever reason; the transport then lets go of everything at once. */
  readonly signal: AbortSignal
  /** How much of an error response's body is read, in bytes. */
  readonly maxErrorBytes: number
  /**
   * Whether the stream has said its last word, by the rules of its dialect: a transport that is let go of then misses
   * nothing. Only for whoever wants to tell of it; a reader that does not know leaves it out.
   */
  readonly isComplete?: () => boolean
}

export interface TextChunk {
  readonly text: string
  /** Size on the wire, after content decoding. */
  readonly bytes: number
}

/** A response whose head has arrived and was found fit to be read as a stream. */
export interface TransportResponse {
  readonly status: number
  readonly headers: Headers
  /** Where the response came from, after redirects. */
  readonly url: string
  /**
   * The body as decoded text, to be gone through once. Reading is pulling: as long as nobody asks for the next chunk,
   * nothing is read. A chunk may be empty: bytes have come, but no whole character. A byte order mark is left in.
   *
   * Ends when the body ends. Throws a `StreamError` of kind `network` or `offline` when the connection breaks, and the
   * signal's reason after an abort. `return()` lets go of the connection at once, also while a pull is waiting.
   */
  readonly chunks: AsyncIterable<TextChunk>
  /**
   * `stream`: the chunks add up to one body and are cut anywhere. `message`: each chunk is one whole message, as over a
   * WebSocket, and nothing says of what kind; the first one that is not blank decides that for all: text of an event
   * stream, one JSON record each, or pieces of plain text. Default: `stream`.
   */
  readonly boundaries?: 'stream' | 'message'
}

/** Turns a request into text. It knows nothing of formats. */
export interface Transport {
  readonly name: string
  /** Whether not reading makes the sender wait. Where not, a pause only stops the display. */
  readonly canPause: boolean
  /** Every request gets the same response, as from a recording: a run does not send one again. Default: `false`. */
  readonly repeatsItself?: boolean
  /**
   * Whether this request has told the server to do something, whatever its method says: then it is sent twice by the
   * rules of a POST. Default: the method says it.
   */
  hasActed?(request: Pick<TransportRequest, 'url' | 'method' | 'headers'>): boolean
  /**
   * Sends the request and resolves once the head of the response is there.
   * @throws {StreamError} `network`, `offline`, `http` (with `status`, the bounded `body` and `retryAfter`) or
   * `content-type`; after an abort of the context's signal, its reason.
   */
  open(request: TransportRequest, context: TransportContext): Promise<TransportResponse>
}

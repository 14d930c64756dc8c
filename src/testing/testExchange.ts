/** A request as the test's server got it. */
export interface TestRequest {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  /** As it was sent: text for JSON. */
  readonly body: unknown
  /** The body read as JSON. @throws {TypeError} when it is no text, {SyntaxError} when the text is no JSON. */
  json(): unknown
  /** The client listens still: it has neither aborted the request nor let go of the body. */
  readonly isOpen: boolean
}

export interface ResponseHead {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** What a client says of itself. */
export interface IncomingRequest extends Pick<TestRequest, 'url' | 'method' | 'headers' | 'body'> {
  readonly signal: AbortSignal | undefined
}

/** One request and its answer: what the server says may be said before the request is there. */
export interface TestExchange {
  readonly request: TestRequest | undefined
  /** The server has nothing more to say here. */
  readonly isDone: boolean
  readonly hasHead: boolean
  /** Answers the request; settles with the head. */
  answer(request: IncomingRequest): Promise<Response>
  accept(head: ResponseHead): void
  send(bytes: Uint8Array): void
  close(): void
  /** Breaks the connection once all that was sent has been read. */
  break(cause: unknown): void
  /** Says nothing more, and leaves the connection open. */
  hang(): void
}

export function createTestExchange(): TestExchange {
  const queue: Uint8Array[] = []
  let head: ResponseHead | undefined
  let incoming: IncomingRequest | undefined
  let isCancelled = false
  let isSilent = false
  let ending: { readonly cause?: unknown } | undefined
  let wakers: (() => void)[] = []

  const wake = (): void => {
    for (const waker of wakers.splice(0)) waker()
  }
  const change = (): Promise<void> => new Promise((resolve) => void wakers.push(resolve))
  const isAborted = (): boolean => incoming?.signal?.aborted === true

  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    for (;;) {
      incoming?.signal?.throwIfAborted()
      const bytes = queue.shift()
      if (bytes !== undefined) {
        controller.enqueue(bytes)
        return
      }
      if (ending !== undefined) {
        if ('cause' in ending) throw ending.cause
        controller.close()
        return
      }
      if (isCancelled) return
      await change()
    }
  }
  const waitForHead = async (): Promise<ResponseHead> => {
    for (;;) {
      incoming?.signal?.throwIfAborted()
      if (head !== undefined) return head
      if (ending !== undefined) throw ending.cause
      await change()
    }
  }
  const cancel = (): void => {
    isCancelled = true
    wake()
  }

  const openBody = (): ReadableStream<Uint8Array> =>
    // Nothing is given ahead of a pull, so that a reader that pauses leaves it here.
    new ReadableStream({ pull, cancel }, { highWaterMark: 0 })

  return {
    get request() {
      if (incoming === undefined) return undefined
      const { url, method, headers, body } = incoming
      return {
        url,
        method,
        headers,
        body,
        json: () => readJson(body),
        get isOpen() {
          return !isCancelled && !isAborted()
        },
      }
    },
    get isDone() {
      return isSilent || ending !== undefined
    },
    get hasHead() {
      return head !== undefined
    },
    async answer(request) {
      incoming = request
      request.signal?.addEventListener('abort', wake, { once: true })
      const { status, headers } = await waitForHead()
      const isEmpty = status === 204 || status === 205 || status === 304
      return new Response(isEmpty ? null : openBody(), { status, headers })
    },
    accept(given) {
      head ??= given
      wake()
    },
    send(bytes) {
      queue.push(bytes)
      wake()
    },
    close() {
      ending ??= {}
      wake()
    },
    break(cause) {
      ending ??= { cause }
      wake()
    },
    hang() {
      isSilent = true
    },
  }
}

function readJson(body: unknown): unknown {
  if (typeof body === 'string') return JSON.parse(body)
  throw new TypeError('The body of this request is no text')
}

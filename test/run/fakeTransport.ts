import type {
  TextChunk,
  Transport,
  TransportRequest,
  TransportResponse,
} from '../../src/transport/transport.ts'

type Delivery = { readonly text: string } | { readonly error: unknown } | 'end'

/** A transport under the test's control: what it sent, what it is given to say, and whether anybody still listens. */
export interface FakeTransport extends Transport {
  readonly requests: readonly TransportRequest[]
  /** The signal of the last request. */
  readonly signal: AbortSignal | undefined
  /** How often somebody asked for a chunk. */
  readonly pulls: number
  readonly isReturned: boolean
  /** Answers the last request; what is said before waits. */
  answer(response?: Partial<TransportResponse>): void
  refuse(error: unknown): void
  say(text: string): void
  fail(error: unknown): void
  end(): void
}

/** It ignores every abort, so that what a run does after its end is its own doing. */
export function createFakeTransport({ canPause = true } = {}): FakeTransport {
  const requests: TransportRequest[] = []
  let signal: AbortSignal | undefined
  let settleOpen: { resolve(response: TransportResponse): void; reject(error: unknown): void }
  const waiting: Delivery[] = []
  let take: ((delivery: Delivery) => void) | undefined
  let pulls = 0
  let isReturned = false

  function deliver(delivery: Delivery): void {
    const taker = take
    take = undefined
    if (taker) taker(delivery)
    else waiting.push(delivery)
  }

  const chunks: AsyncIterableIterator<TextChunk> = {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      pulls += 1
      const delivery =
        waiting.shift() ??
        (await new Promise<Delivery>((resolve) => {
          take = resolve
        }))
      if (delivery === 'end') return { done: true, value: undefined }
      if ('error' in delivery) throw delivery.error
      const bytes = new TextEncoder().encode(delivery.text).length
      return { done: false, value: { text: delivery.text, bytes } }
    },
    async return() {
      isReturned = true
      return { done: true, value: undefined }
    },
  }

  return {
    name: 'fake',
    canPause,
    requests,
    get signal() {
      return signal
    },
    get pulls() {
      return pulls
    },
    get isReturned() {
      return isReturned
    },
    open(request, context) {
      requests.push(request)
      signal = context.signal
      return new Promise((resolve, reject) => {
        settleOpen = { resolve, reject }
      })
    },
    answer(response) {
      const headers = new Headers({ 'content-type': 'text/event-stream' })
      settleOpen.resolve({ status: 200, headers, url: 'http://fake/', chunks, ...response })
    },
    refuse: (error) => settleOpen.reject(error),
    say: (text) => deliver({ text }),
    fail: (error) => deliver({ error }),
    end: () => deliver('end'),
  }
}

/** Lets everything happen that only waits for its turn. */
export function turns(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

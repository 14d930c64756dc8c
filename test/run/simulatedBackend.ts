import { StreamError } from '../../src/errors/streamError.ts'
import type { EnvironmentSignal, StreamEnvironment } from '../../src/run/environment.ts'
import type { Clock } from '../../src/transport/clock.ts'
import { pause } from '../../src/transport/clock.ts'
import type { TextChunk, Transport, TransportRequest } from '../../src/transport/transport.ts'
import type { ManualClock } from '../support/manualClock.ts'

/** What one connection does to the stream. */
export const FAULTS = [
  'refused',
  'never answers',
  'status 503',
  'status 429 with Retry-After',
  'closed after the head',
  'silent after the head',
  'comments only, then reset',
  'reset between events',
  'reset inside an event',
  'clean end between events',
  'clean end inside an event',
  'silent inside the answer',
  'slow, then reset',
  'computer asleep, then reset',
] as const

export type Fault = (typeof FAULTS)[number]

/** How a backend names its events, by what it is asked to go on, and whether its first request may come only once. */
export const BACKENDS = [
  { ids: 'numbers', by: 'get' },
  { ids: 'words', by: 'get' },
  { ids: 'every third', by: 'get' },
  { ids: 'numbers', by: 'policy' },
  { ids: 'words', by: 'policy' },
  { ids: 'none', by: 'policy' },
  { ids: 'numbers', by: 'policy', once: true },
  { ids: 'none', by: 'policy', once: true },
] as const

/** A server that is asked to go on may begin earlier than it has to. */
const RESTARTS = ['exactly', 'with an overlap', 'from the start'] as const
const SIGNALS: readonly EnvironmentSignal[] = ['online', 'visible', 'offline', 'online']
const FOR_EVER = 10_000_000

export interface SimulatedBackend {
  readonly transport: Transport
  readonly clock: Clock
  readonly environment: StreamEnvironment
  /** How often the request came that does something. */
  readonly posts: number
  /** Responses that nobody has let go of, and the most that there were at once. */
  readonly open: number
  readonly mostOpen: number
  readonly listeners: number
}

export interface BackendOptions {
  readonly backend: (typeof BACKENDS)[number]
  readonly events: number
  readonly faults: readonly Fault[]
  readonly random: () => number
  readonly clock: ManualClock
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function choose<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new RangeError('there is nothing to choose from')
  return item
}

/** The server, the network and the computer of one schedule. Each connection has the next fault, and then none has. */
export function createSimulatedBackend(options: BackendOptions): SimulatedBackend {
  const { backend, events, random, clock: manual } = options
  const faults = [...options.faults]
  const hearers = new Set<(signal: EnvironmentSignal) => void>()
  let asleep = 0
  let open = 0
  let posts = 0
  let mostOpen = 0

  function idOf(index: number): string | undefined {
    if (backend.ids === 'none') return undefined
    if (backend.ids === 'numbers') return String(index)
    if (backend.ids === 'words') return `e-${(index * 7919) % 100_003}`
    return index % 3 === 1 ? `c${index}` : undefined
  }

  function wireOf(index: number): string {
    const id = idOf(index)
    const payload = JSON.stringify(index > events ? { last: true } : { n: index })
    return `${id === undefined ? '' : `id: ${id}\n`}data: ${payload}\n\n`
  }

  /** The first event of the answer to a request. */
  function firstFor({ url, headers }: TransportRequest): number {
    const after = headers.get('last-event-id') ?? new URL(url).searchParams.get('after') ?? ''
    if (after === '') return 1
    let known = 1
    while (idOf(known) !== after) known++
    const restart = choose(RESTARTS, random)
    if (restart === 'from the start') return 1
    const overlap = restart === 'exactly' || backend.ids === 'every third' ? 0 : 20
    return Math.max(1, known + 1 - Math.floor(random() * overlap))
  }

  async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    await pause(manual, milliseconds, signal)
    signal.throwIfAborted()
  }

  async function* send(text: string): AsyncGenerator<TextChunk> {
    const cut = Math.floor(random() * 2 * text.length)
    for (const piece of [text.slice(0, cut), text.slice(cut)]) {
      if (piece !== '') yield { text: piece, bytes: piece.length }
    }
  }

  async function* respond(
    request: TransportRequest,
    fault: Fault | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<TextChunk> {
    if (fault === 'closed after the head') return
    if (fault === 'silent after the head') await wait(FOR_EVER, signal)
    if (fault === 'comments only, then reset') {
      for (let beats = 0; beats < 5; beats++) {
        await wait(20_000, signal)
        yield* send(': still there\n\n')
      }
      throw new StreamError('network', 'reset', { retryable: true })
    }
    const first = firstFor(request)
    const last = fault ? first - 1 + Math.floor(random() * (events + 2 - first)) : events + 1
    for (let index = first; index <= last;) {
      if (fault === 'slow, then reset' && random() < 0.1) await wait(30_000, signal)
      if (random() < 0.2) await wait(50, signal)
      let text = ''
      for (let left = random() * 12; left > 0 && index <= last; left--) text += wireOf(index++)
      yield* send(text)
    }
    if (fault === 'reset inside an event' || fault === 'clean end inside an event') {
      const next = wireOf(last + 1)
      yield* send(next.slice(0, 1 + Math.floor(random() * (next.length - 1))))
    }
    if (fault === 'silent inside the answer') await wait(FOR_EVER, signal)
    if (fault === 'computer asleep, then reset') asleep += 3_600_000
    if (fault === undefined || fault.startsWith('clean end')) return
    throw new StreamError('network', 'reset', { retryable: true })
  }

  async function refuse(fault: Fault | undefined, signal: AbortSignal): Promise<void> {
    if (fault === 'refused') throw new StreamError('network', fault, { retryable: true })
    if (fault === 'never answers') await wait(FOR_EVER, signal)
    if (fault === 'status 503')
      throw new StreamError('http', fault, { status: 503, retryable: true })
    if (fault === 'status 429 with Retry-After') {
      const retryAfter = Math.floor(random() * 200_000)
      throw new StreamError('http', fault, { status: 429, retryable: true, retryAfter })
    }
  }

  const transport: Transport = {
    name: 'simulated',
    canPause: true,
    async open(request, { signal }) {
      if (request.method === 'POST') posts++
      const fault = faults.shift()
      if (random() < 0.2) for (const hear of hearers) hear(choose(SIGNALS, random))
      await wait(1 + random() * 200, signal)
      await refuse(fault, signal)
      open++
      mostOpen = Math.max(mostOpen, open)
      const chunks = respond(request, fault, signal)
      const close = (): Promise<IteratorResult<TextChunk>> => {
        if (isOpen) open--
        isOpen = false
        return chunks.return(undefined)
      }
      let isOpen = true
      return {
        status: 200,
        headers: new Headers({ 'content-type': 'text/event-stream' }),
        url: request.url,
        chunks: { [Symbol.asyncIterator]: () => ({ next: () => chunks.next(), return: close }) },
      }
    },
  }

  return {
    transport,
    clock: {
      now: () => manual.now() + asleep,
      schedule: (callback, milliseconds) => manual.schedule(callback, milliseconds),
    },
    environment: {
      isOnline: () => true,
      listen(hear) {
        hearers.add(hear)
        return () => void hearers.delete(hear)
      },
    },
    get posts() {
      return posts
    },
    get open() {
      return open
    },
    get mostOpen() {
      return mostOpen
    },
    get listeners() {
      return hearers.size
    },
  }
}

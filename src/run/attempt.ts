import type { EventOf, StreamEvent } from '../dialects/events.ts'
import { StreamError } from '../errors/streamError.ts'
import type { Clock } from '../transport/clock.ts'
import type {
  TextChunk,
  Transport,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from '../transport/transport.ts'
import { createHoldPatience } from './holdPatience.ts'
import { readMessageBody } from './messageBody.ts'
import type { PauseGate } from './pauseGate.ts'
import type { ResumableReader } from './resumableReader.ts'
import type { StreamOptions } from './streamRun.ts'

/** What one request and its answer need from the run that they are part of. */
export interface AttemptOptions {
  readonly transport: Transport
  /** Aborted with a `StreamError`, its signal ends the attempt with that; with anything else, nobody waits for it. */
  readonly context: TransportContext
  readonly gate: PauseGate
  readonly clock: Clock
  readonly framing: StreamOptions['framing']
  readonly prepare: () => Promise<TransportRequest>
  readonly openReader: (response: TransportResponse) => ResumableReader
  /** The request is about to go out. */
  readonly onSend: (request: TransportRequest) => void
  /** The head of the response is there. */
  readonly onHead: (response: TransportResponse) => void
  /** Something has arrived, whatever it may mean. */
  readonly onBytes: (count: number) => void
  /** Takes the events of one chunk, which may be none. */
  readonly deliver: (events: readonly StreamEvent[], lastEventId: string | undefined) => void
}

/** How far an attempt came. */
export type AttemptPhase = 'prepare' | 'sent' | 'head'

/** The last events of a stream, `done` apart, and why it failed. */
export interface Ending {
  readonly events: readonly StreamEvent[]
  readonly done: EventOf<'done'>
  readonly error: StreamError | undefined
}

/** How an attempt ended; the run decides whether that is the end of the run too. */
export interface AttemptEnd {
  readonly phase: AttemptPhase
  /** Of the response. */
  readonly status: number | undefined
  /** Why it broke; `undefined` when the body came to its end. */
  readonly error: StreamError | undefined
  /** What came together with the end and is not delivered yet; `undefined` when the body broke off. */
  readonly ending: Ending | undefined
}

/** Sends one request and reads its answer to the end. Never rejects; gives nothing when nobody waits for it. */
export function runAttempt(options: AttemptOptions): Promise<AttemptEnd | undefined> {
  const { signal } = options.context
  let phase: AttemptPhase = 'prepare'
  let status: number | undefined
  let isComplete = false
  const context = { ...options.context, isComplete: () => isComplete }

  async function run(): Promise<AttemptEnd | undefined> {
    const request = await options.prepare()
    if (signal.aborted) return undefined
    options.onSend(request)
    phase = 'sent'
    const response = await open(request)
    if (signal.aborted) return undefined
    const ending = await readAnswer(response, { ...options, onDone: noteDone })
    return ending && { phase, status, error: ending.error, ending }
  }

  async function open(request: TransportRequest): Promise<TransportResponse> {
    const { transport, framing } = options
    try {
      const response = await transport.open(request, context)
      if (signal.aborted) return response
      phase = 'head'
      status = response.status
      options.onHead(response)
      return await readMessageBody(response, framing)
    } catch (cause) {
      throw toStreamError(cause, 'network', `The transport ${transport.name} failed`)
    }
  }

  function noteDone({ done, error }: Ending): void {
    isComplete = done.clean && error === undefined
  }

  function breakOff(cause: unknown): AttemptEnd {
    // A dialect may be at fault, by a name that does not exist or by events that no state can take in.
    const error = toStreamError(cause, 'protocol', 'The answer cannot be read')
    return { phase, status, error, ending: undefined }
  }

  return new Promise((resolve) => {
    const onAbort = (): void => {
      const { reason }: { readonly reason: unknown } = signal
      resolve(reason instanceof StreamError ? breakOff(reason) : undefined)
    }
    signal.addEventListener('abort', onAbort)
    run()
      .then(resolve, (cause: unknown) => resolve(signal.aborted ? undefined : breakOff(cause)))
      .finally(() => signal.removeEventListener('abort', onAbort))
  })
}

interface AnswerOptions extends AttemptOptions {
  /** The dialect has come to its end; the connection is let go of right behind this. */
  readonly onDone: (ending: Ending) => void
}

async function readAnswer(
  response: TransportResponse,
  options: AnswerOptions,
): Promise<Ending | undefined> {
  const { gate, context, onBytes, deliver, onDone, clock } = options
  const reader = options.openReader(response)
  const chunks = response.chunks[Symbol.asyncIterator]()
  const patience = createHoldPatience(clock, context.signal)
  let pulling: ReturnType<typeof pull> | undefined
  try {
    while (true) {
      await gate.pass()
      pulling ??= pull(chunks)
      const pulled = await patience.await(pulling, reader.isHolding)
      if (pulled !== 'tired') pulling = undefined
      // A pause that began while the chunk was on its way holds it back.
      await gate.pass()
      if (context.signal.aborted) return undefined
      if (pulled instanceof StreamError) throw pulled
      if (typeof pulled === 'object') onBytes(pulled.bytes)
      const events = readPulled(reader, pulled)
      const [rest, done] = splitEnd(events)
      if (done !== undefined) {
        const ending = { events: rest, done, error: reader.failure }
        onDone(ending)
        return ending
      }
      deliver(events, reader.lastEventId)
    }
  } finally {
    // Not waited for: an async generator says goodbye only after the chunk that it is waiting for.
    chunks.return?.().catch(() => undefined)
  }
}

function readPulled(
  reader: ResumableReader,
  pulled: TextChunk | 'tired' | undefined,
): readonly StreamEvent[] {
  if (pulled === 'tired') return reader.giveUp()
  return pulled === undefined ? reader.close() : reader.push(pulled.text)
}

/** The next chunk, nothing at the end, or why there is none. */
async function pull(
  chunks: AsyncIterator<TextChunk>,
): Promise<TextChunk | StreamError | undefined> {
  try {
    const { done, value } = await chunks.next()
    return done === true ? undefined : value
  } catch (cause) {
    return toStreamError(cause, 'network', 'The connection broke')
  }
}

export function splitEnd(
  events: readonly StreamEvent[],
): readonly [readonly StreamEvent[], EventOf<'done'> | undefined] {
  const last = events.at(-1)
  return last?.type === 'done' ? [events.slice(0, -1), last] : [events, undefined]
}

export function toStreamError(
  cause: unknown,
  kind: 'network' | 'protocol',
  what: string,
): StreamError {
  if (cause instanceof StreamError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StreamError(kind, `${what}: ${reason}`, { cause, retryable: kind === 'network' })
}

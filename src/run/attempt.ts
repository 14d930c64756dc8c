import type { EventOf, StreamEvent } from '../dialects/events.ts'
import { StreamError } from '../errors/streamError.ts'
import type {
  TextChunk,
  Transport,
  TransportContext,
  TransportRequest,
  TransportResponse,
} from '../transport/transport.ts'
import { readMessageBody } from './messageBody.ts'
import type { PauseGate } from './pauseGate.ts'
import type { StreamReader } from './streamReader.ts'
import type { StreamOptions } from './streamRun.ts'

/** What one request and its answer need from the run that they are part of. */
export interface AttemptOptions {
  readonly transport: Transport
  readonly context: TransportContext
  readonly gate: PauseGate
  readonly framing: StreamOptions['framing']
  readonly prepare: () => Promise<TransportRequest>
  readonly createReader: (response: TransportResponse) => StreamReader
  /** The request is about to go out. */
  readonly onSend: () => void
  /** Something has arrived, whatever it may mean. */
  readonly onBytes: (count: number) => void
  /** Takes the events of one chunk, which may be none. */
  readonly deliver: (events: readonly StreamEvent[], lastEventId: string | undefined) => void
}

/** How an attempt ended; the run decides whether that is the end of the run too. */
export interface AttemptEnd {
  /** What came together with the end and is not delivered yet. */
  readonly events: readonly StreamEvent[]
  readonly done: EventOf<'done'>
  readonly error: StreamError | undefined
  readonly lastEventId: string | undefined
}

const BROKEN_BEFORE_ANSWER = { type: 'done', reason: 'error', clean: false } as const
const BROKEN_IN_ANSWER = { type: 'done', reason: 'eof', clean: false } as const

/**
 * Sends one request and reads its answer to the end. Never rejects. Gives nothing once the context's signal is aborted,
 * for then nobody waits for it.
 */
export async function runAttempt(options: AttemptOptions): Promise<AttemptEnd | undefined> {
  const { signal } = options.context
  try {
    const request = await options.prepare()
    if (signal.aborted) return undefined
    options.onSend()
    const response = await open(request, options)
    return signal.aborted ? undefined : await readAnswer(response, options)
  } catch (cause) {
    return signal.aborted ? undefined : failAttempt(cause)
  }
}

/**
 * Ends an attempt with what was thrown. Where that is not an error of the kit, a dialect is at fault: by a name that does
 * not exist, or by events that the state cannot take in.
 */
export function failAttempt(cause: unknown): AttemptEnd {
  const error = toStreamError(cause, 'protocol', 'The answer cannot be read')
  return { events: [], done: BROKEN_BEFORE_ANSWER, error, lastEventId: undefined }
}

async function open(
  request: TransportRequest,
  { transport, context, framing }: AttemptOptions,
): Promise<TransportResponse> {
  try {
    return await readMessageBody(await transport.open(request, context), framing)
  } catch (cause) {
    throw toStreamError(cause, 'network', `The transport ${transport.name} failed`)
  }
}

async function readAnswer(
  response: TransportResponse,
  options: AttemptOptions,
): Promise<AttemptEnd | undefined> {
  const { gate, context, onBytes, deliver } = options
  const reader = options.createReader(response)
  const chunks = response.chunks[Symbol.asyncIterator]()
  let hasDelivered = false
  try {
    while (true) {
      await gate.pass()
      const pulled = await pull(chunks)
      // A pause that began while the chunk was on its way holds it back.
      await gate.pass()
      if (context.signal.aborted) return undefined
      if (pulled instanceof StreamError) return breakOff(reader, pulled, hasDelivered)
      if (pulled !== undefined) onBytes(pulled.bytes)
      const events = pulled === undefined ? reader.end() : reader.push(pulled.text)
      const { lastEventId } = reader
      const [rest, done] = splitEnd(events)
      if (done !== undefined) return { events: rest, done, error: reader.failure, lastEventId }
      hasDelivered ||= events.length > 0
      deliver(events, lastEventId)
    }
  } finally {
    // Not waited for: an async generator says goodbye only after the chunk that it is waiting for.
    chunks.return?.().catch(() => undefined)
  }
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

/**
 * Ends an answer whose connection broke. What the reader still held is kept, but not what it makes of the break itself:
 * an event that was cut in two is not the backend's mistake.
 */
function breakOff(reader: StreamReader, error: StreamError, hasDelivered: boolean): AttemptEnd {
  const [held, done] = splitEnd(reader.end())
  const { failure, lastEventId } = reader
  const events = held.filter((event) => failure === undefined && !isAboutOneEvent(event))
  // The backend had said that it failed before it closed the door.
  if (failure === undefined && done?.reason === 'error') {
    return { events, done, error: undefined, lastEventId }
  }
  const hasAnswer = hasDelivered || events.some((event) => event.type !== 'start')
  return { events, done: hasAnswer ? BROKEN_IN_ANSWER : BROKEN_BEFORE_ANSWER, error, lastEventId }
}

function isAboutOneEvent(event: StreamEvent): boolean {
  return event.type === 'error' && event.scope === 'item'
}

function splitEnd(
  events: readonly StreamEvent[],
): readonly [readonly StreamEvent[], EventOf<'done'> | undefined] {
  const last = events.at(-1)
  return last?.type === 'done' ? [events.slice(0, -1), last] : [events, undefined]
}

function toStreamError(cause: unknown, kind: 'network' | 'protocol', what: string): StreamError {
  if (cause instanceof StreamError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StreamError(kind, `${what}: ${reason}`, { cause, retryable: kind === 'network' })
}

import { StreamError } from '../errors/streamError.ts'
import { systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { followChunks } from './followChunks.ts'
import { resolveLengthLimit } from './lengthLimit.ts'
import type { LengthLimit } from './lengthLimit.ts'
import { createChunkRecorder } from './recordChunks.ts'
import type { RecordedHead, RecordedOutcome, Recording } from './recording.ts'
import { redactRecording } from './redactRecording.ts'
import type { RedactionOptions } from './redactRecording.ts'
import type { TextChunk, Transport, TransportRequest, TransportResponse } from './transport.ts'
import { wrapTransport } from './wrapTransport.ts'

export interface RecordingTransportOptions extends RedactionOptions {
  /** Called once for each request, as soon as its response is over, for whatever reason. */
  readonly onRecording: (recording: Recording) => void
  /** Most bytes of one body that are kept; what comes behind is read all the same. Default: 16 Mi. */
  readonly maxBytes?: LengthLimit
  /** Default: the platform's own. */
  readonly clock?: Clock
}

/**
 * Sends through another transport and records what comes, with its times, byte by byte. Nothing of it is changed or
 * delayed. Secrets are taken out before a recording is handed over.
 *
 * @throws {RangeError} for a limit that is not a positive number.
 */
export function recordingTransport(
  transport: Transport,
  options: RecordingTransportOptions,
): Transport {
  const { onRecording, maxBytes, clock = systemClock, ...redaction } = options
  const most = resolveLengthLimit('maxBytes', maxBytes)

  return wrapTransport(transport, async (request, context) => {
    const startedAt = clock.now()
    const now = (): number => Math.max(0, clock.now() - startedAt)
    const chunks = createChunkRecorder(most)
    let head: RecordedHead | undefined
    let isOver = false
    const finish = (outcome: RecordedOutcome): void => {
      if (isOver) return
      isOver = true
      context.signal.removeEventListener('abort', letGo)
      const recording: Recording = {
        format: 'rill-recording',
        version: 1,
        request: describe(request),
        ...(head && { response: head }),
        ...chunks.take(head?.boundaries === 'message'),
        outcome,
      }
      onRecording(redactRecording(recording, redaction))
    }
    const letGo = (): void =>
      finish({ type: context.isComplete?.() === true ? 'complete' : 'open', at: now() })
    const fail = (error: unknown): never => {
      if (context.signal.aborted) letGo()
      else finish({ ...describeError(error), at: now() })
      throw error
    }
    context.signal.addEventListener('abort', letGo)
    const response = await transport.open(request, context).catch(fail)
    head = describeHead(response, now())
    const received = (chunk: TextChunk): void => chunks.add(now(), chunk)
    const end = (): void => finish({ type: 'end', at: now() })
    return { ...response, chunks: followChunks(response.chunks, { received, end, fail, letGo }) }
  })
}

function describe({ url, method, headers, body }: TransportRequest): Recording['request'] {
  const text = body instanceof URLSearchParams ? body.toString() : body
  return {
    url,
    method,
    headers: Object.fromEntries(headers),
    ...(typeof text === 'string' && { body: text }),
  }
}

function describeHead(response: TransportResponse, at: number): RecordedHead {
  const { status, headers, url, boundaries } = response
  return {
    status,
    headers: Object.fromEntries(headers),
    url,
    at,
    ...(boundaries !== undefined && { boundaries }),
  }
}

function describeError(error: unknown): RecordedOutcome & { type: 'error' } {
  if (!(error instanceof StreamError)) return { type: 'error', message: String(error) }
  const { kind, message, retryable, status, body, code, retryAfter } = error
  return {
    type: 'error',
    kind,
    message,
    retryable,
    ...(status !== undefined && { status }),
    ...(body !== undefined && { body }),
    ...(code !== undefined && { code }),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

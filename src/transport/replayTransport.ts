import { StreamError } from '../errors/streamError.ts'
import { followAbort } from './abortSignals.ts'
import { createChunkDecoder } from './chunkDecoder.ts'
import { pause, systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { toRecordings } from './recording.ts'
import type { RecordedFailure, Recording, ReplaySource } from './recording.ts'
import type { ReplayStepper } from './replayStepper.ts'
import { describeRequest } from './requestLine.ts'
import { acceptResponse } from './responseHead.ts'
import type { TextChunk, Transport } from './transport.ts'

export interface ReplayTransportOptions {
  /**
   * `real` keeps the times of the recording, `instant` waits for nothing, a number is so many times as fast.
   * Default: `'real'`.
   */
  readonly speed?: 'real' | 'instant' | number
  /** Takes the place of time: everything happens when this is told to step. */
  readonly step?: ReplayStepper
  /** Default: the platform's own. */
  readonly clock?: Clock
}

/** Waits until something of a recording is due. */
type WaitFor = (at: number, until: AbortSignal) => Promise<void>

/**
 * Answers every request with the same recorded response: a bad status, a wrong content type and a broken connection end
 * it as they would over the network. Of several recordings each answers one request. Without being read, it waits.
 *
 * @throws {RangeError} for a speed that is not a positive number.
 * @throws {TypeError} for what is no recording, or one of a version that is not known.
 */
export function replayTransport(
  source: ReplaySource,
  { speed = 'real', step, clock = systemClock }: ReplayTransportOptions = {},
): Transport {
  const recordings = toRecordings(source)
  const slowness = readSlowness(speed)
  let played = 0
  return {
    name: 'replay',
    canPause: true,
    repeatsItself: recordings.length === 1,
    async open(request, context) {
      const recording = recordings[recordings.length === 1 ? 0 : played]
      played++
      if (recording === undefined) {
        const sentence = `${describeRequest(request)} is one request more than was recorded`
        throw new StreamError('network', sentence)
      }
      const { signal } = context
      const startedAt = clock.now()
      const waitFor: WaitFor = (at, until) =>
        step?.wait(until) ?? pause(clock, startedAt + at * slowness - clock.now(), until)

      const { response, outcome } = recording
      await waitFor(response?.at ?? outcome?.at ?? 0, signal)
      signal.throwIfAborted()
      if (response === undefined) {
        if (outcome?.type === 'error') throw createRecordedError(outcome)
        await untilAborted(signal)
        throw signal.reason
      }
      const { status, headers, url = request.url, boundaries } = response
      const chunks = playChunks(recording, signal, waitFor)
      const answer = { status, headers: new Headers(headers), url, chunks }
      return acceptResponse(request, boundaries ? { ...answer, boundaries } : answer, context)
    },
  }
}

function playChunks(
  { chunks, outcome }: Recording,
  signal: AbortSignal,
  waitFor: WaitFor,
): AsyncIterableIterator<TextChunk> {
  const over = new AbortController()
  const unfollow = followAbort(signal, over)
  const decoder = createChunkDecoder()
  const close = (): void => {
    unfollow()
    over.abort()
  }

  async function* play(): AsyncGenerator<TextChunk, undefined, undefined> {
    try {
      for (const chunk of chunks) {
        await waitFor(chunk.at, over.signal)
        if (over.signal.aborted) break
        const played = decoder.decode('text' in chunk ? chunk.text : decodeBase64(chunk.base64))
        yield 'bytes' in chunk && chunk.bytes !== undefined
          ? { ...played, bytes: chunk.bytes }
          : played
      }
      await waitFor(outcome?.at ?? 0, over.signal)
      signal.throwIfAborted()
      if (over.signal.aborted) return
      if (outcome?.type === 'open' || outcome?.type === 'complete') {
        await untilAborted(over.signal)
        signal.throwIfAborted()
        return
      }
      if (outcome?.type === 'error') throw createRecordedError(outcome)
      const rest = decoder.end()
      if (rest !== undefined) yield rest
    } finally {
      close()
    }
  }

  const played = play()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => played.next(),
    return() {
      // The wait for the next chunk ends now; the generator would only hear of it afterwards.
      close()
      return played.return(undefined)
    },
  }
}

function createRecordedError({
  kind = 'network',
  message,
  ...known
}: RecordedFailure): StreamError {
  return new StreamError(kind, message, {
    ...known,
    retryable: known.retryable ?? (kind === 'network' || kind === 'offline'),
  })
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** @throws {StreamError} of kind `protocol` for what is no base64. */
function decodeBase64(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch (cause) {
    throw new StreamError('protocol', 'A chunk of the recording is no base64', { cause })
  }
}

/** By how much the times of the recording are multiplied. */
function readSlowness(speed: 'real' | 'instant' | number): number {
  if (speed === 'real') return 1
  if (speed === 'instant') return 0
  if (speed > 0) return 1 / speed
  throw new RangeError(`speed must be 'real', 'instant' or a positive number, not ${speed}`)
}

import { StreamError } from '../errors/streamError.ts'
import { followAbort } from './abortSignals.ts'
import { createChunkDecoder } from './chunkDecoder.ts'
import { pause, systemClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { toRecording } from './recording.ts'
import type { RecordedOutcome, Recording, ReplaySource } from './recording.ts'
import { acceptResponse } from './responseHead.ts'
import type { TextChunk, Transport } from './transport.ts'

export interface ReplayTransportOptions {
  /**
   * `real` keeps the times of the recording, `instant` waits for nothing, a number is so many times as fast.
   * Default: `'real'`.
   */
  readonly speed?: 'real' | 'instant' | number
  /** Default: the platform's own. */
  readonly clock?: Clock
}

/**
 * Answers every request with the same recorded response: a bad status, a wrong content type and a broken connection end
 * it as they would over the network. Without being read, it waits.
 *
 * @throws {RangeError} for a speed that is not a positive number.
 * @throws {TypeError} for a recording of a version that is not known.
 */
export function replayTransport(
  source: ReplaySource,
  { speed = 'real', clock = systemClock }: ReplayTransportOptions = {},
): Transport {
  const recording = toRecording(source)
  const slowness = readSlowness(speed)
  return {
    name: 'replay',
    canPause: true,
    repeatsItself: true,
    async open(request, context) {
      const { signal } = context
      const startedAt = clock.now()
      const waitFor = (at: number, until: AbortSignal): Promise<void> =>
        pause(clock, startedAt + at * slowness - clock.now(), until)

      const { status, headers, url = request.url, at = 0 } = recording.response
      await waitFor(at, signal)
      signal.throwIfAborted()
      const chunks = playChunks(recording, signal, waitFor)
      return acceptResponse(
        request,
        { status, headers: new Headers(headers), url, chunks },
        context,
      )
    },
  }
}

function playChunks(
  { chunks, outcome }: Recording,
  signal: AbortSignal,
  waitFor: (at: number, until: AbortSignal) => Promise<void>,
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
        yield decoder.decode('text' in chunk ? chunk.text : decodeBase64(chunk.base64))
      }
      await waitFor(outcome?.at ?? 0, over.signal)
      signal.throwIfAborted()
      if (over.signal.aborted) return
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
}: RecordedOutcome & { type: 'error' }): StreamError {
  return new StreamError(kind, message, { retryable: kind === 'network' || kind === 'offline' })
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

import type { StreamEvent } from '../dialects/events.ts'
import { isOver, withStatus } from '../state/status.ts'
import { createStreamState, type StreamState } from '../state/streamState.ts'
import { fetchTransport } from '../transport/fetchTransport.ts'
import type { TransportResponse } from '../transport/transport.ts'
import { failAttempt, runAttempt } from './attempt.ts'
import { createAudience } from './audience.ts'
import { type Conclusion, concludeAtLimit, concludeRun } from './conclusion.ts'
import { resolveLimits, type StreamLimits } from './limits.ts'
import type { StreamOutcome } from './outcome.ts'
import { createPauseGate } from './pauseGate.ts'
import { resolveRequest } from './request.ts'
import { createStreamReader, type StreamReader } from './streamReader.ts'
import type { StreamOptions, StreamRequest, StreamRun } from './streamRun.ts'
import { reduceWithin } from './textLimit.ts'

/**
 * Sends a request and reads its answer as a stream. The run starts by itself as soon as the caller's code has come to
 * its end, so whoever subscribes right away misses nothing.
 *
 * Nothing that happens on the way is thrown: a request that cannot be made, a refused or broken connection, a backend's
 * error all end in the `outcome` and stand in `state.errors`, with the partial answer kept.
 *
 * @throws {RangeError} for a limit that is not a positive number.
 *
 * @example
 * const run = openStream({ url: '/api/search', body: { query: 'E-204' } })
 * run.subscribe((state) => console.log(state.answer))
 * const { status } = await run.outcome
 */
export function openStream(request: StreamRequest, options: StreamOptions = {}): StreamRun {
  const { transport = fetchTransport(), signal } = options
  const limits = resolveLimits(options.limits)
  const abort = new AbortController()
  const gate = createPauseGate()
  const audience = createAudience(() => state, options.onEvents)

  let state = withStatus(createStreamState(), 'connecting')
  let statusBeforePause = state.status
  let attempts = 0
  let events = 0
  let bytes = 0
  let lastEventId: string | undefined
  let settle: (outcome: StreamOutcome) => void
  const outcome = new Promise<StreamOutcome>((resolve) => {
    settle = resolve
  })

  async function start(): Promise<void> {
    if (isOver(state.status)) return
    const ended = await runAttempt({
      transport,
      context: { signal: abort.signal, maxErrorBytes: limits.errorBodyBytes },
      gate,
      framing: options.framing,
      prepare: () => resolveRequest(request, { attempt: attempts + 1, lastEventId }),
      createReader: (response) => createReaderFor(response, options, limits),
      onSend: () => void (attempts += 1),
      onBytes: (count) => void (bytes += count),
      deliver,
    })
    if (ended === undefined) return
    lastEventId = ended.lastEventId ?? lastEventId
    try {
      end(concludeRun(state, ended, limits.textLength))
    } catch (cause) {
      // The last events of somebody's own dialect are such that no state can take them in.
      end(concludeRun(state, failAttempt(cause), limits.textLength))
    }
  }

  function deliver(news: readonly StreamEvent[], id: string | undefined): void {
    if (isOver(state.status)) return
    const batch = reduceWithin(state, news, limits.textLength)
    lastEventId = id ?? lastEventId
    if (batch.isOverLimit) end(concludeAtLimit(batch, limits.textLength))
    else change(batch.state, news)
  }

  function change(next: StreamState, news: readonly StreamEvent[] = []): void {
    const before = state
    state = next
    events += news.length
    audience.tell(news, before)
  }

  function end({ status, error, ...last }: Conclusion, reason?: unknown): void {
    if (isOver(state.status)) return
    const before = state
    state = last.state
    events += last.events.length
    // Everything is let go before anybody hears that the run is over.
    signal?.removeEventListener('abort', onAbort)
    abort.abort(reason)
    gate.open()
    audience.tell(last.events, before)
    audience.dismiss()
    settle({
      status,
      ...(error && { error }),
      attempts,
      events,
      bytes,
      ...(lastEventId !== undefined && { lastEventId }),
    })
  }

  function cancel(reason?: unknown): void {
    end({ status: 'cancelled', events: [], state: withStatus(state, 'cancelled') }, reason)
  }

  function onAbort(): void {
    cancel(signal?.reason)
  }

  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) onAbort()
  queueMicrotask(() => void start())

  return {
    get state() {
      return state
    },
    outcome,
    subscribe: (listener) => audience.subscribe(listener),
    cancel,
    pause() {
      if (gate.isClosed || isOver(state.status)) return
      gate.close()
      statusBeforePause = state.status
      change(withStatus(state, 'paused'))
    },
    resume() {
      if (!gate.isClosed) return
      gate.open()
      change(withStatus(state, statusBeforePause))
    },
    [Symbol.asyncIterator]: () => audience.iterate(),
  }
}

function createReaderFor(
  response: TransportResponse,
  { framing, dialect, baseUrl, resultFields }: StreamOptions,
  { eventBytes, jsonDepth, jsonKeys }: StreamLimits,
): StreamReader {
  return createStreamReader({
    framing,
    dialect,
    headers: response.headers,
    baseUrl,
    resultFields,
    maxEventBytes: eventBytes,
    json: { maxDepth: jsonDepth, maxKeys: jsonKeys },
  })
}

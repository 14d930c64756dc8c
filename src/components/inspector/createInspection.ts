import { BUFFERING_PHASE } from '../../run/bufferingWatch.ts'
import type { Detection } from '../../dialects/detect.ts'
import type { StreamEvent } from '../../dialects/events.ts'
import { StreamError } from '../../errors/streamError.ts'
import { createNdjsonDecoder } from '../../framing/ndjson.ts'
import type { FrameDecoder } from '../../framing/frame.ts'
import { createSseDecoder } from '../../framing/sse.ts'
import { createStreamReader, type StreamReader } from '../../run/streamReader.ts'
import type { StreamOptions } from '../../run/streamRun.ts'
import { fetchTransport } from '../../transport/fetchTransport.ts'
import type { Recording } from '../../transport/recording.ts'
import { recordingTransport } from '../../transport/recordingTransport.ts'
import type { TextChunk, Transport, TransportResponse } from '../../transport/transport.ts'
import { createInspectionLog, type InspectionEntry, type InspectionStage } from './inspectionLog.ts'

/** What a developer should look into. */
export type InspectionWarning = 'buffering' | 'contentType' | 'unknownEvents' | 'slowRenders'

/** What is known of a run so far. */
export interface InspectionReport {
  readonly entries: readonly InspectionEntry[]
  readonly totals: Readonly<Record<InspectionStage, number>>
  readonly bytes: number
  readonly contentType: string | undefined
  /** Why the transport took the response for no stream. */
  readonly refusal: string | undefined
  readonly detection: Detection | undefined
  /** How often each was met. */
  readonly warnings: Readonly<Partial<Record<InspectionWarning, number>>>
  /** The response, once it is over, without its secrets. */
  readonly recording: Recording | undefined
}

export interface Inspection {
  /** Options that run the same way and are watched; what was known of a run before is forgotten. */
  watch(options: StreamOptions): StreamOptions
  /** Vue has drawn a state; `took` milliseconds. */
  drawn(took: number): void
  report(): InspectionReport
}

/** Longest time for a drawing, in milliseconds, at sixty frames a second. */
export const FRAME_BUDGET = 16

/** Watches the runs of a stream: what came, what it was read as, and what was wrong with it. */
export function createInspection(now: () => number = () => performance.now()): Inspection {
  let run = startRun(now)
  return {
    watch(options) {
      run = startRun(now)
      return run.watch(options)
    },
    drawn: (took) => run.drawn(took),
    report: () => run.report(),
  }
}

function startRun(now: () => number): Inspection {
  const log = createInspectionLog()
  const warnings: Partial<Record<InspectionWarning, number>> = {}
  const startedAt = now()
  const at = (): number => now() - startedAt
  let bytes = 0
  let contentType: string | undefined
  let refusal: string | undefined
  let recording: Recording | undefined
  let decoder: FrameDecoder | undefined
  let reader: StreamReader | undefined
  let detection: Detection | undefined

  const warn = (warning: InspectionWarning): void => {
    warnings[warning] = (warnings[warning] ?? 0) + 1
  }

  /** The run has a reader of its own and judges what it gives; here a stream beyond a limit only ends the list. */
  function read(from: (part: { push(text: string): unknown; end(): unknown }) => unknown): void {
    try {
      if (reader && !detection) from(reader)
      detection = reader?.detection
      const frames = decoder && from(decoder)
      if (!Array.isArray(frames)) return
      for (const frame of frames) log.add('frame', at(), frame.event || 'message', frame.data ?? '')
    } catch {
      decoder = undefined
      reader = undefined
    }
  }

  function respond({ headers }: TransportResponse, dialect: StreamOptions['dialect']): void {
    contentType = headers.get('content-type') ?? undefined
    const isLines = /ndjson|jsonl|stream\+json/.test(contentType ?? '')
    decoder = isLines ? createNdjsonDecoder() : createSseDecoder()
    reader = createStreamReader({ headers, ...(dialect !== undefined && { dialect }) })
  }

  function receive(chunk: TextChunk): void {
    bytes += chunk.bytes
    log.add('bytes', at(), `${chunk.bytes} B`, chunk.text)
    read((part) => part.push(chunk.text))
  }

  function refuse(error: unknown): never {
    if (error instanceof StreamError && error.kind === 'content-type') {
      refusal = error.message
      warn('contentType')
    }
    throw error
  }

  const finish = (): void => read((part) => part.end())
  const onRecording = (made: Recording): void => void (recording = made)

  function note(event: StreamEvent): void {
    log.add('event', at(), event.type, event, 'delta' in event ? event.delta : undefined)
    if (event.type === 'data' && event.name === 'unknown') warn('unknownEvents')
    if (event.type === 'status' && event.phase === BUFFERING_PHASE) warn('buffering')
  }

  function tap(transport: Transport, dialect: StreamOptions['dialect']): Transport {
    return {
      ...transport,
      get canPause() {
        return transport.canPause
      },
      async open(request, context) {
        const response = await transport.open(request, context).catch(refuse)
        respond(response, dialect)
        return { ...response, chunks: follow(response.chunks, receive, finish) }
      },
    }
  }

  return {
    watch({ transport = fetchTransport(), onEvents, ...options }) {
      return {
        ...options,
        transport: tap(recordingTransport(transport, { onRecording }), options.dialect),
        onEvents(events, state) {
          for (const event of events) note(event)
          log.add(
            'state',
            at(),
            state.status,
            `${state.parts.length} parts, ${state.answer.length} characters`,
          )
          onEvents?.(events, state)
        },
      }
    },
    drawn(took) {
      log.add('render', at(), `${took.toFixed(1)} ms`, '')
      if (took > FRAME_BUDGET) warn('slowRenders')
    },
    report: () => ({
      entries: log.read(),
      totals: { ...log.totals },
      bytes,
      contentType,
      refusal,
      detection,
      warnings: { ...warnings },
      recording,
    }),
  }
}

function follow(
  chunks: AsyncIterable<TextChunk>,
  received: (chunk: TextChunk) => void,
  over: () => void,
): AsyncIterableIterator<TextChunk> {
  const iterator = chunks[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = await iterator.next()
      if (result.done === true) over()
      else received(result.value)
      return result
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

import type { BodyKind } from '../../run/bodySniffer.ts'
import { BUFFERING_PHASE } from '../../run/bufferingWatch.ts'
import type { Detection } from '../../dialects/detect.ts'
import type { StreamEvent } from '../../dialects/events.ts'
import type { MakeReader } from '../../composables/streamWatchers.ts'
import { StreamError } from '../../errors/streamError.ts'
import type { StreamReader } from '../../run/streamReader.ts'
import type { StreamOptions } from '../../run/streamRun.ts'
import { fetchTransport } from '../../transport/fetchTransport.ts'
import type { Recording } from '../../transport/recording.ts'
import { followChunks } from '../../transport/followChunks.ts'
import { recordingTransport } from '../../transport/recordingTransport.ts'
import type {
  TextChunk,
  Transport,
  TransportRequest,
  TransportResponse,
} from '../../transport/transport.ts'
import { wrapTransport } from '../../transport/wrapTransport.ts'
import { createFrameCutter, type FrameCutter, isMislabelled } from './frameCutter.ts'
import {
  createInspectionLog,
  type InspectionEntry,
  type InspectionLog,
  type InspectionStage,
} from './inspectionLog.ts'

/** What a developer should look into. */
export type InspectionWarning =
  | 'buffering'
  | 'contentType'
  | 'mislabelled'
  | 'unknownEvents'
  | 'slowRenders'

/** What is known of a run so far. */
export interface InspectionReport {
  readonly entries: readonly InspectionEntry[]
  readonly totals: Readonly<Record<InspectionStage, number>>
  readonly bytes: number
  /** Where the last request went, and how many there were. */
  readonly request: Pick<TransportRequest, 'method' | 'url'> | undefined
  readonly attempts: number
  readonly contentType: string | undefined
  /** Why the transport took the response for no stream. */
  readonly refusal: string | undefined
  /** What the body is, where its content type says that it is something else. */
  readonly mislabelled: BodyKind | undefined
  readonly detection: Detection | undefined
  /** How often each was met. */
  readonly warnings: Readonly<Partial<Record<InspectionWarning, number>>>
  /** The response, once it is over, without its secrets. */
  readonly recording: Recording | undefined
}

export interface Inspection {
  /**
   * Options that run the same way and are watched; what was known of a run before is forgotten.
   * @param makeReader reads along, to say how the dialect was found out; without it that is not known.
   */
  watch(options: StreamOptions, makeReader?: MakeReader): StreamOptions
  /** Vue has drawn a state; `took` milliseconds. */
  drawn(took: number): void
  report(): InspectionReport
}

export interface InspectionOptions {
  readonly now?: () => number
  /** Keeps what happens in a run. Default: a list of the newest 2,000 entries. */
  readonly startLog?: () => InspectionLog
  /** Whether each response is kept as a recording, which takes as much memory as it has bytes. Default: `true`. */
  readonly isRecorded?: boolean
}

/** Longest time for a drawing, in milliseconds, at sixty frames a second. */
export const FRAME_BUDGET = 16

/** Watches the runs of a stream: what came, what it was read as, and what was wrong with it. */
export function createInspection(options: InspectionOptions = {}): Inspection {
  let run = startRun(options)
  return {
    watch(runOptions, makeReader) {
      run = startRun(options)
      return run.watch(runOptions, makeReader)
    },
    drawn: (took) => run.drawn(took),
    report: () => run.report(),
  }
}

function startRun(inspectionOptions: InspectionOptions): Inspection {
  const { now = () => performance.now(), startLog = createInspectionLog } = inspectionOptions
  const { isRecorded = true } = inspectionOptions
  const log = startLog()
  const warnings: Partial<Record<InspectionWarning, number>> = {}
  const startedAt = now()
  const at = (): number => now() - startedAt
  let bytes = 0
  let request: InspectionReport['request']
  let attempts = 0
  let contentType: string | undefined
  let refusal: string | undefined
  let recording: Recording | undefined
  let cutter: FrameCutter | undefined
  let mislabelled: InspectionReport['mislabelled']
  let makeReader: MakeReader | undefined
  let reader: StreamReader | undefined
  let detection: Detection | undefined

  const warn = (warning: InspectionWarning): void => {
    warnings[warning] = (warnings[warning] ?? 0) + 1
    log.warn?.(warning, at())
  }

  /** The run has a reader of its own and judges what it gives; here a stream beyond a limit only ends the list. */
  function read(from: (part: { push(text: string): unknown; end(): unknown }) => unknown): void {
    try {
      if (reader && !detection) from(reader)
      detection = reader?.detection
      const frames = cutter && from(cutter)
      if (cutter?.kind && !mislabelled && isMislabelled(cutter.kind, contentType)) {
        mislabelled = cutter.kind
        warn('mislabelled')
      }
      if (!Array.isArray(frames)) return
      for (const frame of frames) log.add('frame', at(), frame.event || 'message', frame.data ?? '')
    } catch {
      cutter = undefined
      reader = undefined
    }
  }

  function respond(
    { headers, boundaries }: TransportResponse,
    { dialect, framing }: StreamOptions,
  ): void {
    contentType = headers.get('content-type') ?? undefined
    // A message of a socket is a frame as it is.
    cutter = createFrameCutter(contentType ?? null, boundaries === 'message' ? 'text' : framing)
    reader = makeReader?.({ headers, ...(dialect !== undefined && { dialect }) })
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

  function tap(transport: Transport, options: StreamOptions): Transport {
    return wrapTransport(transport, async (sent, context) => {
      request = { method: sent.method, url: sent.url }
      attempts += 1
      const response = await transport.open(sent, context).catch(refuse)
      respond(response, options)
      return {
        ...response,
        chunks: followChunks(response.chunks, { received: receive, end: finish }),
      }
    })
  }

  return {
    watch({ transport = fetchTransport(), onEvents, ...others }, given) {
      makeReader = given
      const recorded = isRecorded ? recordingTransport(transport, { onRecording }) : transport
      return {
        ...others,
        transport: tap(recorded, others),
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
      request,
      attempts,
      contentType,
      refusal,
      mislabelled,
      detection,
      warnings: { ...warnings },
      recording,
    }),
  }
}

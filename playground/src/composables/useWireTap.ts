import { createNdjsonDecoder, createSseDecoder } from 'vue-rill/core'
import type {
  Detection,
  FrameDecoder,
  StreamEvent,
  TextChunk,
  TransportResponse,
} from 'vue-rill/core'
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { createLane, EMPTY_LANE, type LaneSnapshot } from '../wire/createLane.ts'
import type { DialectChoice } from '../scene.ts'
import type { TapListener } from '../wire/tapTransport.ts'
import { watchDetection, type DetectionWatch } from '../wire/watchDetection.ts'
import {
  describeChunk,
  describeEvent,
  describeFrame,
  laneNames,
  type LaneName,
} from '../wire/wireEntry.ts'

/** What has come over the wire, refreshed at most once per animation frame. */
export interface WireRecord {
  readonly lanes: Readonly<Record<LaneName, LaneSnapshot>>
  readonly bytes: number
  /** Milliseconds from the request to the first byte of the body. */
  readonly firstByteAt: number | undefined
  /** What the stream speaks and how that was found out, as soon as it is known. */
  readonly detection: Detection | undefined
}

export interface WireTap {
  readonly record: Readonly<ShallowRef<WireRecord>>
  /** Watches a stream that is read as `dialect`. */
  readonly listen: (dialect: DialectChoice) => TapListener
  readonly events: (events: readonly StreamEvent[]) => void
  readonly clear: () => void
}

const EMPTY: WireRecord = {
  lanes: { chunks: EMPTY_LANE, frames: EMPTY_LANE, events: EMPTY_LANE },
  bytes: 0,
  firstByteAt: undefined,
  detection: undefined,
}

/** Records one stream on its way: chunks from the transport, frames from a decoder of its own, events from the run. */
export function useWireTap(): WireTap {
  const record = shallowRef(EMPTY)
  const lanes = { chunks: createLane(), frames: createLane(), events: createLane() }
  let decoder: FrameDecoder | undefined
  let watch: DetectionWatch | undefined
  let startedAt: number | undefined
  let bytes = 0
  let firstByteAt: number | undefined
  let scheduled = 0

  const now = (): number => performance.now() - (startedAt ?? 0)

  function publish(): void {
    scheduled = 0
    const { chunks, frames, events } = lanes
    record.value = {
      lanes: { chunks: chunks.snapshot(), frames: frames.snapshot(), events: events.snapshot() },
      bytes,
      firstByteAt,
      detection: watch?.detection,
    }
  }

  function schedule(): void {
    if (scheduled === 0) scheduled = requestAnimationFrame(publish)
  }

  function clear(): void {
    for (const name of laneNames) lanes[name].clear()
    decoder = undefined
    watch = undefined
    bytes = 0
    firstByteAt = undefined
    startedAt = undefined
    schedule()
  }

  /** The kit has a decoder of its own and judges what it gives; here an event over the limit only ends the list. */
  function decode(read: (decoder: FrameDecoder) => ReturnType<FrameDecoder['end']>): void {
    if (!decoder) return
    try {
      for (const frame of read(decoder)) lanes.frames.add(now(), describeFrame(frame))
    } catch {
      decoder = undefined
    }
  }

  onScopeDispose(() => cancelAnimationFrame(scheduled))

  return {
    record,
    clear,
    listen: (dialect) => ({
      opened() {
        startedAt ??= performance.now()
      },
      responded({ headers }: TransportResponse) {
        const isNdjson = headers.get('content-type')?.includes('ndjson') ?? false
        decoder = isNdjson ? createNdjsonDecoder() : createSseDecoder()
        watch ??= watchDetection({ dialect, headers })
        schedule()
      },
      chunk(chunk: TextChunk) {
        firstByteAt ??= now()
        bytes += chunk.bytes
        lanes.chunks.add(now(), describeChunk(chunk.text, chunk.bytes))
        decode((current) => current.push(chunk.text))
        watch?.push(chunk.text)
        schedule()
      },
      closed() {
        decode((current) => current.end())
        watch?.end()
        schedule()
      },
    }),
    events(events) {
      for (const event of events) lanes.events.add(now(), describeEvent(event))
      schedule()
    },
  }
}

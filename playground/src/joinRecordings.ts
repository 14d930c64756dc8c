import type { RecordedChunk, Recording } from 'vue-rill/core'
import { cutRecording } from './cutRecording.ts'

/** A recording, and when its request went out: in milliseconds, on a clock that all of a run share. */
export interface RecordedAttempt {
  readonly startedAt: number
  readonly recording: Recording
}

/**
 * Makes one recording of the requests of a run. A response that went on behind the last event of another one is put
 * behind it, without the event that had been torn; any other takes the place of what came before.
 */
export function joinRecordings(attempts: readonly RecordedAttempt[]): Recording | undefined {
  return attempts.reduce<RecordedAttempt | undefined>(join, undefined)?.recording
}

function join(before: RecordedAttempt | undefined, next: RecordedAttempt): RecordedAttempt {
  const goesOn = new Headers(next.recording.request?.headers).has('last-event-id')
  if (!before || !goesOn) return next
  const later = next.startedAt - before.startedAt
  const { chunks, outcome } = next.recording
  return {
    startedAt: before.startedAt,
    recording: {
      ...before.recording,
      chunks: [
        ...cutRecording(before.recording).chunks.filter(isWhole),
        ...chunks.map((chunk) => ({ ...chunk, at: chunk.at + later })),
      ],
      ...(outcome && { outcome: { ...outcome, at: (outcome.at ?? 0) + later } }),
    },
  }
}

function isWhole(chunk: RecordedChunk): boolean {
  return 'text' in chunk && /(?:\r?\n){2}$/.test(chunk.text)
}

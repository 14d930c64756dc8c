import type { StreamErrorKind, StreamStatus } from 'vue-rill/core'
import type { FaultNote } from '../../shared/faultNote.ts'

/** One thing that happened to a run, or that the backend did to it; `at` in milliseconds since it was asked. */
export type RunEntry = { readonly at: number } & (
  | { readonly type: 'sent'; readonly attempt: number; readonly lastEventId: string | undefined }
  | { readonly type: 'answered'; readonly status: number; readonly contentType: string }
  | { readonly type: 'refused'; readonly kind: string; readonly status: number | undefined }
  | { readonly type: 'closed'; readonly bytes: number }
  | { readonly type: 'waiting'; readonly ms: number }
  | { readonly type: 'silent' }
  | { readonly type: 'buffered' }
  | { readonly type: 'missing'; readonly count: number }
  | { readonly type: 'fault'; readonly note: FaultNote }
  | {
      readonly type: 'ended'
      readonly status: StreamStatus
      readonly kind: StreamErrorKind | undefined
      readonly isResumable: boolean
    }
)

/** Puts what the backend noted among what the app saw: its times count from the request that it answered. */
export function mergeNotes(
  entries: readonly RunEntry[],
  notes: readonly FaultNote[],
): readonly RunEntry[] {
  const faults = notes.map((note): RunEntry => {
    const sent = entries.find((entry) => entry.type === 'sent' && entry.attempt === note.attempt)
    return { type: 'fault', at: (sent?.at ?? 0) + note.at, note }
  })
  return [...entries, ...faults].toSorted((one, other) => one.at - other.at)
}

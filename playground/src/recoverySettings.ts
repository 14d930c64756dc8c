import type { StreamOptions, StreamRequest } from 'vue-rill/core'
import type { Recovery } from './scene.ts'

/** What a run is told so that it may send its request again, or go on behind the last event. */
interface RecoverySettings {
  readonly request: Pick<StreamRequest, 'idempotent'>
  readonly options: Pick<StreamOptions, 'resume'>
}

export const recoverySettings: Readonly<Record<Recovery, RecoverySettings>> = {
  default: { request: {}, options: {} },
  retry: { request: { idempotent: true }, options: {} },
  // The kit puts the id of the last event in the header `Last-Event-ID`.
  resume: { request: { idempotent: true }, options: { resume: ({ request }) => request } },
}

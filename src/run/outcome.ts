import type { StreamError } from '../errors/streamError.ts'

/** How a run ended. Every run ends in exactly one of these and never in a rejected promise. */
export interface StreamOutcome {
  /**
   * `complete` the dialect's terminal arrived, or a clean end for a dialect that has none ·
   * `interrupted` the transport ended before the terminal; the partial text is kept, and `resumable` says more ·
   * `cancelled` the user stopped it; not an error ·
   * `failed` everything else.
   */
  readonly status: 'complete' | 'cancelled' | 'interrupted' | 'failed'
  /** There for `failed`, and for `interrupted` when the connection broke or the reader knows what is missing. */
  readonly error?: StreamError
  /**
   * Whether the user can have the run gone on with, behind what is there: `run.continue()`. There for
   * `interrupted` and `failed`. It is so where the backend numbers its events and the request may be sent twice, or
   * `resume` knows a way, and the backend has not said its last word.
   */
  readonly resumable?: boolean
  /** Requests sent, the first included; 0 when the run ended before there was one. */
  readonly attempts: number
  /** Events handed out. Those that a failed run adds itself, the fault and the `done`, count too. */
  readonly events: number
  /** Size of what was read, after content decoding. */
  readonly bytes: number
  /** Id of the last event that was delivered whole. */
  readonly lastEventId?: string
}

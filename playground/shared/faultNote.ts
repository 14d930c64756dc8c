import type { FaultKind } from './faultRule.ts'

/** What the backend did to a response, as the app shows it. */
export interface FaultNote {
  readonly kind: FaultKind
  readonly value: string
  /** Which request of the question it was, counted from 1. */
  readonly attempt: number
  /** Whole frames that had been sent of this response. */
  readonly frame: number
  /** Bytes that had been sent of its body. */
  readonly byte: number
  /** Milliseconds since the request arrived. */
  readonly at: number
}

/** Where the app reads the notes about a question; its id stands behind it. */
export const FAULT_NOTES_PATH = '/api/faults/'

/**
 * `quota` the storage is full · `denied` the browser gives this page no storage · `failed` everything else. In all three
 * the talk is still there as long as the page is.
 */
export type HistoryFaultKind = 'quota' | 'denied' | 'failed'

/** Something that could not be stored or read, as plain data. */
export interface HistoryFault {
  readonly kind: HistoryFaultKind
  /** The talk that it happened to, if it was one. */
  readonly threadId?: string
  /** What the storage said. */
  readonly message: string
  /** With `quota`: the talks that could make room, the oldest first, as ids. `makeRoom` removes them. */
  readonly candidates: readonly string[]
}

/** Firefox had its own name for it. */
const FULL: ReadonlySet<string> = new Set(['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'])
const DENIED: ReadonlySet<string> = new Set([
  'SecurityError',
  'InvalidStateError',
  'NotAllowedError',
])

/** What a storage's error means, by its name: a transaction rejects with the error that it ended by. */
export function faultKindOf(error: unknown): HistoryFaultKind {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (FULL.has(name)) return 'quota'
  return DENIED.has(name) ? 'denied' : 'failed'
}

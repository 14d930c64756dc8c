import type { StreamState, StreamStatus } from '../../state/streamState.ts'

/** Where a run stands, as the reader has to know it: `flawed` is complete, but not without a problem. */
export type ShownStatus = StreamStatus | 'flawed'

/**
 * Tells a plain success from a run that went to its end and reported a problem of its own on the way, such as a search
 * that found its documents and then had no model to answer with.
 */
export function showStatus({ status, errors }: StreamState): ShownStatus {
  const isFlawed = status === 'complete' && errors.some(({ scope }) => scope === 'stream')
  return isFlawed ? 'flawed' : status
}

import type { StreamConnection } from '../../run/connection.ts'
import type { StreamState, StreamStatus } from '../../state/streamState.ts'

/**
 * Where a run stands, as the reader has to know it: `flawed` is complete, but not without a problem; `stalled` is on its
 * way, but nothing has come for a while.
 */
export type ShownStatus = StreamStatus | 'flawed' | 'stalled'

/** More may come, and the run can be stopped. */
export const ON_ITS_WAY: ReadonlySet<ShownStatus> = new Set<ShownStatus>([
  'connecting',
  'streaming',
  'stalled',
  'paused',
  'reconnecting',
])

/** The run is over, and its answer has not come to its end. */
export const CUT_SHORT: ReadonlySet<ShownStatus> = new Set<ShownStatus>([
  'cancelled',
  'interrupted',
  'failed',
])

/**
 * Tells a plain success from a run that went to its end and reported a problem of its own on the way, such as a search
 * that found its documents and then had no model to answer with; and one that waits from one that gets on.
 */
export function showStatus(
  { status, errors }: Pick<StreamState, 'status' | 'errors'>,
  { stalledSince }: Pick<StreamConnection, 'stalledSince'>,
): ShownStatus {
  if (status === 'complete')
    return errors.some(({ scope }) => scope === 'stream') ? 'flawed' : status
  const isAwaited = status === 'connecting' || status === 'streaming'
  return isAwaited && stalledSince !== undefined ? 'stalled' : status
}

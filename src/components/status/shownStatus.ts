import type { StreamConnection } from '../../run/connection.ts'
import type { StreamState, StreamStatus } from '../../state/streamState.ts'

/**
 * Where a run stands, as the reader has to know it: `flawed` is complete, but not without a problem; `stalled` is on its
 * way, but nothing has come for a while.
 */
export type ShownStatus = StreamStatus | 'flawed' | 'stalled'

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

import type { EventOf } from '../dialects/events.ts'
import type { StreamState, StreamStatus } from './streamState.ts'

const OVER: ReadonlySet<StreamStatus> = new Set(['complete', 'cancelled', 'interrupted', 'failed'])
const WAITING: ReadonlySet<StreamStatus> = new Set(['idle', 'connecting', 'reconnecting'])

/** Whether nothing can change any more. */
export function isOver(status: StreamStatus): boolean {
  return OVER.has(status)
}

/** Whether the first event is still to come, of the run or of a new attempt. */
export function isWaiting(status: StreamStatus): boolean {
  return WAITING.has(status)
}

/** What becomes of a run whose stream ended with this event. */
export function statusAfter(done: EventOf<'done'>): 'complete' | 'interrupted' | 'failed' {
  if (done.reason === 'error') return 'failed'
  return done.clean ? 'complete' : 'interrupted'
}

/** The same state in another status; the state itself when it is in that status already. */
export function withStatus(state: StreamState, status: StreamStatus): StreamState {
  return state.status === status ? state : { ...state, status }
}

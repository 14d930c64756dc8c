import type { StreamEvent } from '../dialects/events.ts'
import type { StreamState } from '../state/streamState.ts'
import { createEventQueue, type EventQueue } from './eventQueue.ts'
import type { StreamOptions, StreamRun } from './streamRun.ts'

/** Everybody who follows one run. */
export interface Audience extends Pick<StreamRun, 'subscribe'> {
  /** Hands out events from now on; none after the end. */
  iterate(): AsyncIterator<StreamEvent>
  /** Tells of events, and of the state if that has changed with them. */
  tell(events: readonly StreamEvent[], before: StreamState): void
  /** Lets everybody go; nobody is told anything any more. */
  dismiss(): void
}

/**
 * Gathers those who follow a run. `readState` is asked at each call, for a listener may itself change the run.
 *
 * What a listener throws is the listener's fault: the run and the other listeners go on, and the error is thrown once
 * more on its own, where the page or process looks for errors that nobody caught.
 */
export function createAudience(
  readState: () => StreamState,
  onEvents: StreamOptions['onEvents'],
): Audience {
  const listeners = new Set<{ readonly listen: (state: StreamState) => void }>()
  const queues = new Set<EventQueue>()
  let isDismissed = false

  return {
    subscribe(listen) {
      // The same function may be given twice; each is a listener of its own.
      const listener = { listen }
      if (!isDismissed) listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    iterate() {
      const queue = createEventQueue(() => queues.delete(queue))
      if (isDismissed) queue.close()
      else queues.add(queue)
      return queue
    },
    tell(events, before) {
      if (events.length > 0) {
        for (const queue of queues) queue.push(events)
        guard(() => onEvents?.(events, readState()))
      }
      if (readState() === before) return
      // A set can be changed while it is walked: who is sent away by another listener is not called any more.
      for (const { listen } of listeners) guard(() => listen(readState()))
    },
    dismiss() {
      isDismissed = true
      listeners.clear()
      for (const queue of queues) queue.close()
      queues.clear()
    },
  }
}

/** Calls code of somebody else; what it throws is thrown once more where nobody is in its way. */
export function guard(call: () => void): void {
  try {
    call()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

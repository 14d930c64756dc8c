import { guard } from './audience.ts'

/**
 * Where the connection of a run stands, as an immutable snapshot. Times are milliseconds on the clock of the run, which
 * is `performance.now()` unless another is handed in.
 */
export interface StreamConnection {
  /** Requests sent so far. */
  readonly attempt: number
  /** When the run began to work. */
  readonly startedAt: number | undefined
  /** When the first piece of answer or reasoning was there. */
  readonly firstTokenAt: number | undefined
  /** When the run was over. */
  readonly endedAt: number | undefined
  /** Nothing has come since then, for longer than `timeouts.stalled`. */
  readonly stalledSince: number | undefined
  /** When the next request goes out, while the run waits for that. */
  readonly retryAt: number | undefined
  /** The event behind which the next or the open request goes on, until its first new event is there. */
  readonly resumingAt: string | undefined
  /** The request waits for one of the six connections that a browser opens to a server over HTTP/1.1. */
  readonly isQueued: boolean
  /** The browser says that it has no connection at all. */
  readonly isOffline: boolean
  /** Whether a pause makes the sender wait. Over XHR and WebSocket it stops only the display. */
  readonly canPause: boolean
  /** The answer came in one lump after a long wait, as behind a proxy that buffers it. */
  readonly isBufferingSuspected: boolean
  /** Numbered events that never came. */
  readonly missingEvents: number
}

const UNCONNECTED: StreamConnection = {
  attempt: 0,
  startedAt: undefined,
  firstTokenAt: undefined,
  endedAt: undefined,
  stalledSince: undefined,
  retryAt: undefined,
  resumingAt: undefined,
  isQueued: false,
  isOffline: false,
  canPause: true,
  isBufferingSuspected: false,
  missingEvents: 0,
}

/** The connection before anything was sent. */
export function createStreamConnection(): StreamConnection {
  return UNCONNECTED
}

export interface ConnectionLog {
  readonly current: StreamConnection
  /** Notes what has changed; the same facts once more change nothing and tell nobody. */
  note(facts: Partial<StreamConnection>): void
  follow(listen: (connection: StreamConnection) => void): () => void
  /** The run is over: nothing is waited for any more, and nobody is told anything after this. */
  close(at: number): void
}

/** Keeps the connection of one run up to date for those who follow it. */
export function createConnectionLog(): ConnectionLog {
  const listeners = new Set<{ readonly listen: (connection: StreamConnection) => void }>()
  let current = UNCONNECTED

  function note(facts: Partial<StreamConnection>): void {
    const next = { ...current, ...facts }
    let name: keyof StreamConnection
    let isChanged = false
    for (name in next) isChanged ||= next[name] !== current[name]
    if (!isChanged) return
    current = next
    for (const { listen } of listeners) guard(() => listen(next))
  }

  return {
    get current() {
      return current
    },
    note,
    follow(listen) {
      const listener = { listen }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close(endedAt) {
      const idle = { stalledSince: undefined, retryAt: undefined, resumingAt: undefined }
      note({ ...idle, isQueued: false, endedAt })
      listeners.clear()
    },
  }
}

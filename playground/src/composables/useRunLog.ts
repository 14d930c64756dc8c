import type { AttemptContext, StreamConnection } from 'vue-rill/core'
import type { UseStreamReturn } from 'vue-rill'
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { FaultNote } from '../../shared/faultNote.ts'
import { readFaultNotes } from '../wire/readFaultNotes.ts'
import { mergeNotes, type RunEntry } from '../wire/runEntry.ts'
import type { TapListener } from '../wire/tapTransport.ts'

/** The story of one run: each request, what became of it, and what the backend did to it. */
export interface RunLog extends TapListener {
  readonly entries: Readonly<ShallowRef<readonly RunEntry[]>>
  /** A request is about to go out. */
  send(context: AttemptContext): void
  /** Follows a stream; `asksBackend` where faults were composed, and the backend knows when they struck. */
  follow(stream: UseStreamReturn, asksBackend: boolean): void
}

const POLL_MS = 400

type Unstamped<Entry> = Entry extends unknown ? Omit<Entry, 'at'> : never

/** Follows the run of the question of this id, for as long as the scope around lives. */
export function useRunLog(questionId: string): RunLog {
  const entries = shallowRef<readonly RunEntry[]>([])
  const startedAt = performance.now()
  let seen: readonly RunEntry[] = []
  let notes: readonly FaultNote[] = []
  let bytes = 0
  let timer: ReturnType<typeof setInterval> | undefined

  function publish(): void {
    entries.value = mergeNotes(seen, notes)
  }

  function note(entry: Unstamped<RunEntry>): void {
    seen = [...seen, { ...entry, at: performance.now() - startedAt }]
    publish()
  }

  async function poll(): Promise<void> {
    notes = await readFaultNotes(questionId)
    publish()
  }

  function noteConnection(now: StreamConnection, before: StreamConnection, clock: number): void {
    if (now.retryAt !== undefined && before.retryAt === undefined) {
      note({ type: 'waiting', ms: Math.max(0, now.retryAt - clock) })
    }
    if (now.stalledSince !== undefined && before.stalledSince === undefined)
      note({ type: 'silent' })
    if (now.isBufferingSuspected && !before.isBufferingSuspected) note({ type: 'buffered' })
    if (now.missingEvents > before.missingEvents) {
      note({ type: 'missing', count: now.missingEvents })
    }
  }

  onScopeDispose(() => clearInterval(timer))

  return {
    entries,
    send: ({ attempt, lastEventId }) => note({ type: 'sent', attempt, lastEventId }),
    opened() {
      bytes = 0
    },
    responded({ status, headers }) {
      note({ type: 'answered', status, contentType: headers.get('content-type') ?? '' })
    },
    refused: (kind, status) => note({ type: 'refused', kind, status }),
    chunk(chunk) {
      bytes += chunk.bytes
    },
    closed: () => note({ type: 'closed', bytes }),
    follow(stream, asksBackend) {
      watch(stream.connection, (now, before) => noteConnection(now, before, stream.now()))
      watch(stream.outcome, (outcome) => {
        if (!outcome) return
        const { status, error, resumable = false } = outcome
        note({ type: 'ended', status, kind: error?.kind, isResumable: resumable })
      })
      if (!asksBackend) return
      watch(stream.isActive, (isActive) => {
        clearInterval(timer)
        if (isActive) timer = setInterval(() => void poll(), POLL_MS)
        else void poll()
      })
    },
  }
}

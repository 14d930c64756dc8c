import { computed, shallowRef, type ShallowRef } from 'vue'
import type { UseStreamReturn } from '../../src/composables/useStream.ts'
import type { StreamEvent } from '../../src/dialects/events.ts'
import { createStreamConnection, type StreamConnection } from '../../src/run/connection.ts'
import type { StreamOutcome } from '../../src/run/outcome.ts'
import { reduceStream } from '../../src/state/reduce.ts'
import { createStreamState, type StreamState } from '../../src/state/streamState.ts'

/** A stream without a run behind it: a test says what arrives and how it ends, and sees what was asked of it. */
export interface StagedStream extends UseStreamReturn {
  /** Lets events arrive. */
  take(...events: readonly StreamEvent[]): void
  /** Puts the run into another status, as the run layer does. */
  enter(status: StreamState['status']): void
  /** Lets the connection change. */
  connect(facts: Partial<StreamConnection>): void
  /** Ends the run. */
  end(outcome: Partial<StreamOutcome> & Pick<StreamOutcome, 'status'>): void
  /** What was called, in order. */
  readonly calls: readonly string[]
}

export function createStagedStream({
  baseUrl,
  now = () => performance.now(),
}: { baseUrl?: string; now?: () => number } = {}): StagedStream {
  const state: ShallowRef<StreamState> = shallowRef(createStreamState())
  const outcome = shallowRef<StreamOutcome>()
  const connection = shallowRef(createStreamConnection())
  const calls: string[] = []
  const never = new Promise<StreamOutcome>(() => undefined)
  const view = <Name extends keyof StreamState>(name: Name) => computed(() => state.value[name])

  return {
    state,
    connection,
    now,
    outcome,
    status: view('status'),
    answer: view('answer'),
    reasoning: view('reasoning'),
    steps: view('steps'),
    tools: view('tools'),
    results: view('results'),
    references: view('references'),
    progress: view('progress'),
    usage: view('usage'),
    error: computed(() => outcome.value?.error),
    isActive: computed(() =>
      ['connecting', 'streaming', 'paused', 'reconnecting'].includes(state.value.status),
    ),
    baseUrl,
    calls,
    start: () => (calls.push('start'), never),
    cancel: () => void calls.push('cancel'),
    retry: () => (calls.push('retry'), never),
    pause: () => void calls.push('pause'),
    resume: () => (calls.push('resume'), never),
    retryNow: () => void calls.push('retryNow'),
    reset: () => void calls.push('reset'),
    take: (...events) => {
      state.value = events.reduce(reduceStream, state.value)
    },
    enter: (status) => {
      state.value = { ...state.value, status }
    },
    connect: (facts) => {
      connection.value = { ...connection.value, ...facts }
    },
    end: (ended) => {
      outcome.value = { attempts: 1, events: 1, bytes: 1, ...ended }
      state.value = { ...state.value, status: ended.status }
    },
  }
}

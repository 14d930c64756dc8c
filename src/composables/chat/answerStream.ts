import { computed, markRaw, shallowRef } from 'vue'
import { createStreamConnection } from '../../run/connection.ts'
import type { StreamOutcome } from '../../run/outcome.ts'
import { viewState } from '../stateRefs.ts'
import { showRunsOf } from '../streamWatchers.ts'
import type { UseStreamReturn } from '../useStream.ts'
import type { StoredAnswer } from './chatThread.ts'
import { restoreOutcome } from './storedAnswer.ts'

/** What the chat does when somebody uses the controls of one answer. */
export interface AnswerControls {
  regenerate(): Promise<StreamOutcome>
  /** Goes on with an answer that broke off. */
  resume(): Promise<StreamOutcome | undefined>
  /** Whether there is a way to go on with it still: only the last run can be gone on with, and only in its page. */
  isResumable(): boolean
  stop(reason?: unknown): void
}

export interface AnswerStream {
  /** The answer as a component for streams takes it. */
  readonly stream: UseStreamReturn
  /** What is shown while the answer is not on its way. */
  settle(stored: StoredAnswer): void
}

/**
 * One answer of a talk as a stream: the running one while `live` gives it, and what was stored before and after. It is
 * one object for all of its life, so that what is drawn of it stays.
 */
export function createAnswerStream(
  stored: StoredAnswer,
  live: () => UseStreamReturn | undefined,
  controls: AnswerControls,
  baseUrl: string | undefined,
): AnswerStream {
  const settled = shallowRef(stored)
  const connection = createStreamConnection()
  const state = computed(() => live()?.state.value ?? settled.value.state)
  const outcome = computed(() => {
    const running = live()
    if (running) return running.outcome.value
    const ended = settled.value.outcome && restoreOutcome(settled.value.outcome)
    return ended?.resumable ? { ...ended, resumable: controls.isResumable() } : ended
  })
  const stream: UseStreamReturn = {
    ...viewState(state),
    outcome,
    connection: computed(() => live()?.connection.value ?? settled.value.connection ?? connection),
    error: computed(() => outcome.value?.error),
    now: () => live()?.now() ?? 0,
    isActive: computed(() => live()?.isActive.value ?? false),
    baseUrl,
    start: () => controls.regenerate(),
    retry: () => controls.regenerate(),
    cancel: (reason) => controls.stop(reason),
    pause: () => live()?.pause(),
    resume: () => live()?.resume() ?? controls.resume(),
    retryNow: () => live()?.retryNow(),
    reset: () => controls.stop('the answer was reset'),
  }
  showRunsOf(stream, live)
  return {
    stream: markRaw(stream),
    settle: (ended) => {
      settled.value = ended
    },
  }
}

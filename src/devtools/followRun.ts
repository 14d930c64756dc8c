import { effectScope, watch } from 'vue'
import { countBlockedImages } from '../components/inspector/blockedImages.ts'
import {
  createInspection,
  type InspectionReport,
} from '../components/inspector/createInspection.ts'
import { describeWarnings } from '../components/inspector/describeReport.ts'
import { watchDrawing } from '../components/inspector/watchDrawing.ts'
import type { RillContext } from '../components/context.ts'
import { nameOfStream, readerOfStream } from '../composables/streamWatchers.ts'
import type { UseStreamReturn } from '../composables/useStream.ts'
import type { StreamOutcome } from '../run/outcome.ts'
import type { StreamOptions } from '../run/streamRun.ts'
import { isOver } from '../state/status.ts'
import { createStreamState, type StreamState, type StreamStatus } from '../state/streamState.ts'
import { createTimelineLog, type Timeline } from './timeline.ts'

/** A run as it is now, or as it was when it ended or gave way to another one. */
export interface RunRecord {
  readonly id: string
  /** Counted from 1. */
  readonly number: number
  /** What made the stream: `useStream`, `useStreamIn` or `useChat`. */
  readonly origin: string
  readonly startedAt: Date
  readonly status: StreamStatus
  readonly state: StreamState
  readonly outcome: StreamOutcome | undefined
  readonly report: InspectionReport
  readonly warnings: readonly string[]
}

/** What a run is followed for. */
export interface RunHost {
  /** Policies and words of the app. */
  readonly readContext: () => RillContext
  readonly timeline: () => Timeline | undefined
  readonly onChange: () => void
}

export interface FollowedRun {
  readonly id: string
  readonly stream: UseStreamReturn
  /** Options that run the same way and are watched. */
  watch(options: StreamOptions): StreamOptions
  read(): RunRecord
  /** The stream has another run now, or nobody asks any more. */
  leave(): void
}

/** Follows one run of a stream from its beginning on, until it is left. */
export function followRun(
  stream: UseStreamReturn,
  number: number,
  { readContext, timeline, onChange }: RunHost,
): FollowedRun {
  const id = `run-${number}`
  const [origin, startedAt] = [nameOfStream(stream), new Date()]
  const inspection = createInspection({
    isRecorded: false,
    startLog: () => createTimelineLog(`#${number}`, timeline),
  })
  // Kept here: until its first frame a stream shows what was there before, and after a reset it shows nothing.
  let state = createStreamState()
  let outcome: StreamOutcome | undefined
  let isLeft = false
  let counted: { readonly state: StreamState; readonly blocked: number } | undefined

  // Detached: it belongs to no component, and must outlive the one that happens to start the run.
  const scope = effectScope(true)
  scope.run(() => {
    watchDrawing(
      () => stream,
      (took) => inspection.drawn(took),
    )
    watch(
      [stream.state, stream.outcome],
      ([nextState, nextOutcome]) => {
        if (nextState.status === 'idle') return leave()
        state = nextState
        // A reset takes the outcome away before the state.
        if (nextOutcome || !isOver(nextState.status)) outcome = nextOutcome
        onChange()
      },
      { flush: 'sync' },
    )
  })

  /** A text is read as Markdown for it: once, when it is whole. Before, its last picture may still grow, too. */
  function countBlocked(policy: RillContext['images']): number {
    if (!isOver(state.status) && !isLeft) {
      return countBlockedImages({ results: state.results, answer: '' }, policy, stream.baseUrl)
    }
    if (counted?.state !== state) {
      counted = { state, blocked: countBlockedImages(state, policy, stream.baseUrl) }
    }
    return counted.blocked
  }

  function read(): RunRecord {
    const { images, messages } = readContext()
    // A run that is left in mid-stream is cancelled, and its stream shows nothing of it any more.
    const status = isLeft && !isOver(state.status) ? 'cancelled' : state.status
    const report = inspection.report()
    const blocked = countBlocked(images)
    const warnings = describeWarnings(report, blocked, messages.value.inspector)
    return { id, number, origin, startedAt, status, state, outcome, report, warnings }
  }

  /** Reads nothing of the stream: whatever starts a run may be an effect, which would wait for what was read. */
  function leave(): void {
    isLeft = true
    scope.stop()
    onChange()
  }

  return {
    id,
    stream,
    watch: (options) => inspection.watch(options, readerOfStream(stream)),
    read,
    leave,
  }
}

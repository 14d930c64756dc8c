import { effectScope, watch } from 'vue'
import { countBlockedImages } from '../components/inspector/blockedImages.ts'
import {
  createInspection,
  type Inspection,
  type InspectionReport,
} from '../components/inspector/createInspection.ts'
import { describeWarnings } from '../components/inspector/describeReport.ts'
import { watchDrawing } from '../components/inspector/watchDrawing.ts'
import type { RillContext } from '../components/context.ts'
import { nameOfStream, watchStreams } from '../composables/streamWatchers.ts'
import type { UseStreamReturn } from '../composables/useStream.ts'
import type { StreamOutcome } from '../run/outcome.ts'
import { isOver } from '../state/status.ts'
import { createStreamState, type StreamState, type StreamStatus } from '../state/streamState.ts'
import { createTimelineLog, type Timeline } from './timeline.ts'

/** A run as it is now, or as it was when it ended or gave way to another one. */
export interface RunRecord {
  readonly id: string
  /** Counted from 1. */
  readonly number: number
  /** What made the stream: `useStream` or `useChat`. */
  readonly origin: string
  readonly startedAt: Date
  readonly status: StreamStatus
  readonly state: StreamState
  readonly outcome: StreamOutcome | undefined
  readonly report: InspectionReport
  readonly warnings: readonly string[]
}

export interface RunRegister {
  /** The newest first. */
  list(): readonly RunRecord[]
  find(id: string): RunRecord | undefined
  /** Forgets everything, and watches nobody any more. */
  close(): void
  isClosed(): boolean
}

export interface RunRegisterOptions {
  readonly capacity: number
  readonly readContext: () => RillContext
  readonly timeline: () => Timeline | undefined
  readonly onChange: () => void
}

interface WatchedRun {
  readonly id: string
  readonly stream: UseStreamReturn
  read(): RunRecord
  /** The stream has another run now, or nobody asks any more. */
  leave(): void
}

/** Keeps the newest runs of all streams, live and ended. */
export function createRunRegister(options: RunRegisterOptions): RunRegister {
  let runs: readonly WatchedRun[] = []
  let count = 0
  let isClosed = false

  const stopWatching = watchStreams((stream, runOptions) => {
    runs.find((run) => run.stream === stream)?.leave()
    count += 1
    const { run, inspection } = followRun(stream, count, options)
    runs.slice(options.capacity - 1).forEach((old) => old.leave())
    runs = [run, ...runs.slice(0, options.capacity - 1)]
    options.onChange()
    return inspection.watch(runOptions)
  })

  return {
    list: () => runs.map((run) => run.read()),
    find: (id) => runs.find((run) => run.id === id)?.read(),
    close() {
      isClosed = true
      stopWatching()
      runs.forEach((run) => run.leave())
      runs = []
    },
    isClosed: () => isClosed,
  }
}

function followRun(
  stream: UseStreamReturn,
  number: number,
  { readContext, timeline, onChange }: RunRegisterOptions,
): { run: WatchedRun; inspection: Inspection } {
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

  function read(): RunRecord {
    const { images, messages } = readContext()
    // A run that is left in mid-stream is cancelled, and its stream shows nothing of it any more.
    const status = isLeft && !isOver(state.status) ? 'cancelled' : state.status
    // The last picture of an answer that grows may still do so, too.
    const whole = isOver(status) ? state : { ...state, answer: '' }
    const report = inspection.report()
    const blocked = countBlockedImages(whole, images, stream.baseUrl)
    const warnings = describeWarnings(report, blocked, messages.value.inspector)
    return { id, number, origin, startedAt, status, state, outcome, report, warnings }
  }

  /** Reads nothing of the stream: whatever starts a run may be an effect, which would wait for what was read. */
  function leave(): void {
    isLeft = true
    scope.stop()
    onChange()
  }

  return { run: { id, stream, read, leave }, inspection }
}

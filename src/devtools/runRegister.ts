import { watchStreams } from '../composables/streamWatchers.ts'
import { followRun, type FollowedRun, type RunHost, type RunRecord } from './followRun.ts'

export interface RunRegister {
  /** The newest first. */
  list(): readonly RunRecord[]
  find(id: string): RunRecord | undefined
  /** Forgets everything, and watches nobody any more. */
  close(): void
  isClosed(): boolean
}

export interface RunRegisterOptions extends RunHost {
  readonly capacity: number
}

/** Keeps the newest runs of all streams, live and ended. */
export function createRunRegister(options: RunRegisterOptions): RunRegister {
  let runs: readonly FollowedRun[] = []
  let count = 0
  let isClosed = false

  const stopWatching = watchStreams((stream, runOptions) => {
    runs.find((run) => run.stream === stream)?.leave()
    count += 1
    const run = followRun(stream, count, options)
    runs.slice(options.capacity - 1).forEach((old) => old.leave())
    runs = [run, ...runs.slice(0, options.capacity - 1)]
    options.onChange()
    return run.watch(runOptions)
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

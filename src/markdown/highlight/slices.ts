/** Does a little work and tells whether more is left. */
export type SlicedWork = () => boolean

/** Longest time in milliseconds that code is coloured in a row before the page may do something else. */
const SLICE = 4

const waiting = new Set<SlicedWork>()
let isRunning = false

/** Runs work in slices between the page's other tasks, all waiting work in turn. Called again, it is not run twice. */
export function runInSlices(work: SlicedWork): void {
  waiting.add(work)
  if (isRunning) return
  isRunning = true
  setTimeout(runSlice)
}

/** The work is not needed any more. */
export function dropFromSlices(work: SlicedWork): void {
  waiting.delete(work)
}

function runSlice(): void {
  const end = performance.now() + SLICE
  do {
    const [work] = waiting
    if (work === undefined) break
    waiting.delete(work)
    // Behind the others: one long block does not keep the rest waiting.
    if (work()) waiting.add(work)
  } while (performance.now() < end)
  isRunning = waiting.size > 0
  if (isRunning) setTimeout(runSlice)
}

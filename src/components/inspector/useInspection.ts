import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'
import { isShownBy, readerOfStream, watchStreams } from '../../composables/streamWatchers.ts'
import type { UseStreamReturn } from '../../composables/useStream.ts'
import { createInspection, type InspectionReport } from './createInspection.ts'
import { watchDrawing } from './watchDrawing.ts'

/** So often is looked at most: what watches must not be what costs. In milliseconds. */
const EVERY_MS = 200

/**
 * Watches the runs of `stream` that begin while the component is mounted, and one that begins in the moment in which it
 * is.
 */
export function useInspection(
  stream: () => UseStreamReturn,
): Readonly<ShallowRef<InspectionReport>> {
  const inspection = createInspection()
  const report = shallowRef(inspection.report())
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWatching: (() => void) | undefined
  let hasSeenOne = false

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      report.value = inspection.report()
    }, EVERY_MS)
  }

  watchDrawing(stream, (took) => {
    // What is drawn of a run that began unseen would stand there as if nothing had come for it.
    if (!hasSeenOne) return
    inspection.drawn(took)
    schedule()
  })

  onMounted(() => {
    stopWatching = watchStreams((one, options) => {
      if (!isShownBy(stream(), one)) return options
      hasSeenOne = true
      return inspection.watch(options, readerOfStream(one))
    })
  })
  onBeforeUnmount(() => {
    stopWatching?.()
    clearTimeout(timer)
  })
  return report
}

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

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      report.value = inspection.report()
    }, EVERY_MS)
  }

  watchDrawing(stream, (took) => {
    inspection.drawn(took)
    schedule()
  })

  onMounted(() => {
    stopWatching = watchStreams((one, options) =>
      isShownBy(stream(), one) ? inspection.watch(options, readerOfStream(one)) : options,
    )
  })
  onBeforeUnmount(() => {
    stopWatching?.()
    clearTimeout(timer)
  })
  return report
}

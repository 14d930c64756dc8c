import { onBeforeUnmount, onMounted, shallowRef, watch, type ShallowRef } from 'vue'
import { watchStreams } from '../../composables/streamWatchers.ts'
import type { UseStreamReturn } from '../../composables/useStream.ts'
import { createInspection, type InspectionReport } from './createInspection.ts'

/** So often is looked at most: what watches must not be what costs. In milliseconds. */
const EVERY_MS = 200

/** Watches the runs of `stream` that begin while the component is mounted. */
export function useInspection(
  stream: () => UseStreamReturn,
): Readonly<ShallowRef<InspectionReport>> {
  const inspection = createInspection()
  const report = shallowRef(inspection.report())
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopWatching: (() => void) | undefined
  let drawnFrom = 0

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      report.value = inspection.report()
    }, EVERY_MS)
  }

  const watched = [() => stream().state.value, () => stream().outcome.value]
  // Between the two, Vue draws all that has changed.
  watch(watched, () => (drawnFrom = performance.now()), { flush: 'pre' })
  watch(
    watched,
    () => {
      inspection.drawn(performance.now() - drawnFrom)
      schedule()
    },
    { flush: 'post' },
  )

  onMounted(() => {
    stopWatching = watchStreams((one, options) =>
      one === stream() ? inspection.watch(options) : options,
    )
  })
  onBeforeUnmount(() => {
    stopWatching?.()
    clearTimeout(timer)
  })
  return report
}

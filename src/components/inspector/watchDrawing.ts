import { effectScope, watch } from 'vue'
import type { UseStreamReturn } from '../../composables/useStream.ts'

/** Measures each drawing of a stream that changed, in milliseconds, as long as the scope around lasts. */
export function watchDrawing(stream: () => UseStreamReturn, drawn: (took: number) => void): void {
  const scope = effectScope()

  function begin(): void {
    const shown = [() => stream().state.value, () => stream().outcome.value]
    let drawnFrom = 0
    // Between the two, Vue draws all that has changed.
    watch(shown, () => (drawnFrom = performance.now()), { flush: 'pre' })
    watch(shown, () => drawn(performance.now() - drawnFrom), { flush: 'post' })
  }

  // A watcher that is made in the setup of a component runs right before that component is drawn, and so after all that stand
  // before it in the page. One that is made a moment later belongs to none, and runs before the first.
  queueMicrotask(() => {
    if (scope.active) scope.run(begin)
  })
}

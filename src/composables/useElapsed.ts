import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { useNow } from './useNow.ts'
import { whenMounted } from './whenMounted.ts'

export interface UseElapsedOptions {
  /** Milliseconds on a clock that never jumps. Default: `performance.now`. */
  readonly now?: () => number
  /** How often the figure moves, in milliseconds. Default: 1,000. */
  readonly everyMs?: number
}

/**
 * The milliseconds since `isRunning` last became true. Stands still, and keeps its figure, while it is false.
 *
 * The figure is read off the clock at each tick, so a throttled timer shows late figures but never wrong ones.
 */
export function useElapsed(
  isRunning: MaybeRefOrGetter<boolean>,
  options: UseElapsedOptions = {},
): Readonly<ShallowRef<number>> {
  const { now = () => performance.now(), everyMs = 1000 } = options
  const startedAt = shallowRef<number>()

  function follow(running: boolean): void {
    if (running) startedAt.value = now()
  }

  // Both stand before those of the ticker, which reads the clock after them.
  whenMounted(() => follow(toValue(isRunning)))
  watch(() => toValue(isRunning), follow)
  const time = useNow(isRunning, { now, everyMs })
  return computed(() =>
    startedAt.value === undefined ? 0 : Math.max(0, (time.value ?? 0) - startedAt.value),
  )
}

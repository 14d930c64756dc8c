import {
  getCurrentScope,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
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
  const elapsed = shallowRef(0)
  let startedAt = 0
  let timer: ReturnType<typeof setInterval> | undefined

  const read = (): void => {
    elapsed.value = now() - startedAt
  }

  function stop(): void {
    if (timer === undefined) return
    clearInterval(timer)
    timer = undefined
    read()
  }

  function follow(running: boolean): void {
    stop()
    if (!running) return
    startedAt = now()
    read()
    timer = setInterval(read, everyMs)
  }

  whenMounted(() => follow(toValue(isRunning)))
  watch(() => toValue(isRunning), follow)
  if (getCurrentScope()) onScopeDispose(stop)
  return elapsed
}

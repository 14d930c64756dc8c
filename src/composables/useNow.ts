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

export interface UseNowOptions {
  /** Milliseconds on a clock that never jumps. Default: `performance.now`. */
  readonly now?: () => number
  /** How often the time is read, in milliseconds. Default: 250, so that no second is seen to be skipped. */
  readonly everyMs?: number
}

/**
 * The time, read anew every now and then while `isTicking`; `undefined` until the component stands in the page, so that
 * a server renders what the browser renders first.
 */
export function useNow(
  isTicking: MaybeRefOrGetter<boolean>,
  options: UseNowOptions = {},
): Readonly<ShallowRef<number | undefined>> {
  const { now = () => performance.now(), everyMs = 250 } = options
  const time = shallowRef<number>()
  let timer: ReturnType<typeof setInterval> | undefined

  const read = (): void => {
    time.value = now()
  }

  function stop(): void {
    clearInterval(timer)
    timer = undefined
  }

  function follow(ticking: boolean): void {
    stop()
    read()
    if (ticking) timer = setInterval(read, everyMs)
  }

  let isMounted = false
  whenMounted(() => {
    isMounted = true
    follow(toValue(isTicking))
  })
  watch(
    () => toValue(isTicking),
    (ticking) => {
      if (isMounted) follow(ticking)
    },
  )
  if (getCurrentScope()) onScopeDispose(stop)
  return time
}

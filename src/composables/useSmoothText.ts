import {
  computed,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
} from 'vue'
import { createFrameBatcher, type FrameHost } from './frameBatcher.ts'
import { createTextPace } from './textPace.ts'
import { systemPrefersStill } from './systemPrefersStill.ts'

export interface UseSmoothTextOptions {
  /** Whether more may come. Once it may not, all of the text is shown at once: an end is never delayed. */
  readonly streaming: MaybeRefOrGetter<boolean>
  /** The longest that a character waits, in milliseconds, beside one frame. Default: 300. */
  readonly maxLagMs?: number
  /** Milliseconds on a clock that never jumps. Default: `performance.now`. */
  readonly now?: () => number
  /** Default: the browser's animation frames. */
  readonly host?: FrameHost
  /** Whether less motion is wanted: then nothing is paced. Default: as the system says. */
  readonly prefersStill?: () => boolean
}

/**
 * Text that comes in bursts, shown at an even pace. What is there when it begins is shown at once, and so is a text that
 * takes the place of another.
 *
 * @example
 * const text = useSmoothText(stream.answer, { streaming: stream.isActive })
 */
export function useSmoothText(
  text: MaybeRefOrGetter<string>,
  options: UseSmoothTextOptions,
): ComputedRef<string> {
  const { streaming, maxLagMs = 300, now = () => performance.now() } = options
  const { prefersStill = () => systemPrefersStill(globalThis) } = options
  const pace = createTextPace(maxLagMs)
  /** How much of the text is shown, in UTF-16 units. */
  const shown = shallowRef(toValue(text).length)
  pace.catchUp(shown.value)

  const batcher = createFrameBatcher(() => {
    shown.value = pace.shownAt(now())
    if (shown.value < toValue(text).length) batcher.schedule()
  }, options.host)

  function showAll(): void {
    batcher.cancel()
    shown.value = toValue(text).length
    pace.catchUp(shown.value)
  }

  watch(
    () => [toValue(text), toValue(streaming)] as const,
    ([next, isStreaming], [before]) => {
      const hasGrown = next.length > before.length && next.startsWith(before)
      if (!isStreaming || prefersStill() || (next !== before && !hasGrown)) return showAll()
      if (!hasGrown) return
      pace.arrive(next.length, now())
      batcher.schedule()
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => batcher.cancel())

  return computed(() => {
    const whole = toValue(text)
    return toValue(streaming) ? whole.slice(0, endOfCharacter(whole, shown.value)) : whole
  })
}

/** Half a character of two units is none. */
function endOfCharacter(text: string, end: number): number {
  const isSplit = end > 0 && end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xff_ff
  return isSplit ? end - 1 : end
}

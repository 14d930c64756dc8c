import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { useNow } from '../../composables/useNow.ts'
import { whenMounted } from '../../composables/whenMounted.ts'
import type { Step } from '../../state/streamState.ts'

interface Span {
  readonly startedAt: number
  readonly endedAt?: number
}

export interface StepTimes {
  /** How long a step has been going or took, in milliseconds: what its backend says, else what was seen. */
  elapsedOf(step: Step): number | undefined
  /** The same for the eye: what was only seen, and took less than a second, tells more of the wire than of the step. */
  shownOf(step: Step): number | undefined
  /** The time now, on the clock that was given; `undefined` before the component stands in the page. */
  readonly time: Readonly<ShallowRef<number | undefined>>
}

/** Shorter than that, what is seen from outside is no time of the step. */
const LEAST_SEEN_MS = 1000

/** Times steps whose backend does not: from when they were first seen to when they were seen to be over. */
export function useStepTimes(
  steps: MaybeRefOrGetter<readonly Step[]>,
  now: () => number = () => performance.now(),
): StepTimes {
  const spans = shallowRef<ReadonlyMap<string, Span>>(new Map())

  function follow(isFirstLook: boolean): void {
    const at = now()
    const next = new Map(spans.value)
    for (const step of toValue(steps)) {
      const span = next.get(step.id)
      const isRunning = step.status === 'running'
      if (span === undefined) {
        // What was over before anybody looked took nobody knows how long.
        if (isRunning) next.set(step.id, { startedAt: at })
        else if (!isFirstLook) next.set(step.id, { startedAt: at, endedAt: at })
      } else if (isRunning === (span.endedAt !== undefined)) {
        // A step that goes on after a pause takes up its time again.
        next.set(step.id, isRunning ? { startedAt: span.startedAt } : { ...span, endedAt: at })
      }
    }
    spans.value = next
  }

  let isMounted = false
  whenMounted(() => {
    isMounted = true
    follow(true)
  })
  watch(
    () => toValue(steps),
    () => {
      if (isMounted) follow(false)
    },
  )

  const isRunning = computed(() => toValue(steps).some((step) => step.status === 'running'))
  const time = useNow(isRunning, { now, everyMs: 500 })

  function elapsedOf(step: Step): number | undefined {
    if (step.elapsedMs !== undefined) return step.elapsedMs
    const span = spans.value.get(step.id)
    // Only a step that is running reads the clock, so that nothing else is drawn anew when it ticks.
    const reached = span && (span.endedAt ?? time.value)
    return span === undefined || reached === undefined
      ? undefined
      : Math.max(0, reached - span.startedAt)
  }

  return {
    time,
    elapsedOf,
    shownOf(step) {
      const elapsed = elapsedOf(step)
      const isSaid = step.elapsedMs !== undefined
      return isSaid || (elapsed ?? 0) >= LEAST_SEEN_MS ? elapsed : undefined
    },
  }
}

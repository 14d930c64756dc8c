import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { TO_THE_END, type Scene } from '../scene.ts'

/** Something that is shown step by step, forward and back. */
export interface Playback {
  /** How many steps are shown. */
  readonly position: ComputedRef<number>
  readonly total: ComputedRef<number>
  readonly isPlaying: Readonly<ShallowRef<boolean>>
  goTo(position: number): void
  /** Plays on from here, or from the beginning where the end is shown. */
  play(): void
  pause(): void
}

/**
 * Plays `total` steps; `waitBefore` says how many milliseconds lie before one, counted from 1. The scene keeps where it
 * rests.
 */
export function usePlayback(
  scene: Scene,
  total: () => number,
  waitBefore: (step: number) => number,
): Playback {
  const wanted = shallowRef(scene.position)
  const isPlaying = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined

  const all = computed(total)
  const position = computed(() =>
    wanted.value === TO_THE_END ? all.value : Math.min(wanted.value, all.value),
  )

  function rest(): void {
    clearTimeout(timer)
    isPlaying.value = false
    scene.position = position.value === all.value ? TO_THE_END : position.value
  }

  function goTo(next: number): void {
    wanted.value = Math.max(0, next >= all.value ? all.value : next)
    rest()
  }

  function playNext(): void {
    if (position.value >= all.value) {
      rest()
      return
    }
    timer = setTimeout(
      () => {
        wanted.value = position.value + 1
        playNext()
      },
      waitBefore(position.value + 1),
    )
  }

  watch(
    () => scene.position,
    (next) => {
      if (!isPlaying.value) wanted.value = next
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  return {
    position,
    total: all,
    isPlaying,
    goTo,
    play() {
      if (position.value >= all.value) wanted.value = 0
      isPlaying.value = true
      playNext()
    },
    pause: rest,
  }
}

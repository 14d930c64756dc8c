import { computed, type ComputedRef, type Ref } from 'vue'
import type { Picture } from './listPictures.ts'

/** A picture, and where it stands beside the one that is shown. */
export interface PictureSlide extends Picture {
  readonly place: 'before' | 'here' | 'after'
}

export interface PictureTurns {
  /** Place of the last picture; -1 where there is none. */
  readonly last: ComputedRef<number>
  /** Place of the shown one: what was asked for, held within the pictures. */
  readonly place: ComputedRef<number>
  readonly shown: ComputedRef<Picture | undefined>
  /** The one that is shown and those beside it, which are requested ahead as far as the policy allows. */
  readonly slides: ComputedRef<readonly PictureSlide[]>
  /** Shows another one; beyond the ends nothing happens. */
  goTo(next: number): void
  /** Whether there is one so many places on. */
  hasBeside(by: number): boolean
}

const PLACES = [
  [-1, 'before'],
  [0, 'here'],
  [1, 'after'],
] as const

/** Which of the pictures is shown, and which stand beside it. */
export function usePictureTurns(
  pictures: () => readonly Picture[],
  index: Ref<number>,
): PictureTurns {
  const last = computed(() => pictures().length - 1)
  const place = computed(() => Math.min(Math.max(Math.trunc(index.value) || 0, 0), last.value))
  return {
    last,
    place,
    shown: computed(() => pictures()[place.value]),
    slides: computed(() =>
      PLACES.flatMap(([by, where]) => {
        const picture = pictures()[place.value + by]
        return picture ? [{ ...picture, place: where }] : []
      }),
    ),
    goTo(next) {
      if (next >= 0 && next <= last.value && next !== place.value) index.value = next
    },
    hasBeside: (by) => pictures()[place.value + by] !== undefined,
  }
}

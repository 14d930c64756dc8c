import { onMounted, watch, type ShallowRef } from 'vue'
import { supportsStyle } from '../../composables/supportsStyle.ts'

/**
 * Makes a box as high as its text where the browser cannot do that itself, which `field-sizing: content` asks for. The
 * style sheet says how high it may become.
 */
export function fitRows(
  box: Readonly<ShallowRef<HTMLTextAreaElement | null>>,
  text: Readonly<{ value: string }>,
  maxRows: () => number,
): void {
  onMounted(() => {
    if (supportsStyle('field-sizing', 'content')) return
    watch(
      [() => text.value, maxRows],
      () => {
        const element = box.value
        if (!element) return
        // Its own height is in the way of seeing how much room the text takes.
        element.style.blockSize = 'auto'
        element.style.blockSize = `${element.scrollHeight}px`
      },
      { flush: 'post', immediate: true },
    )
  })
}

import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue'

export interface VirtualRows {
  /** First row to draw, and the one after the last. */
  readonly range: Readonly<Ref<{ readonly start: number; readonly end: number }>>
  readonly onScroll: () => void
  /** Scrolls as little as it takes to have a row in sight, and stays there. */
  readonly reveal: (row: number) => void
}

const OVERSCAN = 6

/**
 * Draws only the rows in sight of a list whose rows are all `rowHeight` pixels high. The list stays at its newest row
 * until the reader scrolls up.
 */
export function useVirtualRows(
  container: Readonly<Ref<HTMLElement | null>>,
  count: () => number,
  rowHeight: number,
): VirtualRows {
  const top = shallowRef(0)
  const height = shallowRef(0)
  let isFollowing = true

  const range = computed(() => ({
    start: Math.max(0, Math.floor(top.value / rowHeight) - OVERSCAN),
    end: Math.min(count(), Math.ceil((top.value + height.value) / rowHeight) + OVERSCAN),
  }))

  const observer = new ResizeObserver(([entry]) => {
    if (entry) height.value = entry.contentRect.height
    followNewest()
  })
  watch(container, (element, before) => {
    if (before) observer.unobserve(before)
    if (element) observer.observe(element)
  })
  onScopeDispose(() => observer.disconnect())

  function onScroll(): void {
    const element = container.value
    if (!element) return
    top.value = element.scrollTop
    isFollowing = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight * 2
  }

  function followNewest(): void {
    const element = container.value
    if (!element || !isFollowing) return
    element.scrollTop = element.scrollHeight
    top.value = element.scrollTop
  }

  function reveal(row: number): void {
    const element = container.value
    if (!element) return
    isFollowing = false
    const least = (row + 1) * rowHeight - element.clientHeight
    element.scrollTop = Math.max(least, Math.min(element.scrollTop, row * rowHeight))
  }

  watch(count, followNewest, { flush: 'post' })

  return { range, onScroll, reveal }
}

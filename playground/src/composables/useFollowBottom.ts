import { onScopeDispose, watch, type Ref } from 'vue'

const NEAR = 48

/**
 * Keeps a scrolling element at its bottom while its content grows, until the reader scrolls up; scrolling back down
 * takes it up again.
 */
export function useFollowBottom(
  container: Readonly<Ref<HTMLElement | null>>,
  content: Readonly<Ref<HTMLElement | null>>,
  isActive: () => boolean,
): { readonly onScroll: () => void } {
  let follows = true
  let lastTop = 0

  const observer = new ResizeObserver(() => {
    const element = container.value
    if (!element || !follows || !isActive()) return
    element.scrollTop = element.scrollHeight
    lastTop = element.scrollTop
  })
  watch(content, (element, before) => {
    if (before) observer.unobserve(before)
    if (element) observer.observe(element)
  })
  watch(isActive, (active) => {
    if (active) follows = true
  })
  onScopeDispose(() => observer.disconnect())

  return {
    onScroll() {
      const element = container.value
      if (!element) return
      // Growing content moves nothing up: only the reader does.
      const wentUp = element.scrollTop < lastTop
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR
      lastTop = element.scrollTop
      if (isNear) follows = true
      else if (wentUp) follows = false
    },
  }
}

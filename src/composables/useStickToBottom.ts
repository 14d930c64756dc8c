import {
  getCurrentScope,
  onScopeDispose,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
import { createScrollIntent, type ScrollIntent } from './chat/scrollIntent.ts'
import { createSizeObserver } from './layoutObservers.ts'
import { systemPrefersStill } from './systemPrefersStill.ts'

export interface UseStickToBottomOptions {
  /** What grows inside of the viewport. Default: its first child. */
  readonly content?: MaybeRefOrGetter<HTMLElement | null | undefined>
  /** How near to the end counts as at the end, in pixels. Default: 24. */
  readonly threshold?: number
  /** Whether to follow from the beginning. Default: `true`. */
  readonly initial?: boolean
}

export interface UseStickToBottomReturn {
  /** The end is in sight. */
  readonly isAtBottom: Readonly<ShallowRef<boolean>>
  /** What grows at the end is followed. */
  readonly isFollowing: Readonly<ShallowRef<boolean>>
  /** Something has grown since the reader went away from the end. */
  readonly unread: Readonly<ShallowRef<boolean>>
  /** Goes to the end and follows it again. `smooth` is not, where less motion is wanted. */
  readonly scrollToBottom: (options?: { readonly behavior?: 'instant' | 'smooth' }) => void
  /** Stays where it is, until the reader or `scrollToBottom` comes back to the end. */
  readonly release: () => void
  /** Looks anew: for growth that happens elsewhere than in `content`. */
  readonly refresh: () => void
}

/** On a zoomed page the place is no whole number, and its last part is nobody's doing. */
const LEAST_MOVE = 1

/** Browsers take less for a smooth scroll; one that tells no end must not stop the following. */
const LONGEST_GLIDE_MS = 1000

/**
 * Keeps the end of something that grows in sight, for as long as the reader wants that.
 *
 * Scrolling up by any means, selecting text in it, and a jump of the browser such as to what was searched for, let go of
 * the end; coming back to it takes hold again. What the composable scrolls itself, and what the browser corrects because
 * the content shrank, is no such wish.
 */
export function useStickToBottom(
  viewport: MaybeRefOrGetter<HTMLElement | null | undefined>,
  options: UseStickToBottomOptions = {},
): UseStickToBottomReturn {
  const { threshold = 24, initial = true } = options
  const isAtBottom = shallowRef(initial)
  const isFollowing = shallowRef(initial)
  const unread = shallowRef(false)
  let detach: (() => void) | undefined

  /** Where the viewport stood and how high the content was when that was last looked at. */
  let lastTop = 0
  let lastHeight = 0
  /** The content became smaller and pulled the viewport up: the event that tells so comes a frame later. */
  let isPulledUp = false
  /** Until then a smooth scroll to the end is on its way, and nothing else moves the viewport. */
  let glideUntil = 0
  const isGliding = (): boolean => performance.now() < glideUntil

  function look(element: HTMLElement): void {
    lastTop = element.scrollTop
    lastHeight = element.scrollHeight
    isAtBottom.value = distanceToEnd(element) <= threshold
    if (isAtBottom.value) unread.value = false
  }

  function pin(element: HTMLElement): void {
    // Further than the end is the end, and needs no measure of where that is.
    element.scrollTop = element.scrollHeight
    look(element)
  }

  function release(): void {
    isFollowing.value = false
    glideUntil = 0
  }

  function onScroll(element: HTMLElement, intent: ScrollIntent): void {
    const { scrollTop } = element
    if (scrollTop === lastTop) return
    const isUp = scrollTop <= lastTop - LEAST_MOVE
    const isCorrection = isUp && isPulledUp && !intent.isRecent()
    isPulledUp = false
    if (isCorrection && isFollowing.value) return pin(element)
    look(element)
    if (isUp) release()
    else if (isAtBottom.value && !intent.isSelecting()) {
      isFollowing.value = true
      glideUntil = 0
    }
  }

  function onResize(element: HTMLElement): void {
    const hasGrown = lastHeight > 0 && element.scrollHeight > lastHeight
    if (isFollowing.value && !isGliding()) return pin(element)
    look(element)
    if (hasGrown && !isAtBottom.value && !isFollowing.value) unread.value = true
  }

  function attach(element: HTMLElement): () => void {
    const content = toValue(options.content) ?? element.firstElementChild
    const intent = createScrollIntent(element, release)
    const scrolled = (): void => onScroll(element, intent)
    // What has grown while a smooth scroll was on its way is still below it.
    const arrived = (): void => {
      glideUntil = 0
      if (isFollowing.value) pin(element)
    }
    element.addEventListener('scroll', scrolled, { passive: true })
    element.addEventListener('scrollend', arrived, { passive: true })

    const sizes = createSizeObserver(() => onResize(element))
    sizes.observe(element)
    if (content) sizes.observe(content)
    // What is taken away and put back within one task shows in no measure, but the viewport may have moved for it.
    const changes = new MutationObserver((records) => {
      if (!isFollowing.value || records.every(isHarmless) || intent.isRecent()) return
      if (element.scrollTop < lastTop) isPulledUp = true
    })
    changes.observe(element, {
      childList: true,
      subtree: true,
      attributeFilter: ['class', 'style', 'hidden', 'open'],
    })

    onResize(element)
    return () => {
      element.removeEventListener('scroll', scrolled)
      element.removeEventListener('scrollend', arrived)
      sizes.disconnect()
      changes.disconnect()
      intent.stop()
    }
  }

  function scrollToBottom({
    behavior = 'instant',
  }: { behavior?: 'instant' | 'smooth' } = {}): void {
    const element = toValue(viewport)
    isFollowing.value = true
    unread.value = false
    if (!element) return
    if (behavior === 'instant' || systemPrefersStill(element.ownerDocument.defaultView))
      return pin(element)
    glideUntil = performance.now() + LONGEST_GLIDE_MS
    element.scrollTo({ top: element.scrollHeight, behavior })
  }

  watch(
    () => [toValue(viewport), toValue(options.content)] as const,
    ([element]) => {
      detach?.()
      detach = element ? attach(element) : undefined
    },
    { immediate: true, flush: 'post' },
  )
  if (getCurrentScope()) onScopeDispose(() => detach?.())

  function refresh(): void {
    const element = toValue(viewport)
    if (element) onResize(element)
  }

  return { isAtBottom, isFollowing, unread, scrollToBottom, release, refresh }
}

function distanceToEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number {
  return scrollHeight - scrollTop - clientHeight
}

function isHarmless({ type, removedNodes }: MutationRecord): boolean {
  return type === 'childList' && removedNodes.length === 0
}

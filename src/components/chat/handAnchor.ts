/** Keeps what is in sight where it is, in browsers that do not do so themselves. */
export interface HandAnchor {
  /** What stands above the viewport has become taller by so many pixels. */
  makeUp(taller: number): void
}

/** A scroll of which nothing was heard for so long is at rest, in milliseconds. */
const REST_MS = 150

/**
 * Older Safari has no scroll anchoring. There the viewport is moved along by hand, but not under a finger nor while what
 * it has thrown rolls on: that would break off.
 */
export function createHandAnchor(viewport: HTMLElement, signal: AbortSignal): HandAnchor {
  let isTouched = false
  let isThrown = false
  let lastMove = Number.NEGATIVE_INFINITY

  function touch(): void {
    isTouched = true
    isThrown = true
  }

  function letGo(): void {
    isTouched = false
  }

  const listening = { passive: true, signal }
  viewport.addEventListener('touchstart', touch, listening)
  viewport.addEventListener('touchend', letGo, listening)
  viewport.addEventListener('touchcancel', letGo, listening)
  viewport.addEventListener('scroll', () => (lastMove = performance.now()), listening)

  return {
    makeUp(taller) {
      if (!isTouched && performance.now() - lastMove > REST_MS) isThrown = false
      if (isThrown || taller === 0) return
      const { scrollHeight, scrollTop, clientHeight } = viewport
      // At its end the browser has moved it already, because there is nothing further.
      const isAtEnd = scrollHeight - scrollTop - clientHeight < 1
      if (taller > 0 || !isAtEnd) viewport.scrollTop = scrollTop + taller
    },
  }
}

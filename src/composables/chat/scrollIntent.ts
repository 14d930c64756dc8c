/** What the reader's hands do around a viewport. */
export interface ScrollIntent {
  /** The reader has just done something that scrolls, or holds the pointer down on the scroll bar. */
  isRecent(): boolean
  /** Text inside of the viewport is selected, or being selected. */
  isSelecting(): boolean
  stop(): void
}

/** For so long after it an event may be what makes the viewport scroll, in milliseconds. A flick glides on. */
const EFFECT_MS = 700

const KEYS_UP: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home'])

/** Listens to what lets go of the end: wheel, finger and keys upwards, and a selection. */
export function createScrollIntent(viewport: HTMLElement, onLeave: () => void): ScrollIntent {
  const { ownerDocument } = viewport
  const listening = new AbortController()
  const { signal } = listening
  let usedAt = Number.NEGATIVE_INFINITY
  let isHeld = false
  let touchedAt: number | undefined

  const use = (): void => {
    usedAt = performance.now()
  }
  /** Where there is nothing to scroll, nobody wants to scroll away. */
  const leave = (): void => {
    use()
    if (viewport.scrollHeight > viewport.clientHeight && viewport.scrollTop > 0) onLeave()
  }
  const isSelecting = (): boolean => {
    const selection = ownerDocument.getSelection()
    return selection !== null && !selection.isCollapsed && viewport.contains(selection.anchorNode)
  }
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => viewport.addEventListener(name, listener, { signal, passive: true })

  listen('wheel', (event) => {
    // Pinching to zoom comes as a wheel with Ctrl.
    if (event.ctrlKey) return
    if (event.deltaY < 0) leave()
    else use()
  })
  listen('touchstart', ({ touches }) => {
    touchedAt = touches[0]?.clientY
  })
  listen('touchmove', ({ touches }) => {
    const y = touches[0]?.clientY
    // A finger that goes down pulls down what is above.
    if (y !== undefined && touchedAt !== undefined && y > touchedAt + 2) leave()
    else use()
  })
  listen('keydown', ({ key, shiftKey, target }) => {
    if (isEditable(target)) return
    if (KEYS_UP.has(key) || (key === ' ' && shiftKey)) leave()
    else use()
  })
  listen('pointerdown', () => {
    isHeld = true
    use()
  })
  for (const name of ['pointerup', 'pointercancel'] as const) {
    ownerDocument.addEventListener(name, () => void (isHeld = false), { signal })
  }
  ownerDocument.addEventListener(
    'selectionchange',
    () => {
      if (isSelecting()) onLeave()
    },
    { signal },
  )

  return {
    isRecent: () => isHeld || performance.now() - usedAt < EFFECT_MS,
    isSelecting,
    stop: () => listening.abort(),
  }
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLInputElement)
  )
}

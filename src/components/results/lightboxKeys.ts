import { ZOOM_STEP, type FramePoint } from './pictureView.ts'

export interface LightboxActions {
  readonly isZoomed: () => boolean
  /** 1 where reading goes to the right, -1 where it goes to the left. */
  readonly forward: () => 1 | -1
  readonly go: (by: 1 | -1) => void
  readonly goToEnd: (end: 'first' | 'last') => void
  readonly zoomBy: (factor: number) => void
  readonly moveBy: (by: FramePoint) => void
  readonly fit: () => void
}

/** How far an arrow moves a picture that is zoomed, in CSS pixels. */
const ARROW_STEP = 60

/**
 * What the keys do: arrows go from picture to picture, and move one that is zoomed; Home and End, Page Up and Page Down;
 * plus, minus and 0. Escape is the browser's.
 */
export function lightboxKeys(actions: LightboxActions): (event: KeyboardEvent) => void {
  const { go, goToEnd, zoomBy, moveBy, fit } = actions
  const moveOrGo = (side: 1 | -1): void => {
    if (actions.isZoomed()) moveBy({ x: -side * ARROW_STEP, y: 0 })
    else go(actions.forward() === side ? 1 : -1)
  }
  const actionOf: ReadonlyMap<string, () => void> = new Map([
    ['ArrowLeft', () => moveOrGo(-1)],
    ['ArrowRight', () => moveOrGo(1)],
    ['ArrowUp', () => moveBy({ x: 0, y: ARROW_STEP })],
    ['ArrowDown', () => moveBy({ x: 0, y: -ARROW_STEP })],
    ['Home', () => goToEnd('first')],
    ['End', () => goToEnd('last')],
    ['PageUp', () => go(-1)],
    ['PageDown', () => go(1)],
    ['+', () => zoomBy(ZOOM_STEP)],
    ['=', () => zoomBy(ZOOM_STEP)],
    ['-', () => zoomBy(1 / ZOOM_STEP)],
    ['0', fit],
  ])

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = actionOf.get(event.key)
    // Neither what is around the dialog nor the page behind it takes part in what happens in here.
    event.stopPropagation()
    if (act === undefined) {
      const isPressed = event.target instanceof Element && event.target.closest('button, a')
      if (event.key === ' ' && !isPressed) event.preventDefault()
      return
    }
    event.preventDefault()
    act()
  }
}

/** Room between a preview and the edge of the window, in CSS pixels. */
const EDGE = 8

/**
 * Places a box below an element, or above it where there is no room below, and inside the window. For browsers that
 * cannot anchor one element at another by themselves.
 */
export function placeBeside(box: HTMLElement, anchor: HTMLElement): void {
  const beside = anchor.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const { clientWidth, clientHeight } = anchor.ownerDocument.documentElement
  const hasRoomBelow = beside.bottom + height <= clientHeight - EDGE
  const top = hasRoomBelow ? beside.bottom : Math.max(EDGE, beside.top - height)
  const isRightToLeft = getComputedStyle(anchor).direction === 'rtl'
  const wished = isRightToLeft ? beside.right - width : beside.left
  const left = Math.max(EDGE, Math.min(wished, clientWidth - width - EDGE))
  // Through the object model, which a strict policy allows where it refuses an attribute.
  box.style.setProperty('left', `${left}px`)
  box.style.setProperty('top', `${top}px`)
}

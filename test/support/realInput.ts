import { cdp } from 'vitest/browser'

// Input as the browser itself gives it, below everything that a page could imitate.

/** Turns the wheel over an element, by so many pixels. */
export async function turnWheel(element: Element, deltaY: number): Promise<void> {
  const frame = window.frameElement?.getBoundingClientRect()
  const scale = frame ? frame.width / window.innerWidth : 1
  const box = element.getBoundingClientRect()
  await cdp().send('Input.dispatchMouseEvent', {
    type: 'mouseWheel',
    x: (frame?.x ?? 0) + (box.x + box.width / 2) * scale,
    y: (frame?.y ?? 0) + (box.y + box.height / 2) * scale,
    deltaX: 0,
    deltaY,
  })
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Fingers on an element: each goes from its first point to its last, in pixels from the middle of the element. */
export async function slideFingers(
  element: Element,
  ...fingers: readonly (readonly [from: Point, to: Point])[]
): Promise<void> {
  const toPage = createPagePoint(element)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part?: number): Promise<unknown> =>
    cdp().send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.flatMap(([from, to], id) =>
        part === undefined
          ? []
          : [
              {
                ...toPage({
                  x: from.x + (to.x - from.x) * part,
                  y: from.y + (to.y - from.y) * part,
                }),
                id,
              },
            ],
      ),
    })
  await touch('touchStart', 0)
  for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', part)
  await touch('touchEnd')
}

/** Presses a mouse at a point counted from the middle of an element, moves it and lets go. */
export async function dragMouse(element: Element, from: Point, to: Point = from): Promise<void> {
  const toPage = createPagePoint(element)
  const mouse = (
    type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
    at: Point,
  ): Promise<unknown> =>
    cdp().send('Input.dispatchMouseEvent', {
      type,
      ...toPage(at),
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    })
  await mouse('mousePressed', from)
  if (to !== from) await mouse('mouseMoved', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
  if (to !== from) await mouse('mouseMoved', to)
  await mouse('mouseReleased', to)
}

function createPagePoint(element: Element): (point: Point) => Point {
  const frame = window.frameElement?.getBoundingClientRect()
  const scale = frame ? frame.width / window.innerWidth : 1
  const box = element.getBoundingClientRect()
  return ({ x, y }) => ({
    x: (frame?.x ?? 0) + (box.x + box.width / 2 + x) * scale,
    y: (frame?.y ?? 0) + (box.y + box.height / 2 + y) * scale,
  })
}

/** What an input method has put together so far, in the element with the focus. */
export async function compose(text: string): Promise<void> {
  await cdp().send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

/** Ends the composition with this text. */
export async function commit(text: string): Promise<void> {
  await cdp().send('Input.insertText', { text })
}

/** A key as it is while an input method looks at it: the page is told 229. */
export async function pressUnderInputMethod(key: string): Promise<void> {
  const event = { key, code: key, windowsVirtualKeyCode: 229 }
  await cdp().send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  await cdp().send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

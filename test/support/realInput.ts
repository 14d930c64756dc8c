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

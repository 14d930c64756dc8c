import { afterEach, describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { effectScope, type EffectScope } from 'vue'
import {
  useStickToBottom,
  type UseStickToBottomReturn,
} from '../../../src/composables/useStickToBottom.ts'
import { turnWheel } from '../../support/realInput.ts'

interface Staged {
  readonly viewport: HTMLElement
  readonly content: HTMLElement
  readonly stick: UseStickToBottomReturn
  readonly add: (lines?: number) => void
}

let scope: EffectScope | undefined
afterEach(() => {
  scope?.stop()
  document.body.replaceChildren()
})

/** Two frames: what a change of size leads to has happened by then. */
const settle = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))

async function stage(lines = 100): Promise<Staged> {
  const viewport = document.createElement('div')
  viewport.tabIndex = 0
  viewport.style.cssText =
    'height: 200px; overflow: auto; overflow-anchor: none; font: 16px/20px serif'
  const content = document.createElement('div')
  viewport.append(content)
  document.body.append(viewport)
  const add = (count = 1): void => {
    for (let line = 0; line < count; line += 1) {
      const row = document.createElement('div')
      row.textContent = `line ${content.childElementCount}`
      content.append(row)
    }
  }
  add(lines)
  scope = effectScope()
  const stick = scope.run(() => useStickToBottom(() => viewport))
  if (!stick) throw new Error('the scope is stopped')
  await settle()
  return { viewport, content, stick, add }
}

const toEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number =>
  scrollHeight - scrollTop - clientHeight

describe('useStickToBottom', () => {
  it('begins at the end and stays there while the content grows', async () => {
    const { viewport, stick, add } = await stage()
    expect(toEnd(viewport)).toBeLessThan(1)
    for (let round = 0; round < 5; round += 1) {
      add(7)
      await settle()
      expect(toEnd(viewport)).toBeLessThan(1)
    }
    expect(stick).toMatchObject({ isAtBottom: { value: true }, unread: { value: false } })
  })

  it('lets go when the reader turns the wheel up, and keeps still from then on', async () => {
    const { viewport, stick, add } = await stage()
    await turnWheel(viewport, -240)
    await expect.poll(() => toEnd(viewport)).toBeGreaterThan(100)
    expect(stick.isFollowing.value).toBe(false)
    const before = viewport.scrollTop
    await expect.poll(() => viewport.scrollTop === before || viewport.scrollTop).toBe(true)
    const top = viewport.scrollTop
    add(50)
    await settle()
    expect(viewport.scrollTop).toBe(top)
    expect(stick.unread.value).toBe(true)
  })

  it('lets go for one small turn of the wheel within the nearness of the end', async () => {
    const { viewport, stick, add } = await stage()
    await turnWheel(viewport, -10)
    await expect.poll(() => stick.isFollowing.value).toBe(false)
    await settle()
    add(10)
    await settle()
    expect(toEnd(viewport)).toBeGreaterThan(150)
  })

  it('takes hold again when the reader comes back to the end', async () => {
    const { viewport, stick, add } = await stage()
    await turnWheel(viewport, -300)
    await expect.poll(() => stick.isAtBottom.value).toBe(false)
    await turnWheel(viewport, 900)
    await expect.poll(() => stick.isFollowing.value).toBe(true)
    add(10)
    await settle()
    await expect.poll(() => toEnd(viewport)).toBeLessThan(1)
    expect(stick.unread.value).toBe(false)
  })

  it.each(['{PageUp}', '{ArrowUp}', '{Home}'])('lets go for the key %s', async (key) => {
    const { viewport, stick, add } = await stage()
    viewport.focus()
    await userEvent.keyboard(key)
    await expect.poll(() => stick.isFollowing.value).toBe(false)
    await settle()
    const top = viewport.scrollTop
    add(20)
    await settle()
    expect(viewport.scrollTop).toBeLessThanOrEqual(top)
  })

  it('lets go when the scroll bar is dragged up', async () => {
    const { viewport, stick } = await stage()
    viewport.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    viewport.scrollTop -= 300
    await expect.poll(() => stick.isFollowing.value).toBe(false)
  })

  it('lets go when something in it is selected', async () => {
    const { viewport, content, stick, add } = await stage()
    const row = content.lastElementChild
    if (!row) throw new Error('there is no row')
    document.getSelection()?.selectAllChildren(row)
    await expect.poll(() => stick.isFollowing.value).toBe(false)
    const top = viewport.scrollTop
    add(10)
    await settle()
    expect(viewport.scrollTop).toBe(top)
    expect(document.getSelection()?.toString()).toBe('line 99')
  })

  it('lets go when the browser jumps to what is searched for', async () => {
    const { viewport, content, stick, add } = await stage()
    // As find-in-page does: it scrolls, and tells the page nothing else.
    content.children[10]?.scrollIntoView({ block: 'center' })
    await expect.poll(() => stick.isFollowing.value).toBe(false)
    const top = viewport.scrollTop
    add(30)
    await settle()
    expect(viewport.scrollTop).toBe(top)
  })

  it('survives content that shrinks for a moment, over frames and within one task', async () => {
    const { viewport, content, stick, add } = await stage()
    const last = [...content.children].slice(-30).filter((row) => row instanceof HTMLElement)

    for (const row of last) row.style.display = 'none'
    await settle()
    for (const row of last) row.style.display = ''
    add()
    await settle()
    expect(toEnd(viewport)).toBeLessThan(1)

    for (const row of last) row.remove()
    // Whoever asks for a measure in between has the browser pull the viewport up.
    expect(viewport.scrollTop).toBeGreaterThan(0)
    content.append(...last)
    await settle()
    await settle()
    expect(stick.isFollowing.value).toBe(true)
    expect(toEnd(viewport)).toBeLessThan(1)
  })

  it('follows a viewport that changes its own height', async () => {
    const { viewport } = await stage()
    viewport.style.height = '90px'
    await settle()
    expect(toEnd(viewport)).toBeLessThan(1)
  })

  it('goes to the end when it is told to, smoothly where that is wanted', async () => {
    const { viewport, stick, add } = await stage()
    await turnWheel(viewport, -1500)
    await expect.poll(() => toEnd(viewport)).toBeGreaterThan(1000)
    stick.scrollToBottom({ behavior: 'smooth' })
    add(3)
    await expect.poll(() => toEnd(viewport), { timeout: 4000 }).toBeLessThan(1)
    expect(stick.isFollowing.value).toBe(true)
    add(3)
    await settle()
    expect(toEnd(viewport)).toBeLessThan(1)
  })

  it('leaves nothing behind', async () => {
    const { viewport, add } = await stage()
    scope?.stop()
    const top = viewport.scrollTop
    add(20)
    await settle()
    expect(viewport.scrollTop).toBe(top)
  })
})

import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { h, nextTick, shallowRef, type ShallowRef } from 'vue'
import { createRill } from '../../../src/components/createRill.ts'
import RillImages from '../../../src/components/results/RillImages.vue'
import RillLightbox from '../../../src/components/results/RillLightbox.vue'
import type { ResultImage } from '../../../src/dialects/events.ts'
import { dragMouse, slideFingers } from '../../support/realInput.ts'

const base = `${location.origin}/playground/backend/uploads/images/`
const images: readonly ResultImage[] = [
  { url: 'sensor1.png', alt: 'The sensor' },
  { url: 'sensor2.png', alt: 'Its plug' },
  { url: 'bearing.png', alt: 'The bearing' },
  { url: 'motor.png', alt: 'The motor' },
]
const requested = (part: string): boolean =>
  performance.getEntriesByType('resource').some(({ name }) => name.includes(part))

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 350))

interface Scene {
  readonly open: ShallowRef<boolean>
  readonly index: ShallowRef<number>
  readonly dialog: HTMLDialogElement
  readonly stage: () => HTMLElement
  readonly picture: () => HTMLImageElement
  /** How many times its fitting size the picture is drawn. */
  readonly scale: () => number
}

async function stage(
  pictures: readonly ResultImage[] = images,
  attributes: Record<string, string> = {},
): Promise<Scene> {
  const open = shallowRef(true)
  const index = shallowRef(0)
  const { container } = await render(() =>
    h('main', { class: 'rill', ...attributes }, [
      h(RillLightbox, {
        images: pictures,
        title: 'Spindle',
        base,
        open: open.value,
        index: index.value,
        'onUpdate:open': (now) => (open.value = now),
        'onUpdate:index': (now) => (index.value = now),
      }),
    ]),
  )
  const area = container.querySelector<HTMLElement>('.rill-lightbox-stage')
  const dialog = container.querySelector('dialog')
  if (dialog === null || area === null) throw new Error('no dialog')
  const picture = (): HTMLImageElement => {
    const found = area.querySelector<HTMLImageElement>('[data-place="here"] > img')
    if (found === null) throw new Error('no picture')
    return found
  }
  while (!picture().complete) await settled()
  return {
    open,
    index,
    dialog,
    stage: () => area,
    picture,
    scale: () => picture().getBoundingClientRect().width / picture().offsetWidth,
  }
}

beforeEach(async () => {
  await page.viewport(800, 600)
})

describe('RillLightbox by keyboard', () => {
  it('keeps the focus, and gives it back to the picture that it was opened from', async () => {
    const screen = await render(RillImages, { props: { images, title: 'Spindle', base } })
    const link = screen.container.querySelectorAll('a')[1]
    link?.focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(screen.getByRole('dialog', { name: 'Spindle' })).toBeVisible()
    const dialog = screen.container.querySelector('dialog')
    expect(dialog?.matches(':modal')).toBe(true)
    for (let press = 0; press < 12; press++) {
      expect(
        dialog?.contains(document.activeElement) || document.activeElement === document.body,
      ).toBe(true)
      await userEvent.keyboard('{Tab}')
    }
    expect(dialog?.querySelector('[data-place="here"] img')?.getAttribute('alt')).toBe('Its plug')
    await userEvent.keyboard('{Escape}')
    await expect.poll(() => dialog?.open).toBe(false)
    expect(document.activeElement).toBe(link)
  })

  it('leaves a link that is opened with a key held to the browser', async () => {
    const { container } = await render(RillImages, { props: { images, base } })
    const event = new MouseEvent('click', { ctrlKey: true, cancelable: true, bubbles: true })
    container.addEventListener('click', (click) => {
      expect(click.defaultPrevented).toBe(false)
      click.preventDefault()
    })
    container.querySelector('a')?.dispatchEvent(event)
    await settled()
    expect(container.querySelector('dialog[open]')).toBeNull()
  })

  it('goes from picture to picture and to the ends, and says where it is', async () => {
    const { index, dialog } = await stage()
    const status = dialog.querySelector('[role=status]')
    expect(status?.textContent).toBe('1 of 4: The sensor')
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(index.value).toBe(2)
    await nextTick()
    expect(status?.textContent).toBe('3 of 4: The bearing')
    await userEvent.keyboard('{ArrowLeft}')
    expect(index.value).toBe(1)
    await userEvent.keyboard('{End}')
    expect(index.value).toBe(3)
    await userEvent.keyboard('{ArrowRight}{PageDown}')
    expect(index.value).toBe(3)
    await userEvent.keyboard('{Home}')
    expect(index.value).toBe(0)
  })

  it('goes the other way where reading does', async () => {
    const { index, dialog } = await stage(images, { dir: 'rtl' })
    await userEvent.keyboard('{ArrowLeft}')
    expect(index.value).toBe(1)
    await userEvent.keyboard('{ArrowRight}')
    expect(index.value).toBe(0)
    await settled()
    const next = dialog.querySelector('[data-place="after"]')?.getBoundingClientRect()
    expect(next?.right).toBeLessThanOrEqual(1)
  })

  it('zooms, moves what is zoomed, and makes it fit again', async () => {
    const { index, picture, scale, dialog } = await stage()
    await userEvent.keyboard('++')
    await settled()
    expect(scale()).toBeCloseTo(2.25)
    expect(dialog.querySelector('[role=status]')?.textContent).toBe('Shown at 225%')
    const before = picture().getBoundingClientRect().x
    await userEvent.keyboard('{ArrowRight}')
    await settled()
    expect(picture().getBoundingClientRect().x).toBeLessThan(before)
    expect(index.value).toBe(0)
    await userEvent.keyboard('-')
    await settled()
    expect(scale()).toBeCloseTo(1.5)
    await userEvent.keyboard('0')
    await settled()
    expect(scale()).toBeCloseTo(1)
  })

  it('hears the keys after a press on the stage, and keeps them to itself', async () => {
    const { index, stage: area, picture } = await stage()
    const heard: string[] = []
    document.body.addEventListener('keydown', ({ key }) => heard.push(key), { once: true })
    await dragMouse(picture(), { x: 0, y: 0 })
    expect(area().closest('[tabindex]')?.contains(document.activeElement)).toBe(true)
    await userEvent.keyboard('{ArrowRight}')
    expect(index.value).toBe(1)
    expect(heard).toEqual([])
  })
})

describe('RillLightbox by hand', () => {
  it('is swiped to the next picture and back, and not beyond the first', async () => {
    const { index, stage: area } = await stage()
    await slideFingers(area(), [
      { x: 150, y: 0 },
      { x: -150, y: 10 },
    ])
    await expect.poll(() => index.value).toBe(1)
    await settled()
    const back = [
      { x: -150, y: 0 },
      { x: 150, y: 0 },
    ] as const
    await slideFingers(area(), back)
    await expect.poll(() => index.value).toBe(0)
    await settled()
    await slideFingers(area(), back)
    await settled()
    expect(index.value).toBe(0)
    expect(area().querySelector('.rill-lightbox-track')?.getBoundingClientRect().x).toBe(0)
  })

  it('is swiped the other way where reading goes the other way', async () => {
    const { index, stage: area } = await stage(images, { dir: 'rtl' })
    await slideFingers(area(), [
      { x: -150, y: 0 },
      { x: 150, y: 0 },
    ])
    await expect.poll(() => index.value).toBe(1)
  })

  it('zooms between two fingers, and then moves with one', async () => {
    const { index, picture, scale, stage: area } = await stage()
    await slideFingers(
      area(),
      [
        { x: -40, y: 0 },
        { x: -120, y: 0 },
      ],
      [
        { x: 40, y: 0 },
        { x: 120, y: 0 },
      ],
    )
    await settled()
    expect(scale()).toBeGreaterThan(2.5)
    expect(scale()).toBeLessThan(3.5)
    const before = picture().getBoundingClientRect().x
    await slideFingers(area(), [
      { x: 0, y: 0 },
      { x: -100, y: 0 },
    ])
    await settled()
    expect(picture().getBoundingClientRect().x).toBeCloseTo(before - 100, -1)
    expect(index.value).toBe(0)
  })

  it('zooms in with a double press and out with another, and moves with the mouse', async () => {
    const { picture, scale, stage: area } = await stage()
    const press = async (): Promise<void> => {
      await dragMouse(area(), { x: 20, y: 20 })
      await dragMouse(area(), { x: 20, y: 20 })
      await settled()
    }
    await press()
    expect(scale()).toBeCloseTo(2.5)
    const before = picture().getBoundingClientRect()
    await dragMouse(area(), { x: 0, y: 0 }, { x: 60, y: 30 })
    await settled()
    expect(picture().getBoundingClientRect().x).toBeCloseTo(before.x + 60, 0)
    expect(picture().getBoundingClientRect().y).toBeCloseTo(before.y + 30, 0)
    await press()
    expect(scale()).toBeCloseTo(1)
  })

  it('zooms with Ctrl and the wheel, at the pointer; the page behind does not move', async () => {
    const { dialog, picture, scale } = await stage()
    const turn = (options: WheelEventInit): boolean =>
      picture().dispatchEvent(
        new WheelEvent('wheel', { bubbles: true, cancelable: true, ...options }),
      )
    const { x, y } = picture().getBoundingClientRect()
    expect(turn({ deltaY: -100, ctrlKey: true, clientX: x, clientY: y })).toBe(false)
    await settled()
    expect(scale()).toBeCloseTo(2)
    expect(turn({ deltaY: 100 })).toBe(false)
    expect(dialog.open).toBe(true)
  })

  it('is closed by a press beside the picture, and not by one on it', async () => {
    const { open, picture, stage: area } = await stage()
    await dragMouse(picture(), { x: 0, y: 0 })
    expect(open.value).toBe(true)
    const { height } = area().getBoundingClientRect()
    await dragMouse(area(), { x: 0, y: height / 2 - 3 })
    await expect.poll(() => open.value).toBe(false)
  })
})

describe('RillLightbox and the network', () => {
  it('asks for the picture beside ahead, and not for one that waits for a click', async () => {
    const foreign = 'http://127.0.0.1:9/beside-foreign.png'
    const { dialog, index } = await stage([
      { url: 'valve.png?first' },
      { url: 'valve.png?beside' },
      { url: 'valve.png?far' },
      { url: foreign, alt: 'A chart' },
    ])
    await expect.poll(() => requested('valve.png?beside')).toBe(true)
    expect(requested('valve.png?far')).toBe(false)
    index.value = 3
    await expect.poll(() => requested('valve.png?far')).toBe(true)
    await settled()
    expect(requested('beside-foreign')).toBe(false)
    const load = dialog.querySelector<HTMLElement>('[data-place="here"] button')
    expect(load?.textContent.trim()).toBe('Load picture from 127.0.0.1:9')
    load?.click()
    await expect.poll(() => requested('beside-foreign')).toBe(true)
    expect(dialog.contains(document.activeElement)).toBe(true)
    await expect
      .poll(() => dialog.querySelector('[data-place="here"]')?.textContent)
      .toContain('could not be loaded')
    await userEvent.keyboard('{Home}')
    expect(index.value).toBe(0)
  })

  it('shows what the reader has asked for in the grid', async () => {
    const url = `${base.replace('localhost', '127.0.0.1')}plc.png`
    const screen = await render(RillImages, {
      props: { images: [{ url: 'sensor1.png' }, { url, alt: 'The controller' }], base },
    })
    const load = screen.container.querySelector('button')
    load?.click()
    await nextTick()
    expect(document.activeElement).toBe(screen.container.querySelectorAll('a')[1])
    await userEvent.keyboard('{Enter}')
    await expect
      .poll(() => screen.container.querySelector('dialog[open] [data-place="here"] img'))
      .not.toBeNull()
  })
})

describe('RillLightbox on the page', () => {
  it('shifts nothing when it opens and closes', async () => {
    let shift = 0
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ('value' in entry) shift += Number(entry.value)
      }
    })
    const screen = await render(() => [
      h(RillImages, { images, base }),
      h('p', { style: 'block-size: 3000px' }, 'A long page with a scroll bar.'),
    ])
    const text = screen.container.querySelector('p')
    await expect.poll(() => screen.container.querySelectorAll('[data-state=loaded]').length).toBe(4)
    observer.observe({ type: 'layout-shift', buffered: false })
    const before = text?.getBoundingClientRect()
    screen.container.querySelector('a')?.click()
    await expect.poll(() => screen.container.querySelector('dialog[open]')).not.toBeNull()
    await settled()
    expect(text?.getBoundingClientRect()).toEqual(before)
    await userEvent.keyboard('{PageDown}{ArrowDown} {Escape}')
    await settled()
    expect(window.scrollY).toBe(0)
    expect(text?.getBoundingClientRect()).toEqual(before)
    observer.disconnect()
    expect(shift).toBe(0)
  })

  it('closes with its component, and gives the focus back', async () => {
    const isThere = shallowRef(true)
    const { container } = await render(() => [
      h('button', 'before'),
      isThere.value ? h(RillImages, { images, base }) : undefined,
    ])
    container.querySelector('button')?.focus()
    container.querySelector('a')?.click()
    await expect.poll(() => container.querySelector('dialog[open]')).not.toBeNull()
    isThere.value = false
    await nextTick()
    expect(document.activeElement).toBe(container.querySelector('button'))
  })

  it.each([
    ['light', 'en', 'Next picture'],
    ['dark', 'zh-CN', '下一张'],
  ] as const)('has nothing that axe objects to, %s in %s', async (theme, locale, next) => {
    const screen = await render(
      () => h('main', { 'data-theme': theme }, h(RillImages, { images, base, title: 'Spindle' })),
      { global: { plugins: [createRill({ locale })] } },
    )
    screen.container.querySelector('a')?.click()
    await expect.element(screen.getByRole('button', { name: next })).toBeVisible()
    await settled()
    const { violations, passes } = await axe.run(screen.container)
    expect(passes.map(({ id }) => id)).toContain('color-contrast')
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    ).toEqual([])
  })
})

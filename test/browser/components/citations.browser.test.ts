import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { createSSRApp, h, nextTick, type App } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { createRill } from '../../../src/components/createRill.ts'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import type { ResultItem } from '../../../src/dialects/events.ts'
import { createStagedStream, type StagedStream } from '../../support/stagedStream.ts'

const items: readonly ResultItem[] = [1, 2, 3].map((number) => ({
  id: `s${number}`,
  title: `Manual ${number}`,
  text: `What manual ${number} says.`,
  url: `https://docs.example.com/${number}`,
  images: [],
  metadata: {},
}))

function stage(): StagedStream {
  const stream = createStagedStream()
  stream.take(
    { type: 'start', dialect: 'rag' },
    { type: 'results', kind: 'retrieved', items },
    {
      type: 'text',
      channel: 'answer',
      delta: `${'Words. '.repeat(300)}\n\nA fact [1][2], more [3].`,
    },
    { type: 'done', reason: 'stop', clean: true },
  )
  return stream
}

function createAnswer(): App {
  return createSSRApp(RillAnswer, { stream: stage() })
}

function tap(target: Element): void {
  const touch = { bubbles: true, cancelable: true, pointerType: 'touch' }
  target.dispatchEvent(new PointerEvent('pointerdown', touch))
  target.dispatchEvent(new PointerEvent('click', touch))
}

interface Scene {
  readonly page: HTMLElement
  readonly chip: (number: number) => HTMLElement
  readonly card: (number: number) => HTMLElement
}

async function open(
  attributes: Record<string, string> = {},
  locale: 'en' | 'zh-CN' = 'en',
): Promise<Scene> {
  const stream = stage()
  const { container } = await render(
    () =>
      h(
        'main',
        { class: 'rill', ...attributes, style: 'background: var(--rill-color-surface)' },
        h(RillAnswer, { stream }),
      ),
    { global: { plugins: [createRill({ locale })] } },
  )
  const page = container instanceof HTMLElement ? container : document.body
  const at = (selector: string, number: number): HTMLElement => {
    const element = page.querySelectorAll<HTMLElement>(selector)[number - 1]
    if (element === undefined) throw new Error(`no ${selector}`)
    return element
  }
  return {
    page,
    chip: (number) => at('a.rill-citation-chip', number),
    card: (number) => at('.rill-results .rill-card', number),
  }
}

const preview = (): HTMLElement | null => document.querySelector('.rill-citation-preview')
const shown = async (): Promise<HTMLElement> => {
  await expect
    .poll(() => document.querySelector('.rill-citation-preview .rill-card'))
    .not.toBeNull()
  const box = preview()
  if (box === null) throw new Error('no preview')
  return box
}
const gone = async (): Promise<void> => {
  await expect.poll(preview).toBeNull()
}

afterEach(async () => {
  await userEvent.unhover(document.body)
})

describe('a citation', () => {
  it('shows its source beside it while the pointer is on it or on what it shows', async () => {
    const { chip, page } = await open()
    chip(2).scrollIntoView({ block: 'center' })
    const height = page.scrollHeight
    await userEvent.hover(chip(2))
    const box = await shown()
    expect(box.textContent).toContain('What manual 2 says.')
    expect(box.matches(':popover-open')).toBe(true)
    expect(page.scrollHeight).toBe(height)
    expect(document.activeElement).toBe(document.body)
    const beside = chip(2).getBoundingClientRect()
    const { top, bottom, left, right } = box.getBoundingClientRect()
    expect(Math.min(Math.abs(top - beside.bottom), Math.abs(bottom - beside.top))).toBeLessThan(8)
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(innerWidth)
    await userEvent.hover(box)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(preview()).toBe(box)
    await userEvent.hover(chip(3))
    await expect.poll(() => preview()?.textContent).toContain('What manual 3 says.')
  })

  it('shows its source to the keyboard, and closes with Escape where the focus stays', async () => {
    const { chip } = await open()
    chip(1).focus()
    await userEvent.keyboard('{Tab}{Shift>}{Tab}{/Shift}')
    await shown()
    expect(document.activeElement).toBe(chip(1))
    await userEvent.keyboard('{Escape}')
    await gone()
    expect(document.activeElement).toBe(chip(1))
  })

  it('leads to the card of its source and back', async () => {
    const { chip, card, page } = await open()
    const address = location.href
    await userEvent.click(chip(3))
    expect(document.activeElement).toBe(card(3))
    await gone()
    expect(location.href).toBe(address)
    const back = card(3).querySelector<HTMLElement>('.rill-card-back')
    if (back === null) throw new Error('no way back')
    expect(back.textContent.trim()).toBe('Back to the text')
    await userEvent.click(back)
    expect(document.activeElement).toBe(chip(3))
    expect(page.querySelector('.rill-card-back')).toBeNull()
  })

  it('shows its source to a finger, which finds it and can put it away', async () => {
    const { chip, card } = await open()
    tap(chip(1))
    const box = await shown()
    tap(chip(1))
    await gone()
    tap(chip(1))
    await shown()
    tap(document.body)
    await gone()
    tap(chip(2))
    const again = await shown()
    expect(again).not.toBe(box)
    again.querySelector<HTMLElement>('.rill-citation-go')?.click()
    expect(document.activeElement).toBe(card(2))
  })

  it('shows its source in place where the page has no card of it', async () => {
    const { container } = await render(RillMarkdown, {
      props: { content: 'See [1].', references: items },
    })
    const chip = container.querySelector('a')
    if (chip === null) throw new Error('no chip')
    await userEvent.click(chip)
    const box = await shown()
    expect(box.querySelector('.rill-citation-go')).toBeNull()
  })

  it('is copied as it was written, and the words on buttons are not', async () => {
    const { container } = await render(RillMarkdown, {
      props: {
        content: 'Fact [1][2].\n\n```ts\ncode\n```\n\n|a|b|\n|-|-|\n|c|d|',
        references: items,
      },
      global: { plugins: [createRill()] },
    })
    getSelection()?.selectAllChildren(container)
    const copied = getSelection()?.toString() ?? ''
    getSelection()?.removeAllRanges()
    expect(copied).toContain('Fact [1][2].')
    expect(copied).toContain('code')
    expect(copied).not.toContain('Copy')
    expect(copied).not.toContain('Wrap')
    const [bracket] = container.querySelectorAll('.rill-citation .rill-copied')
    expect(bracket?.getBoundingClientRect().width).toBe(0)
  })

  it.each([
    ['ltr', 'start'],
    ['ltr', 'end'],
    ['rtl', 'start'],
    ['rtl', 'end'],
  ] as const)(
    'is placed by script where the browser has no anchors, %s at the %s',
    async (dir, block) => {
      const supports = vi.spyOn(CSS, 'supports').mockReturnValue(false)
      const { chip } = await open({ dir })
      chip(2).scrollIntoView({ block })
      await userEvent.hover(chip(2))
      const box = await shown()
      // What the style sheet asks for is taken away, as in a browser that does not know it.
      box.style.setProperty('position-area', 'none')
      const inside = (): boolean => {
        globalThis.dispatchEvent(new Event('resize'))
        const beside = chip(2).getBoundingClientRect()
        const { top, bottom, left, right } = box.getBoundingClientRect()
        const isNear = Math.min(Math.abs(top - beside.bottom), Math.abs(bottom - beside.top)) < 9
        return isNear && left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
      }
      await expect.poll(inside).toBe(true)
      supports.mockRestore()
      await userEvent.unhover(document.body)
      await gone()
    },
  )

  it.each(['ltr', 'rtl'])('is 24 pixels to press each way, %s', async (dir) => {
    const { chip } = await open({ dir })
    chip(1).scrollIntoView({ block: 'center' })
    for (const target of [chip(1), chip(2), chip(3)]) {
      const { left, right, top, bottom } = target.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const reach = [
        [x - 11.5, y],
        [x + 11.5, y],
        [x, y - 11.5],
        [x, y + 11.5],
      ] as const
      for (const [px, py] of reach) expect(document.elementFromPoint(px, py)).toBe(target)
    }
  })

  it.each([
    ['light', 'en', 'Source 1: Manual 1'],
    ['dark', 'zh-CN', '来源 1: Manual 1'],
  ] as const)('has nothing that axe objects to, %s in %s', async (theme, locale, name) => {
    const { page, chip } = await open({ 'data-theme': theme }, locale)
    expect(chip(1).getAttribute('aria-label')).toBe(name)
    await userEvent.hover(chip(1))
    await shown()
    const { violations } = await axe.run(page)
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    ).toEqual([])
  })

  it('is taken over from a server as it stands', async () => {
    const page = document.createElement('div')
    page.append(
      document.createRange().createContextualFragment(await renderToString(createAnswer())),
    )
    document.body.append(page)
    const chips = [...page.querySelectorAll('a.rill-citation-chip')]
    const app = createAnswer()
    app.mount(page)
    await nextTick()
    expect(chips).toHaveLength(3)
    expect([...page.querySelectorAll('a.rill-citation-chip')]).toEqual(chips)
    app.unmount()
    page.remove()
  })
})

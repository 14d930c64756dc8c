import axe from 'axe-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-vue'
import { createSSRApp, h, shallowRef, type App, type ShallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { provideCitations } from '../../../src/components/citations/citations.ts'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import RillLightbox from '../../../src/components/results/RillLightbox.vue'
import RillResults from '../../../src/components/results/RillResults.vue'
import type { ResultItem } from '../../../src/dialects/events.ts'

const createItems = (count: number): readonly ResultItem[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${index + 1}`,
    title: `Result ${index + 1}`,
    text: 'Words of a manual. '.repeat((index * 7) % 12),
    url: `https://docs.example.com/${index + 1}`,
    images: [],
    metadata: { page: index },
  }))

const frame = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 6; turn++) await frame()
}

interface Scene {
  readonly items: ShallowRef<readonly ResultItem[]>
  readonly cards: () => readonly HTMLElement[]
  readonly scroller: HTMLElement
  readonly titleInSight: () => string | undefined
}

async function stage(count: number, props: Record<string, unknown> = {}): Promise<Scene> {
  const items = shallowRef(createItems(count))
  const { container } = await render(() =>
    h('main', { class: 'rill', style: 'block-size: 500px; overflow: auto' }, [
      h('p', 'Above'),
      h(RillResults, { items: items.value, ...props }),
    ]),
  )
  await rest()
  const scroller = container.querySelector('main')
  if (scroller === null) throw new Error('no scroller')
  const cards = (): readonly HTMLElement[] => [
    ...container.querySelectorAll<HTMLElement>('.rill-card'),
  ]
  return {
    items,
    cards,
    scroller,
    titleInSight: () => {
      const { top } = scroller.getBoundingClientRect()
      const card = cards().find((each) => each.getBoundingClientRect().top >= top)
      return card?.querySelector('.rill-card-title')?.textContent.trim()
    },
  }
}

beforeEach(async () => {
  await page.viewport(1000, 600)
})

describe('a long list of results', () => {
  it.each([500, 5_000])('of %i has few of them in the page, wherever it is', async (count) => {
    const { cards, scroller, titleInSight } = await stage(count)
    const last = count
    expect(cards().length).toBeLessThanOrEqual(180)
    for (const part of [0.25, 0.5, 0.9]) {
      scroller.scrollTop = scroller.scrollHeight * part
      await expect.poll(titleInSight).toBeDefined()
      await rest()
      const seen = Number(titleInSight()?.replace('Result ', ''))
      expect(seen / count).toBeGreaterThan(part - 0.1)
      expect(seen / count).toBeLessThan(part + 0.1)
      expect(cards().length).toBeLessThanOrEqual(240)
    }
    for (let turn = 0; turn < 4; turn++) {
      scroller.scrollTop = scroller.scrollHeight
      await rest()
    }
    expect(cards().at(-1)?.textContent).toContain(`Result ${last}`)
    const { bottom } = scroller.getBoundingClientRect()
    expect(cards().at(-1)?.getBoundingClientRect().bottom).toBeLessThanOrEqual(bottom + 1)
    expect(document.querySelectorAll('main *').length).toBeLessThan(6_000)
  })

  it('moves nothing that is in sight while the reader scrolls down and back', async () => {
    const { cards, scroller } = await stage(1_000)
    let worst = 0
    for (let step = 0; step < 30; step++) {
      const { top } = scroller.getBoundingClientRect()
      const card = cards().find((each) => each.getBoundingClientRect().bottom > top)
      const before = card?.getBoundingClientRect().top ?? 0
      const way = step < 20 ? 300 : -300
      const from = scroller.scrollTop
      scroller.scrollTop += way
      const asked = scroller.scrollTop - from
      await rest()
      if (card?.isConnected) {
        worst = Math.max(worst, Math.abs(card.getBoundingClientRect().top - (before - asked)))
      }
    }
    expect(worst).toBeLessThan(1.5)
  })

  it('has all of a list that is not long, and of any list when it is told to', async () => {
    expect((await stage(119)).cards()).toHaveLength(119)
    expect((await stage(400, { windowFrom: Infinity })).cards()).toHaveLength(400)
  })

  it('is gone through with Tab', async () => {
    const { cards } = await stage(300)
    cards()[0]?.querySelector('a')?.focus()
    const links: string[] = []
    for (let press = 0; press < 150; press++) {
      links.push(document.activeElement?.textContent?.trim() ?? '')
      await userEvent.keyboard('{Tab}')
      // Whether a text is folded, and so has a button behind it, shows once it has been measured.
      if (document.activeElement?.matches('button')) await userEvent.keyboard('{Tab}')
    }
    expect(links).toEqual(Array.from({ length: 150 }, (_, index) => `Result ${index + 1}`))
  })

  it('keeps what is selected or has the focus, however far the reader goes', async () => {
    const { cards, scroller } = await stage(1_000)
    const link = cards()[3]?.querySelector('a')
    link?.focus({ preventScroll: true })
    scroller.scrollTop = scroller.scrollHeight / 2
    await rest()
    await rest()
    expect(link?.isConnected).toBe(true)
    expect(document.activeElement).toBe(link)
  })

  it('keeps its cards while more results arrive', async () => {
    const { items, cards } = await stage(100)
    const before = cards()
    items.value = createItems(400)
    await rest()
    expect(cards().slice(0, 60)).toEqual(before.slice(0, 60))
    expect(document.querySelector('.rill-results-label')?.textContent).toContain('400 results')
  })

  it('is printed whole', async () => {
    const { cards } = await stage(300)
    // The browser takes its picture at once, so there is no tick to wait for.
    window.dispatchEvent(new Event('beforeprint'))
    expect(cards()).toHaveLength(300)
    window.dispatchEvent(new Event('afterprint'))
    expect(cards().length).toBeLessThan(300)
  })

  it('brings in the card that a number in the text leads to', async () => {
    const items = createItems(600)
    const Answer = {
      setup() {
        provideCitations(items)
        return () =>
          h('main', { class: 'rill' }, [
            h(RillMarkdown, { content: 'A fact [580].' }),
            h(RillResults, { items }),
          ])
      },
    }
    const { container } = await render(Answer)
    await rest()
    const chip = container.querySelector<HTMLElement>('a.rill-citation-chip')
    expect(container.textContent).not.toContain('Result 580')
    chip?.click()
    await expect.poll(() => document.activeElement?.textContent).toContain('Result 580')
    await rest()
    await expect
      .poll(() => {
        const box = document.activeElement?.getBoundingClientRect()
        return box !== undefined && box.top < innerHeight && box.bottom > 0
      })
      .toBe(true)
    expect(document.activeElement?.getAttribute('data-state')).toBe('visited')
    document.activeElement?.querySelector<HTMLElement>('.rill-card-back')?.click()
    await expect.poll(() => document.activeElement).toBe(chip)
  })

  it('names its parts, and has nothing that axe objects to', async () => {
    const { scroller } = await stage(300)
    const labels = [...scroller.querySelectorAll('ul')].map((list) => list.ariaLabel)
    expect(labels[0]).toBe('Results 1 to 60 of 300')
    // A scroller of the app's own is for the app to make reachable.
    const { violations } = await axe.run('.rill-results')
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('results from a server', () => {
  it('are taken over as they stand, a long list and open pictures too', async () => {
    const props = { images: [{ url: 'a.png', alt: 'A' }], base: location.origin, open: true }
    const createPage = (): App =>
      createSSRApp(() => [h(RillResults, { items: createItems(300) }), h(RillLightbox, props)])
    const html = await renderToString(createPage())
    const host = document.body.appendChild(document.createElement('main'))
    host.append(document.createRange().createContextualFragment(html))
    const before = [...host.querySelectorAll('article')]
    expect(before).toHaveLength(60)
    const app = createPage()
    // A mismatch is a warning of Vue's, and those fail the test.
    app.mount(host)
    await rest()
    expect([...host.querySelectorAll('article')].slice(0, 60)).toEqual(before)
    expect(host.querySelector('dialog')?.matches(':modal')).toBe(true)
    app.unmount()
    host.remove()
  })
})

describe('the text of a card', () => {
  it('is folded by what fits, and unfolds in its place', async () => {
    const text = 'line\n'.repeat(8)
    const items: readonly ResultItem[] = [
      { id: 'a', title: 'A', text, images: [], metadata: {} },
      { id: 'b', title: 'B', text: 'word '.repeat(40), images: [], metadata: {} },
    ]
    const { container } = await render(() =>
      h('main', { style: 'inline-size: 900px' }, [
        h('div', { style: 'display: grid' }, h(RillResults, { items })),
      ]),
    )
    await rest()
    const [first, second] = container.querySelectorAll('article')
    const more = first?.querySelector('button')
    const top = first?.querySelector('p')?.getBoundingClientRect().top
    expect(more?.textContent.trim()).toBe('Show more')
    more?.focus()
    await userEvent.keyboard('{Enter}')
    expect(more?.getAttribute('aria-expanded')).toBe('true')
    expect(document.activeElement).toBe(more)
    expect(first?.querySelector('p')?.getBoundingClientRect().top).toBe(top)
    expect(first?.querySelector('.rill-card-text')?.textContent).toContain('line')
    await userEvent.keyboard('{Enter}')
    expect(more?.textContent.trim()).toBe('Show more')

    // By its length alone it would be short.
    expect(second?.querySelector('button')).not.toBeNull()
    const main = container.querySelector('main')
    if (main) main.style.inlineSize = '2400px'
    await expect.poll(() => second?.querySelector('button')).toBeNull()
  })
})

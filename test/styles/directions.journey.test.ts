import { chromium, type Browser, type Locator, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import type { PageBundle } from '../support/bundlePage.ts'
import { buildTalkPage, openTalkPage } from './support/openTalkPage.ts'

let browser: Browser
let built: PageBundle

beforeAll(async () => {
  built = await buildTalkPage()
  browser = await chromium.launch(chromiumOptions)
})
afterAll(() => browser.close())

const middleOf = async (locator: Locator): Promise<number> => {
  const box = await locator.boundingBox()
  return box ? box.x + box.width / 2 : Number.NaN
}

/** Where the letters of a text stand, from the left. */
const placesOf = (locator: Locator): Promise<readonly number[]> =>
  locator.evaluate((element) => {
    const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()
    if (!(node instanceof Text)) return []
    return Array.from({ length: node.length }, (_, place) => {
      const range = document.createRange()
      range.setStart(node, place)
      range.setEnd(node, place + 1)
      return range.getBoundingClientRect().left
    })
  })

describe.each([1000, 390])('in a page that is read from the right, %d pixels wide', (width) => {
  const open = (): Promise<Page> =>
    openTalkPage(browser, built, { questions: 2, dir: 'rtl' }, { viewport: { width, height: 800 } })

  it('what stands at an end stands at the other one', async () => {
    const page = await open()
    const middle = width / 2
    expect(await middleOf(page.locator('.rill-question').last())).toBeLessThan(middle)
    expect(await middleOf(page.getByRole('button', { name: 'Send' }))).toBeLessThan(middle)
    expect(await middleOf(page.locator('.rill-card-number').first())).toBeGreaterThan(middle)
    expect(await middleOf(page.locator('.rill-answer-status').last())).toBeGreaterThan(middle)
    await page.close()
  })

  it('nothing sticks out at the side', async () => {
    const page = await open()
    const overflow = await page.evaluate(() =>
      [...document.querySelectorAll('.rill, .rill-chat-viewport')]
        .filter(
          (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0,
        )
        .map((element) => element.className),
    )
    expect(overflow).toEqual([])
    await page.close()
  })

  it('a sentence of the kit keeps its own order', async () => {
    const page = await open()
    const places = await placesOf(page.locator('.rill-results-label').last())
    expect(places).toEqual(places.toSorted((one, other) => one - other))
    expect(places[0]).toBeGreaterThan(width / 2)
    await page.close()
  })
})

describe.each(['light', 'dark'] as const)('in forced colours that are %s', (colorScheme) => {
  const open = (): Promise<Page> =>
    openTalkPage(browser, built, { questions: 1 }, { forcedColors: 'active', colorScheme })

  it('what was told by a background is told by a line', async () => {
    const page = await open()
    const lineless = await page
      .locator(
        '.rill-button:not([data-variant="quiet"]):visible, .rill-card, .rill-code, .rill-citation-chip, .rill-card-number',
      )
      .evaluateAll((elements) =>
        elements
          .filter((element) => {
            const { borderTopWidth, outlineStyle } = getComputedStyle(element)
            return borderTopWidth === '0px' && outlineStyle === 'none'
          })
          .map((element) => element.className),
      )
    expect(lineless).toEqual([])
    await page.close()
  })

  it('lists have their points, and the focus is seen', async () => {
    const page = await open()
    const point = await page
      .locator('.rill-bullet')
      .first()
      .evaluate((item) => Number.parseFloat(getComputedStyle(item, '::before').borderTopWidth))
    expect(point).toBeGreaterThan(1)
    await page.getByRole('textbox').focus()
    await page.keyboard.press('Shift+Tab')
    const focused = await page.evaluate(
      () => document.activeElement && getComputedStyle(document.activeElement).outlineStyle,
    )
    expect(focused).toBe('solid')
    await page.close()
  })
})

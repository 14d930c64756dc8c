import { chromium, type Browser, type Page } from 'playwright'
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

const turnsIn = (page: Page): Promise<number> => page.locator('[data-turn-index]').count()

const pagesOf = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0

describe('a printed talk', () => {
  it('is whole, also when the screen only holds a window of it', async () => {
    const page = await openTalkPage(browser, built, { questions: 100 })
    const onScreen = await turnsIn(page)
    expect(onScreen).toBeLessThan(60)
    await page.evaluate(() =>
      // Behind the kit's own listener, and before the browser takes its picture.
      window.addEventListener('beforeprint', () => {
        document.title = `${document.querySelectorAll('[data-turn-index]').length}`
      }),
    )
    const pdf = await page.pdf()
    expect(await page.title()).toBe('200')
    expect(pagesOf(pdf)).toBeGreaterThan(50)
    await expect.poll(() => turnsIn(page)).toBeLessThan(60)
    await page.close()
  })

  it('is drawn at once when a script of the page prints', async () => {
    const page = await openTalkPage(browser, built, { questions: 100 })
    const turns = await page.evaluate(() => {
      window.dispatchEvent(new Event('beforeprint'))
      const { length } = document.querySelectorAll('[data-turn-index]')
      window.dispatchEvent(new Event('afterprint'))
      return length
    })
    expect(turns).toBe(200)
    await page.close()
  })

  it('has nothing to press, and everything unfolded', async () => {
    const page = await openTalkPage(browser, built, { questions: 1 })
    expect(await page.getByText('A thought that is folded away.').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('button:visible, textarea:visible').count()).toBe(0)
    for (const text of ['A thought that is folded away.', 'folded output']) {
      const box = await page.getByText(text).first().boundingBox()
      expect(box?.height).toBeGreaterThan(0)
    }
    const clipped = await page
      .locator('.rill-card-text')
      .evaluateAll(
        (cards) => cards.filter((card) => card.scrollHeight > card.clientHeight + 1).length,
      )
    expect(clipped).toBe(0)
    await page.close()
  })

  it('says who speaks, the number of each source and where it is found', async () => {
    const page = await openTalkPage(browser, built, { questions: 1 })
    await page.emulateMedia({ media: 'print' })
    const heading = await page.getByRole('heading', { name: 'Question 1' }).boundingBox()
    expect(heading?.height).toBeGreaterThan(10)
    const address = await page
      .locator('.rill-card-title .rill-link')
      .first()
      .evaluate((link) => getComputedStyle(link, '::after').content)
    expect(address).toContain('https://example.com/manual/1')
    expect(await page.locator('.rill-card-number').first().isVisible()).toBe(true)
    await page.close()
  })

  it('is dark on white for a reader whose screen is dark', async () => {
    const page = await openTalkPage(browser, built, { questions: 1 }, { colorScheme: 'dark' })
    const colorOf = (): Promise<string> =>
      page.locator('.rill-chat').evaluate((chat) => getComputedStyle(chat).color)
    expect(await colorOf()).toBe('rgb(228, 231, 236)')
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    expect(await colorOf()).toBe('rgb(27, 31, 39)')
    await page.close()
  })
})

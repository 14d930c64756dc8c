import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../../scripts/chromiumOptions.mjs'
import { bundleStyledPage, servePage, type PageBundle } from '../../support/bundlePage.ts'
import { startHttpServer, type TestHttpServer } from '../../support/httpServer.ts'
import type { mountResults as MountResults } from '../../support/resultsPage.ts'

/** The page's script has put it on its global object. */
declare const resultsPage: { readonly mountResults: typeof MountResults }

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360"/></svg>'

let bundle: PageBundle
let browser: Browser
let server: TestHttpServer
let page: Page

beforeAll(async () => {
  bundle = await bundleStyledPage('resultsPage.ts', 'resultsPage')
  browser = await chromium.launch(chromiumOptions)
})
beforeEach(async () => {
  server = await startHttpServer({
    ...servePage(bundle.script, bundle.styles),
    '*': async (exchange) => {
      // Late enough for what has no room of its own to push what stands below it.
      await exchange.wait(150)
      exchange.head(200, { 'content-type': 'image/svg+xml' })
      exchange.end(PICTURE)
    },
  })
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } })
  await page.goto(server.url)
})
afterEach(async () => {
  await page.close()
  await server.close()
})
afterAll(async () => {
  await browser?.close()
})

const asked = (): readonly string[] =>
  server.requests.map(({ url }) => url).filter((url) => url.startsWith('/pictures/'))

describe('pictures of results', () => {
  it('are requested once each, and only near the viewport', async () => {
    await page.evaluate(() => resultsPage.mountResults(400))
    await page.waitForTimeout(1_000)
    const first = asked().length
    expect(first).toBeGreaterThan(4)
    // Chromium asks for what is within 1,250 pixels of the window.
    expect(first).toBeLessThan(120)

    await page.evaluate(() => document.querySelector('main')?.scrollIntoView({ block: 'end' }))
    await expect.poll(asked, { timeout: 10_000 }).toContain('/pictures/400.svg')
    expect(asked().length).toBeLessThan(300)
    expect(new Set(asked()).size).toBe(asked().length)
  })

  it('shift nothing while they arrive and while the reader goes through the list', async () => {
    await page.evaluate(() => {
      const shifts: number[] = []
      Object.assign(globalThis, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if ('value' in entry) shifts.push(Number(entry.value))
        }
      }).observe({ type: 'layout-shift', buffered: true })
      resultsPage.mountResults(400)
    })
    await page.waitForTimeout(600)
    await page.mouse.move(500, 350)
    for (let turn = 0; turn < 20; turn++) {
      await page.mouse.wheel(0, turn < 14 ? 600 : -600)
      await page.waitForTimeout(120)
    }
    await page.waitForTimeout(400)
    expect(await page.evaluate(() => Reflect.get(globalThis, 'shifts'))).toEqual([])
    expect(await page.locator('.rill-picture[data-state=loaded]').count()).toBeGreaterThan(4)
  })

  it('stand in the lightbox in colours that the system forces', async () => {
    await page.emulateMedia({ forcedColors: 'active' })
    await page.evaluate(() => resultsPage.mountResults(1))
    await page.locator('.rill-picture-link').first().click()
    await page.locator('[data-place="here"] img').waitFor()
    const next = page.getByRole('button', { name: 'Next picture' })
    await next.click()
    await page.getByText('2 of 2').first().waitFor()
    const border = await next.evaluate((button) => getComputedStyle(button).borderTopColor)
    const ground = await page
      .locator('dialog')
      .evaluate((box) => getComputedStyle(box).backgroundColor)
    expect(border).not.toBe(ground)
  })
})

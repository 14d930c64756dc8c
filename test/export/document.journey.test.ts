import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { threadToHtml } from '../../src/export.ts'
import { talkOf } from '../store/support/openHistory.ts'

let browser: Browser
beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions)
})
afterAll(() => browser.close())

const HOSTILE = [
  '# A **bold** title',
  '<script>document.title = "ran"</script>',
  '<img src="http://127.0.0.1:9/p.png" onerror="document.title = \'ran\'">',
  '![pixel](http://127.0.0.1:9/p.png)',
  '[click](javascript:document.title="ran")',
  '</style><script>document.title = "ran"</script>',
].join('\n\n')

it('an exported document runs nothing, asks for nothing and is laid out, also on paper', async () => {
  const html = await threadToHtml({ ...talkOf('a', HOSTILE, HOSTILE), title: 'Pumps' })
  const page = await browser.newPage()
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => complaints.push(message.text()))
  await page.setContent(html)
  expect(await page.title()).toBe('Pumps')
  expect(await page.locator('script, img, iframe, button').count()).toBe(0)
  expect(await page.locator('strong').innerText()).toBe('bold')
  const margin = await page.locator('body').evaluate((body) => getComputedStyle(body).maxInlineSize)
  expect(margin).toBe('736px')
  for (const link of await page.locator('a').all()) {
    expect(await link.getAttribute('href')).toMatch(/^(?:https?:|#)/)
  }
  expect((await page.pdf()).length).toBeGreaterThan(5000)
  expect(requests).toEqual([])
  expect(complaints).toEqual([])
  await page.close()
})

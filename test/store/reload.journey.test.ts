import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { bundlePage } from '../support/bundlePage.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'

let browser: Browser
let server: TestHttpServer

beforeAll(async () => {
  const script = await bundlePage('../store/support/historyApp.ts', 'historyApp')
  const html = '<!doctype html><title>page</title><body><script src="/page.js"></script>'
  server = await startHttpServer({
    '/': (exchange) => {
      exchange.head(200, { 'content-type': 'text/html' })
      exchange.end(html)
    },
    '/page.js': (exchange) => {
      exchange.head(200, { 'content-type': 'text/javascript' })
      exchange.end(script)
    },
  })
  browser = await chromium.launch(chromiumOptions)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`

async function ask(page: Page, question: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(question)
  await page.keyboard.press('Enter')
}

/** What the storage holds of all talks. */
function storedTalks(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases()
    return new Promise<string>((resolve) => {
      const opening = indexedDB.open(name)
      opening.addEventListener('success', () => {
        const { result: database } = opening
        const reading = database.transaction('threads').objectStore('threads').getAll()
        reading.addEventListener('success', () => {
          database.close()
          resolve(JSON.stringify(reading.result))
        })
      })
    })
  })
}

it('an answer that was on its way when the page went away is there again, as far as it had come', async () => {
  server.on('/ask', (exchange) => {
    exchange.head(200, { 'content-type': 'text/event-stream' })
    void exchange.write(event({ type: 'token', token: 'The bearing is' }))
  })
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(server.url)
  await ask(page, '水泵为什么停机？')
  await page.getByText('The bearing is').waitFor()
  // A running answer is written once a second.
  await expect.poll(() => storedTalks(page), { timeout: 10_000 }).toContain('The bearing is')
  await page.reload()

  const row = page.locator('.rill-thread-open')
  await expect.poll(() => row.count()).toBe(1)
  expect(await row.innerText()).toContain('水泵为什么停机？')
  await row.click()
  await page.getByText('The bearing is').waitFor()
  expect(await page.locator('.rill-answer').getAttribute('data-state')).toBe('interrupted')
  const isPartial = (): Promise<unknown> =>
    page.evaluate(() => document.querySelector('main')?.dataset['partial'])
  expect(await isPartial()).toBe('水泵为什么停机？')

  // It can be asked for again from where it is, and is stored whole then.
  server.on('/ask', (exchange) => {
    exchange.head(200, { 'content-type': 'text/event-stream' })
    exchange.end(
      event({ type: 'final', data: { success: true, answer: 'The bearing is too hot.' } }),
    )
  })
  await page.locator('.rill-answer').getByRole('button', { name: 'Retry' }).click()
  await page.getByText('The bearing is too hot.').waitFor()
  await expect.poll(isPartial, { timeout: 10_000 }).toBe('')
  // The page knows before the storage does, and a busy machine takes its time to write.
  await expect
    .poll(() => storedTalks(page), { timeout: 10_000 })
    .toContain('The bearing is too hot.')
  await page.reload()
  await row.click()
  await page.getByText('The bearing is too hot.').waitFor()
  expect(await page.locator('.rill-answer').getAttribute('data-state')).toBe('complete')

  // Another talk, and the search that finds the first by what was answered in it.
  server.on('/ask', (exchange) => {
    exchange.head(200, { 'content-type': 'text/event-stream' })
    exchange.end(event({ type: 'final', data: { success: true, answer: 'All is well.' } }))
  })
  await page.getByRole('button', { name: 'New conversation' }).first().click()
  await ask(page, 'And now?')
  await page.getByText('All is well.').waitFor()
  await expect.poll(() => row.count()).toBe(2)
  await page.getByRole('searchbox').fill('BEARING')
  await expect.poll(() => row.allInnerTexts()).toEqual([expect.stringContaining('水泵')])
  await row.click()
  await page.getByText('The bearing is').waitFor()
  expect(complaints).toEqual([])
  await page.close()
})

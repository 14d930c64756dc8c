import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { bundlePage, servePage } from '../support/bundlePage.ts'
import { startHttpServer, type TestHttpServer } from '../support/httpServer.ts'
import type { StorageName } from './support/historyPage.ts'

// Two real tabs of one browser, with its own databases, locks and messages.

let browser: Browser
let server: TestHttpServer
let context: BrowserContext

beforeAll(async () => {
  const script = await bundlePage('../store/support/historyPage.ts', 'historyPage')
  server = await startHttpServer(servePage(script))
  browser = await chromium.launch(chromiumOptions)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})
beforeEach(async () => {
  context = await browser.newContext()
})
afterEach(() => context.close())

async function openTab(storage: StorageName): Promise<Page> {
  const tab = await context.newPage()
  await tab.goto(server.url)
  await tab.evaluate((name) => historyPage.page.open(name), storage)
  return tab
}

const titlesIn = (tab: Page): Promise<readonly string[]> =>
  tab.evaluate(() => historyPage.page.titles())

describe.each(['indexedDb', 'local'] as const)('two tabs with %s', (storage) => {
  it('keep talks over a reload and show each other what they store and remove', async () => {
    const one = await openTab(storage)
    const other = await openTab(storage)
    await one.evaluate(() => historyPage.page.say('a', '水泵为什么停机？', 'Because.'))
    await expect.poll(() => titlesIn(other)).toEqual(['水泵为什么停机？'])

    await other.reload()
    expect(await other.evaluate((name) => historyPage.page.open(name), storage)).toEqual([
      '水泵为什么停机？',
    ])
    const talk = await other.evaluate(() => historyPage.page.select('a'))
    expect(talk?.turns.length).toBe(2)

    await other.evaluate(() => historyPage.page.remove('a'))
    await expect.poll(() => titlesIn(one)).toEqual([])
  })

  it('that write one talk at the same time end with two whole talks', async () => {
    const one = await openTab(storage)
    await one.evaluate(() => historyPage.page.say('both', 'Both?', ''))
    const other = await openTab(storage)
    const forks = await Promise.all([
      one.evaluate(() => historyPage.page.stream('both', 40, 'L')),
      other.evaluate(() => historyPage.page.stream('both', 40, 'R')),
    ])
    const fresh = await openTab(storage)
    const answers = await fresh.evaluate(() => historyPage.page.all())
    for (const answer of answers) expect(answer).toMatch(/^(L*|R*)$/)
    expect(answers).toContain('L'.repeat(40))
    expect(answers).toContain('R'.repeat(40))
    expect(answers.length).toBe(forks.flat().length + 1)
  })
})

it('a talk that localStorage holds in pieces is set aside, and the others are there', async () => {
  const one = await openTab('local')
  await one.evaluate(() => historyPage.page.say('good', 'Good?', 'Yes.'))
  await one.evaluate(() => localStorage.setItem('vue-rill/thread/bad', '{"schema":1,"thr'))
  const fresh = await openTab('local')
  expect(await titlesIn(fresh)).toEqual(['Good?'])
  expect(await fresh.evaluate(() => historyPage.page.setAside())).toEqual([
    { id: 'bad', reason: 'broken' },
  ])
})

it('localStorage that is really full says so, and the talk stays in the page', async () => {
  const tab = await openTab('local')
  await tab.evaluate(() => localStorage.setItem('other', 'x'.repeat(5 * 1024 * 1024 - 100)))
  const fault = await tab.evaluate(async () => {
    await historyPage.page.say('a', 'Does it fit?', 'No. '.repeat(1000))
    return historyPage.page.fault()
  })
  expect(fault?.kind).toBe('quota')
  expect(await titlesIn(tab)).toEqual(['Does it fit?'])
})

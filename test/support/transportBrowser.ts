import { chromium } from 'playwright'
import type { BrowserContext } from 'playwright'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { bundlePage, servePage } from './bundlePage.ts'
import type { Answer } from './httpServer.ts'
import type { PageReport, PageTask, runTask as RunTask } from './transportPage.ts'

export interface TransportBrowser {
  /** What a server must answer to hold the page. */
  readonly answers: Readonly<Record<string, Answer>>
  /** A page of that server, ready for tasks. */
  open(url: string): Promise<TransportBrowserPage>
  close(): Promise<void>
}

export interface TransportBrowserPage {
  readonly context: BrowserContext
  run(task: PageTask): Promise<PageReport>
}

/** The page's script has put it on its global object. */
declare const runTask: typeof RunTask

/** A real Chromium that runs the transports in a page. */
export async function startTransportBrowser(): Promise<TransportBrowser> {
  const script = await bundlePage('transportPage.ts', 'transportPage')
  const browser = await chromium.launch(chromiumOptions)
  return {
    answers: servePage(script),
    async open(url) {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(url)
      return { context, run: (task) => page.evaluate((given) => runTask(given), task) }
    },
    close: () => browser.close(),
  }
}

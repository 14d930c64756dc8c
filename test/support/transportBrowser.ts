import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import type { BrowserContext } from 'playwright'
import { build } from 'vite'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
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
  const script = await bundlePage()
  const browser = await chromium.launch(chromiumOptions)
  const html = '<!doctype html><title>transports</title><script src="/page.js"></script>'
  return {
    answers: { '/': serve('text/html', html), '/page.js': serve('text/javascript', script) },
    async open(url) {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(url)
      return { context, run: (task) => page.evaluate((given) => runTask(given), task) }
    },
    close: () => browser.close(),
  }
}

async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('transportPage.ts', import.meta.url)),
        formats: ['iife'],
        name: 'transportPage',
      },
    },
  })
  const [bundle] = [result].flat()
  if (bundle === undefined || !('output' in bundle)) throw new TypeError('nothing was built')
  return bundle.output[0].code
}

function serve(type: string, body: string): Answer {
  return (exchange) => {
    exchange.head(200, { 'content-type': type })
    exchange.end(body)
  }
}

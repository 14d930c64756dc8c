import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { startPlayground, type RunningPlayground } from '../../scripts/startPlayground.mjs'
import { watchResponses, type ServedResponse } from './watchResponses.ts'

export interface PlaygroundPages {
  /** Opens a scene; the test fails where the page complains of anything. */
  readonly open: (scene: Readonly<Record<string, string>>, width?: number) => Promise<Page>
  /** The responses that the server gave since the page was opened. */
  readonly served: readonly ServedResponse[]
  readonly origin: string
}

/** The playground in a browser, for the tests of one file. */
export function usePlayground(): PlaygroundPages {
  let playground: RunningPlayground
  let browser: Browser
  /** What a healthy page never has: errors and Vue warnings on the console, requests to anybody else. */
  let complaints: string[] = []
  let served: ServedResponse[] = []

  beforeAll(async () => {
    const watch = watchResponses((response) => served.push(response))
    playground = await startPlayground([watch])
    browser = await chromium.launch(chromiumOptions)
  })

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
  })

  afterAll(async () => {
    await browser.close()
    await playground.close()
  })

  return {
    async open(scene, width = 1440) {
      complaints = []
      served = []
      const page = await browser.newPage({ viewport: { width, height: 900 }, locale: 'zh-CN' })
      page.on('console', (message) => {
        // What the browser says of a failed request is what the scene asked for.
        if (message.text().startsWith('Failed to load resource')) return
        const isComplaint = message.type() === 'error' || message.type() === 'warning'
        if (isComplaint) complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => {
        const isOwn = request.url().startsWith(playground.origin)
        if (!isOwn && !/^(?:blob|data):/.test(request.url())) complaints.push(request.url())
      })
      await page.goto(`${playground.origin}/#${new URLSearchParams(scene)}`)
      await page.locator('.workbench').waitFor()
      return page
    },
    get served() {
      return served
    },
    get origin() {
      return playground.origin
    },
  }
}

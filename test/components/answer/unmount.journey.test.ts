import { chromium, type Browser, type CDPSession } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../../scripts/chromiumOptions.mjs'
import { bundlePage, servePage } from '../../support/bundlePage.ts'
import { startHttpServer, type TestHttpServer } from '../../support/httpServer.ts'
import type { mountAndUnmount as MountAndUnmount } from '../../support/unmountPage.ts'

/** The page's script has put it on its global object. */
declare const mountAndUnmount: typeof MountAndUnmount

const TIMES = 1_000

let browser: Browser
let server: TestHttpServer

beforeAll(async () => {
  const page = servePage(await bundlePage('unmountPage.ts', 'unmountPage'))
  server = await startHttpServer({
    ...page,
    '/stream': async (exchange) => {
      exchange.head()
      await exchange.write('data: {"type":"token","token":"Hello"}\n\n')
      await exchange.wait(60_000)
    },
  })
  browser = await chromium.launch(chromiumOptions)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function measure(devtools: CDPSession): Promise<{ listeners: number; nodes: number }> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  const read = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { listeners: read('JSEventListeners'), nodes: read('Nodes') }
}

describe('an answer that is unmounted in the middle of its stream', () => {
  it(`leaves no listener, node or request behind, ${TIMES} times over`, async () => {
    const page = await browser.newPage()
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Performance.enable')
    await page.goto(server.url)
    // The first rounds bring in what stays for good, such as caches of the engine.
    await page.evaluate((url) => mountAndUnmount(url, 20), `${server.url}/stream`)
    const before = await measure(devtools)

    const report = await page.evaluate(([url, times]) => mountAndUnmount(url, times), [
      `${server.url}/stream`,
      TIMES,
    ] as const)
    const after = await measure(devtools)

    expect(report.withText).toBe(TIMES)
    expect(after.listeners - before.listeners).toBe(0)
    expect(after.nodes - before.nodes).toBeLessThanOrEqual(50)
    await expect.poll(() => server.openExchanges).toBe(0)
  }, 120_000)
})

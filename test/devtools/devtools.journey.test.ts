import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'
import { bundlePage, servePage } from '../support/bundlePage.ts'
import type { watchApp as WatchApp } from '../support/devtoolsPage.ts'
import { startHttpServer, type Answer, type TestHttpServer } from '../support/httpServer.ts'

/** The page's script has put it on its global object. */
declare const watchApp: typeof WatchApp

let browser: Browser
let server: TestHttpServer

const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`

/** Twenty words, one every 20 ms, among them an event that nobody knows. */
const answer: Answer = async (exchange) => {
  exchange.head()
  await exchange.write(event({ type: 'surprise' }))
  for (let word = 0; word < 20; word += 1) {
    await exchange.write(event({ type: 'token', token: `word ${word} ` }))
    await exchange.wait(20)
  }
  exchange.end(event({ type: 'final', data: { success: true } }))
}

beforeAll(async () => {
  const script = await bundlePage('devtoolsPage.ts', 'devtoolsPage', 'development')
  server = await startHttpServer({ ...servePage(script), '/ask': answer, '/chat': answer })
  browser = await chromium.launch(chromiumOptions)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('an app with the DevTools open on it, in a browser', () => {
  it('shows each stage of its streams as it comes, and is let go of when it is unmounted', async () => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('[Vue warn]')) complaints.push(message.text())
    })
    await page.goto(server.url)
    const report = await page.evaluate((url) => watchApp(url), server.url)

    expect(report.layers).toHaveLength(6)
    // Two answers: 22 messages each, drawn at most once a frame.
    expect(report.moments['vue-rill:frame']).toBe(44)
    expect(report.moments['vue-rill:bytes']).toBeGreaterThan(20)
    expect(report.moments['vue-rill:event']).toBeGreaterThanOrEqual(44)
    expect(report.moments['vue-rill:state']).toBeGreaterThan(20)
    expect(report.moments['vue-rill:render']).toBeGreaterThan(10)
    expect(report.moments['vue-rill:warning']).toBeGreaterThanOrEqual(2)
    const stages = report.order.filter((layer) =>
      ['vue-rill:bytes', 'vue-rill:frame', 'vue-rill:event', 'vue-rill:state'].includes(layer),
    )
    expect(stages).toEqual(['vue-rill:bytes', 'vue-rill:frame', 'vue-rill:event', 'vue-rill:state'])
    expect(report.isInOrder).toBe(true)
    expect(report.tree).toEqual([
      expect.stringMatching(/^#2 useChat POST \/chat \| streaming \| rag \| \d warnings?$/),
      expect.stringMatching(/^#1 useStream GET \/ask \| complete \| rag \| \d warnings?$/),
    ])
    expect(report.afterUnmount).toEqual([0, 0])
    expect(complaints).toEqual([])
  })
})

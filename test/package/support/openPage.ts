import { chromium, type Page } from 'playwright'
import { chromiumOptions } from '../../../scripts/chromiumOptions.mjs'

/** A page in a browser of its own that keeps what it complains of. */
export interface OpenPage {
  readonly page: Page
  /** Warnings and errors of the console, and what was thrown. */
  readonly complaints: readonly string[]
  close(): Promise<void>
}

export async function openPage(url: string): Promise<OpenPage> {
  const browser = await chromium.launch(chromiumOptions)
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(url)
  return { page, complaints, close: () => browser.close() }
}

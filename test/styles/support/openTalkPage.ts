import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { bundleStyledPage, type PageBundle } from '../../support/bundlePage.ts'
import type { TalkPageOptions } from './talkPage.ts'

/** The talk's page as an app's own build would make it, script and styles. */
export const buildTalkPage = (): Promise<PageBundle> =>
  bundleStyledPage('../styles/support/talkPage.ts', 'talkPage')

export async function openTalkPage(
  browser: Browser,
  { script, styles }: PageBundle,
  options: TalkPageOptions,
  context: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, ...context })
  const box = '@media screen { #app { block-size: 100vh } } body { margin: 0 }'
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><title>talk</title><style>${styles} ${box}</style><div id="app"></div>`,
  )
  await page.addScriptTag({ content: script })
  await page.evaluate((given) => talkPage.showTalk(given), options)
  await page.locator('[data-turn-index]').last().waitFor()
  return page
}

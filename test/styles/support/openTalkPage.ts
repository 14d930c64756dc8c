import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { build } from 'vite'
import type { TalkPageOptions } from './talkPage.ts'

export interface BuiltPage {
  readonly script: string
  readonly css: string
}

/** The talk's page as an app's own build would make it, script and styles. */
export async function buildTalkPage(): Promise<BuiltPage> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('talkPage.ts', import.meta.url)),
        formats: ['iife'],
        name: 'talkPage',
        cssFileName: 'page',
      },
    },
  })
  const outputs = [result].flat().flatMap((bundle) => ('output' in bundle ? bundle.output : []))
  const chunk = outputs.find((file) => file.type === 'chunk')
  const sheet = outputs.find((file) => file.type === 'asset' && file.fileName.endsWith('.css'))
  if (chunk?.type !== 'chunk' || sheet?.type !== 'asset') throw new Error('nothing was built')
  return { script: chunk.code, css: String(sheet.source) }
}

export async function openTalkPage(
  browser: Browser,
  { script, css }: BuiltPage,
  options: TalkPageOptions,
  context: BrowserContextOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, ...context })
  const box = '@media screen { #app { block-size: 100vh } } body { margin: 0 }'
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><title>talk</title><style>${css} ${box}</style><div id="app"></div>`,
  )
  await page.addScriptTag({ content: script })
  await page.evaluate((given) => talkPage.showTalk(given), options)
  await page.locator('[data-turn-index]').last().waitFor()
  return page
}

// Takes the pictures of both READMEs and of the site's front pages: npm run docs:pictures
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright'
import { chromiumOptions } from './chromiumOptions.mjs'
import { startPlayground } from './startPlayground.mjs'

const folder = new URL('../docs/public/', import.meta.url)

await mkdir(folder, { recursive: true })
const playground = await startPlayground()
const browser = await chromium.launch(chromiumOptions)

/** What is asked in each language, and what the names of its files begin with. */
const talks = [
  { language: 'en', name: 'answer', question: 'Why is the hydraulic pressure low?' },
  { language: 'zh-CN', name: 'answer-zh', question: '液压站压力低是什么原因？' },
]
const pictures = talks.flatMap((talk) => [
  { ...talk, theme: 'light' },
  { ...talk, theme: 'dark' },
])

for (const { language, name, question, theme } of pictures) {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1600 },
    locale: language,
    colorScheme: theme,
  })
  const hash = new URLSearchParams({ speed: '0', theme, language, question })
  await page.goto(`${playground.origin}/#${hash}`)
  await page.locator('.send').click()
  const answer = page.locator('.rill-answer[data-state="complete"]')
  await answer.waitFor()
  // The answer alone, without the playground around it.
  await answer.evaluate((element) => {
    document.body.replaceChildren(element)
    document.body.style.cssText = 'display: block; block-size: auto'
    element.style.cssText =
      'box-sizing: border-box; inline-size: 960px; padding: 24px; background: var(--rill-color-surface)'
  })
  // The pictures of the cards come from the embedded backend.
  await page.waitForTimeout(1500)
  const file = new URL(`${name}-${theme}.png`, folder).pathname
  // Down to below the table: what is seen without scrolling in the README.
  const table = await page.locator('.rill-answer table').first().boundingBox()
  const height = Math.round((table?.y ?? 0) + (table?.height ?? 0) + 16)
  const clip = { x: 0, y: 0, width: 960, height }
  await page.screenshot({ path: file, clip })
  console.log(file)
  await page.close()
}

await browser.close()
await playground.close()

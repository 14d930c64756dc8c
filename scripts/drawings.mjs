// Turns the drawings of the playground's backend into the PNG files that it serves: node scripts/drawings.mjs
import { readdir, readFile } from 'node:fs/promises'
import { chromium } from 'playwright'
import { chromiumOptions } from './chromiumOptions.mjs'

const drawings = new URL('../playground/backend/drawings/', import.meta.url)
const images = new URL('../playground/backend/uploads/images/', import.meta.url)

const browser = await chromium.launch(chromiumOptions)
const page = await browser.newPage({
  viewport: { width: 320, height: 240 },
  deviceScaleFactor: 2,
})
for (const file of (await readdir(drawings)).filter((name) => name.endsWith('.svg'))) {
  const svg = await readFile(new URL(file, drawings), 'utf8')
  await page.setContent(`<style>body{margin:0}svg{display:block;width:320px}</style>${svg}`)
  const target = new URL(file.replace(/svg$/, 'png'), images)
  await page.screenshot({ path: target.pathname })
  console.log(target.pathname)
}
await browser.close()

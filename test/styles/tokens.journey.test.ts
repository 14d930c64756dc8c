import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../../scripts/chromiumOptions.mjs'

const LIGHT = 'rgb(224, 228, 234)'
const DARK = 'rgb(45, 50, 60)'

let browser: Browser
let css: string

beforeAll(async () => {
  css = await minifyStyles()
  browser = await chromium.launch(chromiumOptions)
})

afterAll(() => browser?.close())

/** The styles as an app's own build leaves them, written out for older browsers and minified. */
async function minifyStyles(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('../../src/styles/index.css', import.meta.url)),
      },
    },
  })
  const outputs = [result].flat().flatMap((bundle) => ('output' in bundle ? bundle.output : []))
  const sheet = outputs.find((file) => file.fileName.endsWith('.css'))
  return sheet?.type === 'asset' ? String(sheet.source) : ''
}

async function bordersOf(html: string, colorScheme: 'light' | 'dark'): Promise<readonly string[]> {
  const page = await browser.newPage({ colorScheme })
  const line = '.line { border: 1px solid var(--rill-color-border) }'
  await page.setContent(`<style>${css} ${line}</style>${html}`)
  const borders = await page.$$eval('.line', (elements) =>
    elements.map((element) => getComputedStyle(element).borderTopColor),
  )
  await page.close()
  return borders
}

describe('the colours after an app has built them', () => {
  it.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('follow a system that is %s', async (colorScheme, color) => {
    expect(await bordersOf('<p class="line">', colorScheme)).toEqual([color])
  })

  it('follow the nearest element that decides, also one inside the other', async () => {
    const html =
      '<div class="dark"><p class="line"></p><div data-theme="light"><p class="line"></p></div></div>'
    expect(await bordersOf(html, 'light')).toEqual([DARK, LIGHT])
    expect(await bordersOf(html, 'dark')).toEqual([DARK, LIGHT])
  })

  it('give way to a variable that the app sets', async () => {
    const html = '<style>:root { --rill-color-border: rgb(1, 2, 3) }</style><p class="line">'
    expect(await bordersOf(html, 'dark')).toEqual(['rgb(1, 2, 3)'])
  })

  it.each([
    ['<html>', 'rgb(22, 24, 29)'],
    ['<html class="dark">', 'rgba(0, 0, 0, 0)'],
    ['<html class="light">', 'rgba(0, 0, 0, 0)'],
    ['<html data-theme="dark">', 'rgba(0, 0, 0, 0)'],
    ['<html><style>:root { --rill-ground: transparent }</style>', 'rgba(0, 0, 0, 0)'],
    ['<html><body class="light">', 'rgba(0, 0, 0, 0)'],
  ])('bring their ground along where only the system is dark: %s', async (html, ground) => {
    const page = await browser.newPage({ colorScheme: 'dark' })
    await page.setContent(`${html}<style>${css}</style><p class="rill"><b class="rill">a</b></p>`)
    const grounds = await page.$$eval('.rill', (elements) =>
      elements.map((element) => getComputedStyle(element).backgroundColor),
    )
    await page.emulateMedia({ colorScheme: 'light' })
    const light = await page.$eval('.rill', (element) => getComputedStyle(element).backgroundColor)
    await page.close()
    expect(grounds).toEqual([ground, 'rgba(0, 0, 0, 0)'])
    expect(light).toBe('rgba(0, 0, 0, 0)')
  })
})

import { readdir, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright'
import { chromium } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from '../browser/markdown/support/hostileTexts.ts'

// The built package as an app gets it, under the strictest policy a page can have.

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const HTML =
  '<!doctype html><link rel="icon" href="/icon"><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script>'

const files = new Map<string, string>()
const requests: string[] = []
const foreign: string[] = []
let server: Server
let origin: string
let browser: Browser
let page: Page

const ofPackage = (path: string): string =>
  fileURLToPath(new URL(`../../dist/${path}`, import.meta.url))

/** A text as a backend streams it, in pieces of seven characters, with sources as hostile as the text. */
function streamOf(text: string): string {
  const pieces = text.match(/[^]{1,7}/g) ?? []
  const chunks = pieces.map((content) => ({ choices: [{ index: 0, delta: { content } }] }))
  const results = [
    {
      title: text,
      url: 'javascript:globalThis.ran=1',
      snippet: text,
      images: ['https://leak.invalid/x.png'],
    },
    { title: '<img src=x onerror=globalThis.ran=1>', url: 'https://leak.invalid/?d=1' },
  ]
  const all = [
    {
      choices: [{ index: 0, delta: { content: 'Cited [1] and [2].\n\n' } }],
      search_results: results,
    },
    ...chunks,
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ]
  return `${all.map((chunk) => `data: ${JSON.stringify({ object: 'chat.completion.chunk', ...chunk })}\n\n`).join('')}data: [DONE]\n\n`
}

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: 'vue-rill/style.css', replacement: ofPackage('style.css') },
        { find: /^vue-rill$/, replacement: ofPackage('index.js') },
      ],
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('support/strictPage.ts', import.meta.url)),
        output: {
          entryFileNames: 'page.js',
          chunkFileNames: '[name].js',
          assetFileNames: 'page[extname]',
        },
      },
      modulePreload: false,
      cssCodeSplit: false,
    },
  })
  const [bundle] = [built].flat()
  if (bundle === undefined || !('output' in bundle)) throw new TypeError('nothing was built')
  for (const file of bundle.output) {
    files.set(`/${file.fileName}`, file.type === 'chunk' ? file.code : String(file.source))
  }

  server = createServer((request, response) => {
    const path = request.url ?? ''
    const [, index] = /^\/answer\/(\d+)$/.exec(path) ?? []
    if (index !== undefined) {
      response.setHeader('content-type', 'text/event-stream')
      response.end(streamOf(HOSTILE_TEXTS[Number(index)] ?? ''))
      return
    }
    const file = path === '/' ? HTML : files.get(path)
    if (file === undefined && path !== '/icon') requests.push(path)
    if (path === '/') response.setHeader('content-security-policy', POLICY)
    const kind = path === '/' ? 'html' : path.endsWith('.css') ? 'css' : 'javascript'
    response.setHeader('content-type', `text/${kind}`)
    response.end(file ?? '')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port')
  origin = `http://127.0.0.1:${address.port}`
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  page = await browser.newPage()
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) foreign.push(request.url())
  })
  await page.goto(origin)
  await page.waitForFunction(() => 'draw' in globalThis)
}, 60_000)

afterAll(async () => {
  await browser.close()
  server.close()
})

async function expectQuiet(): Promise<void> {
  expect(await page.evaluate('violations')).toEqual([])
  expect(await page.evaluate('"ran" in globalThis')).toBe(false)
  expect(requests).toEqual([])
  expect(foreign).toEqual([])
}

describe('the built package on a page without any trust', () => {
  it('is styled by its own style sheet and builds no HTML', async () => {
    const names = await readdir(ofPackage(''), { recursive: true })
    const scripts = names.filter((name) => name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(100)
    const sources = await Promise.all(scripts.map((name) => readFile(ofPackage(name), 'utf8')))
    const building = /\.(?:inner|outer)HTML\b|insertAdjacentHTML|new DOMParser|document\.write/
    expect(scripts.filter((_, index) => building.test(sources[index] ?? ''))).toEqual([])
    expect(files.get('/page.css')).toContain('@layer rill')
    await expectQuiet()
  })

  it(
    'runs nothing and asks for nothing while hostile texts are typed',
    { timeout: 120_000 },
    async () => {
      for (const text of HOSTILE_TEXTS) {
        const own = text.replaceAll('LEAK', `${origin}/leak?d=secret`)
        expect(await page.evaluate(`draw(${JSON.stringify(own)}, 1)`)).toEqual([])
      }
      await expectQuiet()
    },
  )

  it(
    'runs nothing and asks for nothing while a backend streams them',
    { timeout: 120_000 },
    async () => {
      for (const index of HOSTILE_TEXTS.keys()) {
        expect(await page.evaluate(`answer("/answer/${index}")`)).toEqual([
          'complete',
          'cited',
          'previewed',
        ])
      }
      await expectQuiet()
    },
  )

  it('would have noticed a violation and a request', async () => {
    await page.evaluate(`new Promise((done) => {
      const image = new Image()
      image.onload = image.onerror = () => setTimeout(done, 50)
      image.src = 'https://leak.invalid/'
    })`)
    expect(await page.evaluate('violations')).toHaveLength(1)
    await page.evaluate("fetch('/leak')")
    expect(requests).toEqual(['/leak'])
  })
})

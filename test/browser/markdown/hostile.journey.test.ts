import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Browser, Page } from 'playwright'
import { chromium } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOSTILE_TEXTS } from './support/hostileTexts.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src *',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** The pages' own files; anything else that is asked for is a leak. */
const OWN = new Set(['/', '/page.css', '/icon'])

/** A script of the page itself, or a part of it that is loaded later. */
function isOwn(path: string): boolean {
  return OWN.has(path) || /^\/[\w-]+\.js$/.test(path)
}

const leaks: string[] = []
const violations: string[] = []
let folder: string
let server: Server
let origin: string
let browser: Browser
let page: Page

async function listen(handler: Parameters<typeof createServer>[1]): Promise<Server> {
  const listening = createServer(handler ?? (() => undefined))
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve)
  })
  return listening
}

function originOf(listening: Server): string {
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `http://127.0.0.1:${address.port}`
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      lib: {
        entry: fileURLToPath(new URL('support/hostilePage.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'page.js',
        cssFileName: 'page',
      },
    },
  })
  server = await listen(async (request, response) => {
    const path = request.url ?? ''
    if (!isOwn(path)) leaks.push(path)
    if (path === '/') {
      response.setHeader('content-type', 'text/html')
      response.setHeader('content-security-policy', POLICY)
      response.end(
        '<!doctype html><link rel="icon" href="/icon"><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script>',
      )
      return
    }
    response.setHeader('content-type', path.endsWith('.css') ? 'text/css' : 'text/javascript')
    response.end(isOwn(path) && path !== '/icon' ? await readFile(join(folder, path)) : '')
  })
  origin = originOf(server)
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  page = await browser.newPage()
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) leaks.push(request.url())
  })
  page.on('console', (message) => {
    // Vue tries to create a policy of its own and goes on without one.
    if (
      /policy|trusted/i.test(message.text()) &&
      !message.text().includes('"vue"') &&
      !message.text().includes("'vue'")
    ) {
      violations.push(message.text())
    }
  })
  await page.goto(origin)
  await page.waitForFunction(() => 'draw' in globalThis)
})

afterAll(async () => {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true })
})

async function offencesOf(text: string, size: number): Promise<unknown> {
  return page.evaluate(`draw(${JSON.stringify(text)}, ${size})`)
}

describe('a page under a strict policy without Trusted Types policies', () => {
  it('draws markdown', async () => {
    const text = '# Title\n\n- **bold** `code`\n\n|a|\n|-|\n|b|\n\n```js\nx\n```\n'
    expect(await offencesOf(text, text.length)).toEqual([])
  })

  it.each([
    ['whole', 10_000],
    ['at every prefix', 1],
  ])('runs nothing, requests nothing and hides nothing, %s', async (_name, size) => {
    for (const text of HOSTILE_TEXTS) {
      expect(await offencesOf(text.replaceAll('LEAK', `${origin}/leak?d=secret`), size)).toEqual([])
    }
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false)
    expect(leaks).toEqual([])
    expect(violations).toEqual([])
  })

  it('asks for an image of an allowed path once, and for no other, however long the text grows', async () => {
    const image = (path: string): string => `![a](${origin}${path})`
    const growing = `See ${image('/leak/allowed/a.png')} and ${image('/leak/other/b.png')}.\n\nA paragraph, and ${image('/leak/allowed/a.png?d=1')} there.\n`
    await page.evaluate(`drawAllowed(${JSON.stringify(growing)}, ${JSON.stringify(origin)})`)
    await expect.poll(() => leaks.length).toBeGreaterThanOrEqual(2)
    await page.waitForLoadState('networkidle')
    expect(leaks.splice(0)).toEqual(['/leak/allowed/a.png', '/leak/allowed/a.png?d=1'])
  })

  it('would have noticed a request', async () => {
    await page.evaluate(`new Promise((done) => {
      const image = new Image()
      image.onload = image.onerror = done
      image.src = '/leak?noticed'
    })`)
    expect(leaks.splice(0)).toEqual(['/leak?noticed'])
  })
})

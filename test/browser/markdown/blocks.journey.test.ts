import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import type { Browser, Page } from 'playwright'
import { chromium } from 'playwright'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RICH_ANSWER } from '../../support/richAnswer.ts'

const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:"
const TRUSTED = `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' }

let folder: string
let server: Server
let origin: string
let browser: Browser
const pages: Page[] = []
const foreign: string[] = []

/** What the page's script leaves on its window. */
declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a global
  var drawInPieces: (text: string, size: number) => Promise<string>
  // oxlint-disable-next-line no-var -- only `var` declares a global
  var selectInCode: (text: string) => Promise<string>
  // oxlint-disable-next-line no-var -- only `var` declares a global
  var watchCode: (text: string, size: number) => Promise<Readonly<Record<string, unknown>>>
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blocks-'))
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [vue()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('support/blocksPage.ts', import.meta.url)),
        formats: ['es'],
        fileName: () => 'page.js',
        cssFileName: 'page',
      },
    },
  })
  server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://page').pathname
    if (path === '/strict' || path === '/trusted') {
      response.setHeader('content-type', 'text/html')
      response.setHeader('content-security-policy', path === '/strict' ? STRICT : TRUSTED)
      response.end(
        '<!doctype html><title>page</title><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script>',
      )
      return
    }
    void readFile(join(folder, path)).then(
      (body) => {
        response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain')
        response.end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  origin = `http://127.0.0.1:${address.port}`
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-quic',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}, 300_000)

afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
})

afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

async function visit(path: '/strict' | '/trusted'): Promise<Page> {
  const page = await browser.newPage()
  pages.push(page)
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('blob:')) {
      foreign.push(request.url())
    }
  })
  await page.goto(origin + path)
  await page.waitForFunction(() => 'drawInPieces' in globalThis)
  return page
}

/** Draws a text to its end and gives what a selector finds there. */
async function drawn(page: Page, text: string): Promise<string> {
  return page.evaluate((content) => drawInPieces(content, content.length), text)
}

const CODE = Array.from(
  { length: 120 },
  (_, index) => `const value${index} = \`line \${${index}}\` // "note" ${index}`,
).join('\n')

describe('the blocks of an answer under a strict policy', () => {
  it('are drawn: formulas, notes, a diagram as an image, coloured code', async () => {
    const page = await visit('/strict')
    const html = await drawn(page, RICH_ANSWER)
    expect(html).toContain('<math')
    expect(html.match(/<math/g)).toHaveLength(5)
    expect(html).toContain('id="rill-test-what-was-done"')
    expect(html).toContain('id="rill-test-what-was-done-1"')
    expect(html).toContain('href="#rill-test_note-1"')
    expect(html).toMatch(/<img[^>]*src="blob:"[^>]*alt="From the alarm to the repair"/)
    expect(html).toContain('rill-code-run')
    expect(html).toContain('$19 and $39')
    expect(foreign).toEqual([])
  })

  it('end the same whatever way the text came', async () => {
    const page = await visit('/strict')
    const whole = await drawn(page, RICH_ANSWER)
    for (const size of [1, 7, 40]) {
      expect(
        await page.evaluate(([text, by]) => drawInPieces(text, by), [RICH_ANSWER, size] as const),
      ).toBe(whole)
    }
  }, 120_000)

  it('keep the elements of finished lines of code, and never show them plain again', async () => {
    const page = await visit('/strict')
    const seen = await page.evaluate(([text]) => watchCode(text, 48), [
      `\`\`\`js\n${CODE}\n\`\`\`\n`,
    ] as const)
    expect(seen).toMatchObject({ replaced: 0, flashed: 0, coloured: 120, lines: 120 })
    expect(seen.text).toBe(`${CODE}\n`)
  }, 120_000)

  it('keep a selection in code while it is coloured around it', async () => {
    const page = await visit('/strict')
    const text = `\`\`\`js\n${CODE}\n\`\`\`\n`
    const selected = await page.evaluate((code) => selectInCode(code), text)
    const lines = CODE.split('\n')
    expect(selected).toBe(`${lines[0]?.slice(2)}\n${lines[1]}\n${lines[2]?.slice(0, 3)}`)
  }, 60_000)

  it('gives hostile formulas, diagrams and notes nothing to run or load', async () => {
    const page = await visit('/strict')
    const html = await drawn(page, HOSTILE)
    expect(html).not.toMatch(/<(?:script|iframe|a href="javascript|object|foreignObject)/i)
    expect(html).not.toMatch(/<[^>]* on\w+=/)
    expect(html).toContain('\\href{javascript:globalThis.stolen=1}{x}')
    expect(await page.evaluate(() => Reflect.get(globalThis, 'stolen'))).toBeUndefined()
    expect(foreign).toEqual([])
  }, 60_000)
})

const HOSTILE = [
  '$\\href{javascript:globalThis.stolen=1}{x}$ $\\url{javascript:stolen=1}$ $\\htmlStyle{position:fixed}{x}$\n\n',
  '$\\includegraphics{http://evil.example/a.png}$ $\\def\\a{\\a\\a}\\a$ $<img src=x onerror="stolen=1">$\n\n',
  `$$\n${'{'.repeat(600)}x${'}'.repeat(600)}\n$$\n\n`,
  '```mermaid\nflowchart LR\n  A["<img src=x onerror=globalThis.stolen=1>"] --> B\n  click A href "javascript:globalThis.stolen=1"\n  click B call stolen()\n```\n\n',
  '```mermaid\n%%{init: {"securityLevel": "loose", "themeCSS": "@import url(http://evil.example/a.css)"}}%%\nflowchart LR\n  A --> B\n```\n\n',
  'note[^<b>]\n\n[^<b>]: <script>stolen=1</script> <img src=x onerror="stolen=1">\n',
].join('')

describe('the blocks of an answer where no trusted type is allowed', () => {
  it('are drawn, and a diagram shows its source with a sentence', async () => {
    const page = await visit('/trusted')
    const html = await drawn(page, RICH_ANSWER)
    expect(html.match(/<math/g)).toHaveLength(5)
    expect(html).toContain('rill-code-run')
    expect(html).toContain('rill-note')
    expect(html).toContain('could not be drawn')
    expect(html).toContain('flowchart LR')
  }, 60_000)
})

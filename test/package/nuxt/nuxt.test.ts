import { execFileSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { installApp, type InstalledApp } from '../support/installedApp.ts'
import { nodeForNuxt } from '../support/nodeForNuxt.ts'
import { openPage } from '../support/openPage.ts'
import { startServer, type ServerProcess } from '../support/serverProcess.ts'

// The packed kit in a real Nuxt app, which names everything of it without an import.

let app: InstalledApp
let env: Record<string, string>
let nodes: string

beforeAll(() => {
  app = installApp('test/apps/nuxt', inject('tarball'), [])
  nodes = nodeForNuxt(app.folder)
  env = { PATH: `${nodes}${delimiter}${process.env['PATH'] ?? ''}` }
})

afterAll(() => app.remove())

const script = (path: string): string => join(app.folder, 'node_modules', path)

/** Runs a script in the app; gives what it prints. */
function runNode(...options: readonly string[]): string {
  return execFileSync(join(nodes, 'node'), options, {
    cwd: app.folder,
    env: { ...process.env, NODE_ENV: undefined, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** What a server of the app sends as its first page. */
async function fetchPage(server: ServerProcess): Promise<string> {
  const response = await fetch(server.url)
  return response.text()
}

/** Takes the page over in a browser and asks there; gives what browser and server complain of meanwhile. */
async function useInBrowser(server: ServerProcess): Promise<readonly string[]> {
  const opened = await openPage(server.url)
  const { page } = opened
  try {
    await page.waitForFunction('window.useNuxtApp?.().isHydrating === false')
    await page.waitForLoadState('networkidle')
    const scheme = await page
      .locator('.rendered')
      .evaluate((element) => getComputedStyle(element).getPropertyValue('--rill-color-scheme'))
    await page.locator('.ask').click()
    await page.locator('.rill-answer strong', { hasText: 'valve' }).waitFor()
    await page.locator('.rill-answer', { hasText: 'is stuck.' }).waitFor()
    const warned = server.printed().match(/.*(?:\bwarn(?:ing)?\b|\[Vue|ERROR).*/gi) ?? []
    const unstyled = scheme.trim() === 'light' ? [] : ['the style sheet is not there']
    return [...opened.complaints, ...warned, ...unstyled]
  } finally {
    await opened.close()
  }
}

describe('a Nuxt app with vue-rill/nuxt', () => {
  it('builds, sends the answer in its first page and takes it over without a warning', async () => {
    runNode(script('nuxt/bin/nuxt.mjs'), 'build')
    const server = await startServer(
      app.folder,
      join(nodes, 'node'),
      () => [join(app.folder, '.output/server/index.mjs')],
      env,
    )
    try {
      const html = await fetchPage(server)
      expect(html).toContain('<strong>stuck</strong>')
      expect(html).toMatch(/<h1[^>]*>.*Error E001/s)
      expect(html).toContain('rill-chat')
      expect(await useInBrowser(server)).toEqual([])
    } finally {
      await server.stop()
    }
  })

  it('knows the types of what it does not import', () => {
    expect(runNode(script('vue-tsc/bin/vue-tsc.js'), '--build', '--noEmit')).toBe('')
  })

  it('does the same while it is developed, where Vue warns of more', async () => {
    const server = await startServer(
      app.folder,
      join(nodes, 'node'),
      (port) => [
        script('nuxt/bin/nuxt.mjs'),
        'dev',
        '--port',
        port,
        '--host',
        '127.0.0.1',
        '--no-fork',
      ],
      env,
    )
    try {
      expect(await useInBrowser(server)).toEqual([])
    } finally {
      await server.stop()
    }
  })
})

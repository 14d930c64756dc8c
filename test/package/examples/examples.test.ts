import { delimiter, join } from 'node:path'
import type { Page } from 'playwright'
import { afterEach, expect, inject, it } from 'vitest'
import { openStream } from '../../../src/core.ts'
import { installApp, type InstalledApp } from '../support/installedApp.ts'
import { nodeForNuxt } from '../support/nodeForNuxt.ts'
import { openPage } from '../support/openPage.ts'
import { startServer, type ServerProcess } from '../support/serverProcess.ts'

// Every example as its reader gets it: installed with the packed kit, built, started, used.

const running: ServerProcess[] = []
const installed: InstalledApp[] = []

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  for (const app of installed.splice(0)) app.remove()
})

function install(name: string): InstalledApp {
  const app = installApp(`examples/${name}`, inject('tarball'), [])
  installed.push(app)
  return app
}

async function start(...options: Parameters<typeof startServer>): Promise<ServerProcess> {
  const server = await startServer(...options)
  running.push(server)
  return server
}

/** Builds an app of Vite's and serves what came of it. */
async function previewVite(name: string): Promise<ServerProcess> {
  const app = install(name)
  app.run('vue-tsc', '--noEmit')
  app.run('vite', 'build')
  return start(app.folder, join(app.folder, 'node_modules/.bin/vite'), (port) => [
    'preview',
    '--host',
    '127.0.0.1',
    '--strictPort',
    '--port',
    port,
  ])
}

/** Does something with a page; gives what the browser complains of meanwhile. */
async function useIn(
  server: ServerProcess,
  use: (page: Page) => Promise<void>,
): Promise<readonly string[]> {
  const opened = await openPage(server.url)
  try {
    await use(opened.page)
    return [...opened.complaints]
  } finally {
    await opened.close()
  }
}

it('vite: asks, and the answer and its cards appear', { timeout: 300_000 }, async () => {
  const server = await previewVite('vite')
  const complaints = await useIn(server, async (page) => {
    await page.getByRole('button', { name: 'Ask' }).click()
    await page.locator('.rill-answer strong', { hasText: 'loose connection' }).waitFor()
    await page.locator('.rill-answer li', { hasText: 'Check the plug.' }).waitFor()
    await page.getByText('Temperature sensor failed').first().waitFor()
  })
  expect(complaints).toEqual([])
})

it('pinia-chat: a talk is there again after a reload', { timeout: 300_000 }, async () => {
  const server = await previewVite('pinia-chat')
  const complaints = await useIn(server, async (page) => {
    const box = page.locator('.rill-chat textarea')
    await box.fill('Is it kept?')
    await box.press('Enter')
    await page.getByText('That is question 1.').waitFor()
    // It is written a moment after the answer has ended.
    await page.waitForTimeout(2_000)
    await page.reload()
    await page.locator('.rill-threads').getByText('Is it kept?').first().click()
    await page.locator('.rill-chat').getByText('That is question 1.').waitFor()
  })
  expect(complaints).toEqual([])
})

it(
  'nuxt: the first page has an answer, and a click streams one',
  { timeout: 300_000 },
  async () => {
    const app = install('nuxt')
    const nodes = nodeForNuxt(app.folder)
    const env = { PATH: `${nodes}${delimiter}${process.env['PATH'] ?? ''}` }
    app.runWith(env, 'nuxt', 'build')
    const server = await start(
      app.folder,
      join(nodes, 'node'),
      () => ['.output/server/index.mjs'],
      env,
    )
    expect(await (await fetch(server.url)).text()).toContain('<strong>answered before</strong>')
    const complaints = await useIn(server, async (page) => {
      await page.waitForFunction('window.useNuxtApp?.().isHydrating === false')
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.locator('.rill-answer strong', { hasText: 'valve' }).waitFor()
    })
    expect(complaints).toEqual([])
  },
)

it('express-chat: is read as it streams, and as one document', { timeout: 300_000 }, async () => {
  const app = install('express-chat')
  const server = await start(app.folder, process.execPath, () => ['server.js'])
  for (const stream of [true, false]) {
    const body = { stream, messages: [{ role: 'user', content: 'What is wrong?' }] }
    const run = openStream({ url: new URL('v1/chat/completions', server.url), body })
    expect((await run.outcome).status).toBe('complete')
    expect(run.state.dialect).toBe('openai-chat')
    expect(run.state.answer).toBe('You asked: *What is wrong?*. The **valve** is stuck.')
  }
})

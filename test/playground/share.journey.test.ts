import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { usePlayground } from './usePlayground.ts'

const playground = usePlayground()
const { open } = playground

/** The scene of the link that the page copies, once it holds what is asked for. */
async function share(page: Page, kind: string): Promise<Readonly<Record<string, string>>> {
  await page.getByRole('button', { name: 'Copy a link to this scene' }).click()
  await expect.poll(() => page.url()).toContain(`&${kind}=`)
  return Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)))
}

describe('a link', () => {
  it('brings a recording along, at its step, and asks no backend for it', async () => {
    const scene = { view: 'recording', backend: 'coze', speed: '0', position: '12', language: 'en' }
    const page = await open(scene)
    const place = page.locator('.bar output')
    await expect.poll(() => place.innerText()).toMatch(/^12 \/ \d{2,}$/)
    const shown = await place.innerText()
    const link = await share(page, 'recording')

    const other = await open(link)
    await expect.poll(() => other.locator('.bar output').innerText()).toBe(shown)
    await expect.poll(() => other.locator('.facts').last().innerText()).toContain('coze')
    expect(playground.served.filter(({ path }) => path.startsWith('/api/'))).toEqual([])
    // The address keeps it while the reader goes on.
    await other.getByRole('button', { name: 'One step forward' }).click()
    await expect.poll(() => other.url()).toContain('position=13')
    expect(other.url()).toContain('&recording=')
  })

  it('brings a talk along', async () => {
    const page = await open({ view: 'chat', backend: 'dify', speed: '0', language: 'en' })
    await page.locator('.idle button').first().click()
    await page.locator('.rill-answer[data-state="complete"]').waitFor()
    const link = await share(page, 'talk')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy as code' }).click()
    await page.getByText('Code copied').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('shape: "dify"')

    const other = await open(link)
    await other.locator('.rill-answer[data-state="complete"]').waitFor()
    expect(await other.locator('.rill-chat-turn').count()).toBe(2)
    expect(await other.locator('.rill-chat').innerText()).toContain('cavitation ruins')
    const saving = other.waitForEvent('download')
    await other.getByRole('button', { name: 'Save' }).click()
    const saved = await (await saving).path()
    expect(await readFile(saved, 'utf8')).toContain('cavitation')
    await other.locator('input[type="file"]').setInputFiles(saved)
    await expect.poll(() => other.locator('.rill-thread').count()).toBe(2)
  })

  it('says in a sentence what it cannot hold, and what it cannot show', async () => {
    const page = await open({ view: 'recording', recording: 'AAAA', language: 'en' })
    const notice = page.locator('.notice')
    await expect.poll(() => notice.innerText()).toContain('cannot be shown')
    await notice.getByRole('button', { name: 'Close' }).click()

    const noise = Array.from({ length: 8000 }, (_, place) => (place ** 5 % 99_991).toString(36))
    const recording = {
      version: 1,
      response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
      chunks: noise.map((word, at) => ({ at, text: `data: ${word}\n\n` })),
    }
    const buffer = Buffer.from(JSON.stringify(recording))
    const file = { name: 'large.json', mimeType: 'application/json', buffer }
    await page.locator('input[type="file"]').setInputFiles(file)
    await page.locator('.facts').first().getByText('8,000').waitFor()
    await page.getByRole('button', { name: 'Copy a link to this scene' }).click()
    await expect.poll(() => notice.innerText()).toContain('too large for a link')
    expect(page.url()).not.toContain('recording=')
  })
})

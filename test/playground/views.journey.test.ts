import { readFile } from 'node:fs/promises'
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { compileSamples } from '../support/compileSamples.ts'
import { usePlayground } from './usePlayground.ts'

const { open } = usePlayground()

async function listFaults(page: Page): Promise<readonly unknown[]> {
  await page.addScriptTag({ content: axe.source })
  const found = await page.evaluate<AxeResults>('axe.run()')
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

function positionOf(page: Page): Promise<string> {
  return page.locator('.bar output').innerText()
}

describe('the view of a talk', () => {
  it('holds a talk of two turns, keeps it, and begins another', async () => {
    const page = await open({ view: 'chat', backend: 'agno', speed: '0', language: 'en' })
    await page.locator('.idle button').first().click()
    await page.locator('.rill-answer[data-state="complete"]').waitFor()
    await page.locator('.rill-composer textarea').fill('And then?')
    await page.locator('.rill-composer textarea').press('Enter')
    await page.locator('.rill-answer[data-state="complete"]').nth(1).waitFor()
    expect(await page.locator('.rill-chat-turn').count()).toBe(4)

    const talks = page.locator('.talks')
    await talks.getByText('Why does pump P-204').waitFor()
    expect(await listFaults(page)).toEqual([])
    await talks.getByRole('button', { name: 'New conversation' }).click()
    await expect.poll(() => page.locator('.rill-chat-turn').count()).toBe(0)
    await talks.getByText('Why does pump P-204').click()
    await expect.poll(() => page.locator('.rill-chat-turn').count()).toBe(4)
  })
})

describe('the inspector', () => {
  it('has seen the whole run of an answer', async () => {
    const page = await open({ backend: 'dify', speed: '0', language: 'en' })
    await page.locator('.send').click()
    await page.locator('.rill-answer[data-state="complete"]').waitFor()
    await page.getByRole('button', { name: 'Inspector' }).click()
    const inspector = page.locator('.rill-inspector')
    await expect.poll(() => inspector.innerText()).toContain('dify · by an event')
    await inspector.getByLabel('Filter').fill('workflow_started')
    await expect.poll(() => inspector.locator('details').count()).toBeGreaterThan(0)
    await inspector.locator('summary').first().click()
    expect(await listFaults(page)).toEqual([])
  })
})

describe('the view of a text', () => {
  it('draws formulas, diagrams, notes, colours and citations, and goes back to any point', async () => {
    const page = await open({ view: 'markdown', language: 'en' })
    const text = page.locator('.rill-markdown')
    await text.locator('math').first().waitFor()
    await text.locator('img').first().waitFor()
    await text.locator('.rill-citation').first().waitFor()
    expect(await text.locator('table tr').count()).toBe(4)
    expect(await listFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'One step back' }).click()
    await page.getByLabel('Position').fill('40')
    await expect.poll(() => page.url()).toContain('position=40')
    const early = await text.innerText()
    await page.getByRole('button', { name: 'One step forward' }).click()
    await expect.poll(() => text.innerText()).not.toBe(early)
    await page.getByRole('button', { name: 'One step back' }).click()
    await expect.poll(() => text.innerText()).toBe(early)

    await page.getByLabel('Markdown source').fill('Only **this**.')
    await page.getByRole('button', { name: 'Play' }).click()
    await expect.poll(() => text.innerText()).toBe('Only this.')
  })
})

describe('the view of a recording', () => {
  it('records, steps forward and back, and opens again what it saved', async () => {
    const page = await open({
      view: 'recording',
      backend: 'workflow',
      scenario: 'report',
      speed: '0',
      position: '12',
      language: 'en',
    })
    await expect.poll(() => positionOf(page)).toMatch(/^12 \//)
    const counts = page.locator('.lanes b')
    await expect.poll(() => counts.first().innerText()).toBe('11')
    await page.getByRole('button', { name: 'One step back' }).click()
    await expect.poll(() => counts.first().innerText()).toBe('10')
    await page.getByRole('button', { name: 'One step forward' }).click()
    await expect.poll(() => counts.first().innerText()).toBe('11')

    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save' }).click()
    const saved = await (await saving).path()
    expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({ format: 'rill-recording' })

    const file = page.locator('input[type="file"]')
    const buffer = Buffer.from('{"version":9}')
    await file.setInputFiles({ name: 'other.json', mimeType: 'application/json', buffer })
    expect(await page.getByRole('alert').innerText()).toContain('This is no recording')
    await file.setInputFiles(saved)
    await page.getByLabel('Position').fill('9999')
    await page.locator('.rill-answer[data-state="complete"]').waitFor()
    expect(await page.locator('.rill-step-separator').count()).toBe(4)
    expect(await listFaults(page)).toEqual([])
  })

  it('opens a file while it records, and copies a component that replays it', async () => {
    const page = await open({ view: 'recording', speed: '10', language: 'en' })
    await page.locator('.rill-answer[data-state="streaming"]').waitFor()
    const recording = {
      version: 1,
      response: { status: 200, headers: { 'content-type': 'text/event-stream' } },
      chunks: [{ at: 5, text: 'data: {"type":"token","token":"From a </script> file"}\n\n' }],
    }
    await page.locator('input[type="file"]').setInputFiles({
      name: 'own.rill.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(recording)),
    })
    await expect.poll(() => page.locator('.rill-answer').innerText()).toContain('From a </script>')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy as code' }).click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('replayTransport(recording)')
    expect(compileSamples({ 'replayed.vue': copied })).toBe('')
  })
})

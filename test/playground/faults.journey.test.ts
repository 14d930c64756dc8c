import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { usePlayground } from './usePlayground.ts'

const { open } = usePlayground()

async function reach(page: Page, state: string): Promise<void> {
  await page.locator(`.rill-answer[data-state="${state}"]`).waitFor({ timeout: 15_000 })
}

async function ask(page: Page, state: string): Promise<void> {
  await page.locator('.send').click()
  await reach(page, state)
}

/** What axe objects to. */
async function listFaults(page: Page): Promise<readonly unknown[]> {
  await page.addScriptTag({ content: axe.source })
  const found = await page.evaluate<AxeResults>('axe.run()')
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
}

/** The story of the run, a line for each thing that happened, without the times. */
async function readStory(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const told = page.locator('.story .told')
  await expect.poll(() => told.last().innerText()).toMatch(/^Ends/)
  return (await told.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
}

describe('the fault console', () => {
  it('composes faults into the link, and tells what struck where and what the run did', async () => {
    const scene = { backend: 'ollama', speed: '0', language: 'en' }
    const page = await open({ ...scene, fault: 'composed' })
    await page.getByRole('button', { name: 'Add a fault' }).click()
    const focused = page.locator(':focus')
    expect(await focused.getAttribute('aria-label')).toBe('Fault')
    await page.getByLabel('After').fill('30')
    await page.getByLabel('After').blur()
    await page.getByRole('button', { name: 'Add a fault' }).click()
    const second = page.locator('.rule').nth(1)
    await second.getByLabel('Fault', { exact: true }).selectOption('busy')
    await second.getByLabel('Seconds').fill('0')
    await second.getByLabel('Seconds').blur()
    await expect.poll(() => page.url()).toContain('rules=reset.f30.x1*busy.0.x1')
    expect(await listFaults(page)).toEqual([])

    await second.getByRole('button', { name: 'Remove this fault' }).click()
    expect(await focused.innerText()).toContain('Add a fault')
    await ask(page, 'interrupted')
    const story = await readStory(page)
    expect(story[0]).toBe('Request 1')
    expect(story.join('\n')).toMatch(/Connection reset after frame 30 · byte [\d,]+/)
    expect(story.at(-1)).toBe('Ends interrupted · network')
  })

  it('waits as the server asked, and goes on behind the last event', async () => {
    const page = await open({
      backend: 'anthropic',
      speed: '0',
      language: 'en',
      theme: 'dark',
      fault: 'composed',
      rules: 'busy.1.x1*split.50.f5*reset.f40.x2',
      recovery: 'resume',
    })
    await ask(page, 'complete')
    const story = (await readStory(page)).join('\n')
    expect(story).toContain('429, Retry-After · 1 s before the body')
    expect(story).toMatch(/Waits 1\.\d s before the next request/)
    expect(story).toContain('Request 3, goes on behind event 40')
    expect(story).toContain('Ends complete')
    expect(await page.locator('.rill-answer-body').innerText()).toContain('cavitation ruins')
    expect(await listFaults(page)).toEqual([])
    expect(await page.locator('.rill-markdown table tr').count()).toBe(4)

    // The recording is that of the whole run, as if nothing had happened.
    await page.locator('.views').getByRole('button', { name: 'Recording' }).click()
    await page.getByRole('button', { name: 'One step back' }).click()
    await page.getByRole('button', { name: 'One step forward' }).click()
    await reach(page, 'complete')
    expect(await page.locator('.rill-markdown table tr').count()).toBe(4)
    const replayed = await page.locator('.rill-answer-body').innerText()
    expect(replayed).toContain('loses pressure only when')
  })

  it('shows the whole answer in spite of what changes nothing in it', async () => {
    const scene = { backend: 'gemini', speed: '0', language: 'en', fault: 'composed' }
    const page = await open(scene)
    const told = new Map<string, boolean>()
    const harmless = ['bom', 'line-ends.cr', 'line-ends.crlf', 'replay.3.f60', 'split.20.f3']
    for (const rules of [...harmless, 'buffer.0']) {
      await page.evaluate(
        (hash) => (location.hash = hash),
        `${new URLSearchParams({ ...scene, rules })}`,
      )
      await page.locator('.console .rule').waitFor()
      await page.locator('.send').click()
      await page.locator('.request', { hasText: `rules=${rules}` }).waitFor()
      await reach(page, 'complete')
      expect(await page.locator('.rill-markdown table tr').count()).toBe(4)
      const story = (await readStory(page)).join('\n')
      told.set(rules, /after frame|before the body/.test(story))
    }
    expect([...told.values()]).toEqual(Array.from({ length: 6 }, () => true))
  })
})

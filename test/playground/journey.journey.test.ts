import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { platformBackends } from '../../playground/shared/platformBackends.ts'
import { usePlayground } from './usePlayground.ts'
import type { ServedResponse } from './watchResponses.ts'

const playground = usePlayground()
const { open } = playground

async function ask(page: Page): Promise<void> {
  await page.locator('.send').click()
}

async function reach(page: Page, state: string): Promise<void> {
  await page.locator(`.rill-answer[data-state="${state}"]`).waitFor({ timeout: 15_000 })
}

function readAnswer(page: Page): Promise<string> {
  return page.locator('.rill-answer-body').innerText()
}

function findAbortedRequest(): ServedResponse | undefined {
  return playground.served.find(({ path, isAborted }) => isAborted && path.startsWith('/api/'))
}

describe('the playground', () => {
  it('shows the answer growing token by token, with the cards and pictures of its sources', async () => {
    const page = await open({ speed: '120' })
    await ask(page)
    const lengths = new Set<number>()
    while ((await page.locator('.rill-answer').getAttribute('data-state')) !== 'complete') {
      lengths.add((await readAnswer(page)).length)
      await page.waitForTimeout(150)
    }
    expect(lengths.size).toBeGreaterThanOrEqual(4)
    expect([...lengths]).toEqual([...lengths].toSorted((one, other) => one - other))
    expect(await page.locator('.rill-markdown table tr').count()).toBe(4)

    const pictures = page.locator('.rill-card img')
    expect(await pictures.count()).toBeGreaterThanOrEqual(2)
    await pictures.first().scrollIntoViewIfNeeded()
    await expect
      .poll(() => pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(640)
  })

  it('separates the steps of a workflow and shows no step twice', async () => {
    const page = await open({ backend: 'workflow', scenario: 'report', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await page.locator('.rill-step-separator').count()).toBe(4)
    expect((await readAnswer(page)).match(/SQL Query/g)).toHaveLength(1)
    expect(await page.locator('.facts').innerText()).toContain('workflow')
  })

  it('shows thoughts apart from the answer, and tools', async () => {
    const page = await open({ backend: 'llamaindex', scenario: 'chat', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await page.locator('.rill-markdown').last().innerText()).toContain('ffmpeg')
    const answer = await page.locator('.rill-answer-text').allInnerTexts()
    expect(answer.join('')).not.toMatch(/Thought:|Action:|Answer:/)
    expect(await page.locator('.rill-tool').count()).toBe(1)
  })

  it('reads a stream that comes byte by byte through axios, and shows each stage of it', async () => {
    const scene = { backend: 'langchain', scenario: 'rag-qa', speed: '0', chunking: 'byte' }
    const page = await open({ ...scene, transport: 'axios' })
    await ask(page)
    await reach(page, 'complete')
    // Line ends inside of tokens survive: a table, a list and a code block came out of bare text.
    expect(await readAnswer(page)).toContain('data: {chunk.content}')
    expect(await page.locator('.rill-markdown table tr').count()).toBe(5)
    expect(await page.locator('.rill-markdown ol li').count()).toBe(3)
    const counts = (await page.locator('.lanes b').allInnerTexts()).map(Number)
    // A busy browser hands over many bytes at once; what they mean stays the same.
    expect(counts[0]).toBeGreaterThanOrEqual(1)
    expect(Math.min(...counts.slice(1))).toBeGreaterThan(10)
    await page.locator('.row').first().click()
    expect(await page.locator('.detail pre').innerText()).toContain('"type"')
  })

  it('finds out by itself what each platform speaks, and shows its answer', async () => {
    const page = await open({ backend: 'openai-chat', speed: '0' })
    const shown = new Map<string, readonly [table: number, list: number, end: boolean]>()
    for (const { name, label } of platformBackends) {
      await page.getByLabel(label, { exact: true }).check()
      await ask(page)
      await expect.poll(() => page.locator('.facts').innerText()).toContain(`\n${name}\n`)
      await reach(page, 'complete')
      const decided = /识别依据\s+(第 [1-3] 帧|响应头)\s+\S+/
      await expect.poll(() => page.locator('.detection').innerText()).toMatch(decided)
      shown.set(name, [
        await page.locator('.rill-markdown table tr').count(),
        await page.locator('.rill-markdown ol li').count(),
        (await readAnswer(page)).includes('汽蚀会在几小时内损坏叶轮'),
      ])
    }
    expect(shown).toEqual(new Map(platformBackends.map(({ name }) => [name, [4, 3, true]])))
  })

  it('says by which rule and on which frame it found the dialect, and shows that frame', async () => {
    const page = await open({ backend: 'dify', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await page.locator('.detection').innerText()).toContain('workflow_started')
    await page.locator('.detection button').click()
    expect(await page.locator('.row[aria-selected="true"]').innerText()).toContain(
      'workflow_started',
    )
    expect(await page.locator('.detail pre').innerText()).toContain('workflow_started')
  })

  it('says when a header or the reader decided the dialect', async () => {
    const page = await open({ backend: 'ai-sdk', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await page.locator('.detection').innerText()).toContain('响应头')
    await page.getByLabel('方言').selectOption('ai-sdk')
    await ask(page)
    await reach(page, 'complete')
    await expect.poll(() => page.locator('.detection').innerText()).toContain('手动指定')
  })

  it('keeps the partial answer on Stop, and the server sees the close at once', async () => {
    const page = await open({ speed: '40' })
    await ask(page)
    await page.locator('.rill-markdown').first().waitFor()
    await page.waitForTimeout(500)
    const pressedAt = await page
      .locator('.rill-run-button')
      .evaluate((button: HTMLButtonElement) => {
        button.click()
        return Date.now()
      })
    await reach(page, 'cancelled')
    const kept = await readAnswer(page)
    expect(kept).toContain('根据')
    await expect.poll(findAbortedRequest).toBeDefined()
    // The machine that runs the tests may be busy; on a quiet one it takes a few milliseconds.
    expect((findAbortedRequest()?.at ?? Number.POSITIVE_INFINITY) - pressedAt).toBeLessThan(250)
    await page.waitForTimeout(300)
    expect(await readAnswer(page)).toBe(kept)
  })

  it('keeps what had arrived when the connection drops, and Retry brings the rest', async () => {
    const page = await open({ backend: 'workflow', scenario: 'report', speed: '0', fault: 'drop' })
    await ask(page)
    await reach(page, 'interrupted')
    expect(await readAnswer(page)).toContain('查询分析')
    await page.locator('.rill-run-button').click()
    await reach(page, 'complete')
    expect(await readAnswer(page)).toContain('分析')
  })

  it.each(['http-500', 'login-page', 'json-body', 'oversize'])(
    'says in a sentence what went wrong with %s, and offers another try',
    async (fault) => {
      const page = await open({ fault, speed: '0' })
      await ask(page)
      await reach(page, 'failed')
      expect(await page.getByRole('alert').innerText()).toMatch(/\p{Script=Han}{6,}/u)
      await page.locator('.rill-run-button').click()
      await reach(page, 'complete')
    },
  )

  it('lives with one broken line', async () => {
    const page = await open({ fault: 'malformed', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await readAnswer(page)).toContain('处理步骤')
  })

  it('asks a backend of the user and finds out what it speaks', async () => {
    const ownUrl = `${playground.origin}/api/workflow/query?speed=0`
    const page = await open({ backend: 'own', ownUrl, question: '统计员工总数' })
    await ask(page)
    await reach(page, 'complete')
    expect(await readAnswer(page)).toContain('300')
    expect(await page.locator('.facts').innerText()).toContain('workflow')
  })

  it.each(['light', 'dark'])('has nothing that axe objects to, in the %s theme', async (theme) => {
    const page = await open({ theme, speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    await page.locator('.row').first().click()
    await page.addScriptTag({ content: axe.source })
    const found = await page.evaluate<AxeResults>('axe.run()')
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  })

  it('speaks English on request and remembers the scene in the URL', async () => {
    const page = await open({ language: 'en', speed: '0' })
    await ask(page)
    await reach(page, 'complete')
    expect(await readAnswer(page)).toContain('knowledge base')
    await page.getByLabel('FastAPI Workflow').check()
    await expect.poll(() => page.url()).toContain('backend=workflow')
  })

  it('fits a narrow phone: no pane of any view is wider than the screen', async () => {
    const page = await open({ backend: 'workflow', scenario: 'report', speed: '0' }, 360)
    await ask(page)
    await reach(page, 'complete')
    for (const view of ['回答', '对话', 'Markdown', '录制']) {
      await page.locator('.views').getByRole('button', { name: view }).click()
      for (const tab of await page.locator('.tabs button').all()) {
        await tab.click()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      }
    }
  })
})

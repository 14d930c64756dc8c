// Takes pictures of the playground's main scenes for the eye: node scripts/shots.mjs [part of a scene's name]
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright'
import { chromiumOptions } from './chromiumOptions.mjs'
import { startPlayground } from './startPlayground.mjs'

const folder = new URL('../shots/', import.meta.url)
const wanted = process.argv[2] ?? ''

const composedFaults = {
  fault: 'composed',
  rules: 'busy.1.x1*split.300.f5.x2*reset.f40.x2',
  recovery: 'resume',
}

/** `until`: the state to wait for; `after`: milliseconds to go on from there; `pane`: which one a phone shows. */
const scenes = [
  { name: 'idle', hash: {} },
  { name: 'setup', hash: { fault: 'drop' }, pane: 0 },
  { name: 'own', hash: { backend: 'own' }, pane: 0 },
  { name: 'rag-connecting', hash: { speed: '10' }, until: 'streaming', after: 600 },
  { name: 'rag-streaming', hash: { speed: '40' }, until: 'streaming', after: 3500 },
  { name: 'rag-complete', hash: { speed: '0' }, until: 'complete' },
  { name: 'rag-search', hash: { scenario: 'search', speed: '0' }, until: 'complete' },
  { name: 'rag-failed', hash: { scenario: 'failed', speed: '0' }, until: 'complete' },
  { name: 'rag-no-hits', hash: { question: '你好', speed: '0' }, until: 'complete' },
  {
    name: 'workflow-streaming',
    hash: { backend: 'workflow', scenario: 'report', speed: '40' },
    until: 'streaming',
    after: 4500,
  },
  {
    name: 'workflow-complete',
    hash: { backend: 'workflow', scenario: 'report', speed: '0' },
    until: 'complete',
  },
  {
    name: 'workflow-failed',
    hash: { backend: 'workflow', scenario: 'failed', speed: '0' },
    until: 'failed',
  },
  {
    name: 'langchain-complete',
    hash: { backend: 'langchain', scenario: 'rag-qa', speed: '0' },
    until: 'complete',
  },
  {
    name: 'agent-complete',
    hash: { backend: 'langchain', scenario: 'agent', speed: '0' },
    until: 'complete',
  },
  {
    name: 'llamaindex-streaming',
    hash: { backend: 'llamaindex', scenario: 'chat', speed: '40' },
    until: 'streaming',
    after: 1800,
  },
  {
    name: 'llamaindex-complete',
    hash: { backend: 'llamaindex', scenario: 'chat', speed: '0' },
    until: 'complete',
  },
  ...['openai-chat', 'openai-responses', 'anthropic', 'ollama', 'ai-sdk', 'ag-ui', 'dify']
    .concat(
      'langgraph',
      'langserve',
      'agno',
      'gemini',
      'coze',
      'fastgpt',
      'ragflow',
      'dashscope',
      'mcp',
    )
    .map((backend) => ({
      name: `platform-${backend}`,
      hash: { backend, scenario: 'answer', speed: '0' },
      until: 'complete',
    })),
  {
    name: 'platform-failed',
    hash: { backend: 'anthropic', scenario: 'failed', speed: '0' },
    until: 'failed',
  },
  {
    name: 'detection',
    hash: { backend: 'dify', scenario: 'answer', speed: '0' },
    until: 'complete',
    pane: 2,
    frame: true,
  },
  { name: 'stopped', hash: { speed: '40' }, until: 'streaming', after: 2500, stop: true },
  {
    name: 'interrupted',
    hash: { backend: 'workflow', scenario: 'report', speed: '0', fault: 'drop' },
    until: 'interrupted',
  },
  { name: 'http-500', hash: { fault: 'http-500' }, until: 'failed' },
  {
    name: 'faults',
    hash: { backend: 'openai-chat', speed: '0', ...composedFaults },
    until: 'complete',
    pane: 2,
    run: true,
  },
  {
    name: 'faults-setup',
    hash: { backend: 'mcp', ...composedFaults },
    pane: 0,
    sight: '.recovery',
  },
  { name: 'notice', hash: { view: 'recording', recording: 'AAAA' } },
  { name: 'chat-empty', hash: { view: 'chat', backend: 'openai-chat' }, pane: 1 },
  { name: 'chat', hash: { view: 'chat', backend: 'openai-chat', speed: '0' }, pane: 1, talk: true },
  { name: 'chat-talks', hash: { view: 'chat', speed: '0' }, pane: 2, talk: true },
  { name: 'markdown', hash: { view: 'markdown' }, pane: 1, after: 3000 },
  { name: 'markdown-growing', hash: { view: 'markdown', position: '200' }, pane: 1, after: 2000 },
  {
    name: 'recording',
    hash: { view: 'recording', speed: '0', position: '60' },
    pane: 1,
    after: 2500,
  },
  { name: 'recording-setup', hash: { view: 'recording', speed: '0' }, pane: 0, after: 2500 },
  {
    name: 'inspector',
    hash: { backend: 'dify', speed: '0' },
    until: 'complete',
    pane: 2,
    inspect: true,
  },
  {
    name: 'wire',
    hash: { speed: '0', chunking: 'byte' },
    until: 'complete',
    pane: 2,
    detail: true,
  },
]

const looks = [
  { width: 1440, height: 900, theme: 'light', language: 'zh-CN' },
  { width: 1440, height: 900, theme: 'dark', language: 'en' },
  { width: 390, height: 844, theme: 'dark', language: 'zh-CN' },
  { width: 390, height: 844, theme: 'light', language: 'en' },
]

await mkdir(folder, { recursive: true })
const playground = await startPlayground()
const browser = await chromium.launch(chromiumOptions)

for (const scene of scenes.filter(({ name }) => name.includes(wanted))) {
  await Promise.all(looks.map((look) => take(scene, look)))
}

if ('states'.includes(wanted)) await Promise.all(looks.map(takeStates))

await browser.close()
await playground.close()

/** Every state of an answer in one picture, from right to left as well. */
async function takeStates({ width, height, theme, language }) {
  const page = await browser.newPage({ viewport: { width, height } })
  for (const dir of ['ltr', 'rtl']) {
    await page.goto(
      `${playground.origin}/states.html?${new URLSearchParams({ theme, language, dir })}`,
    )
    await page.locator('.rill-answer').last().waitFor()
    await page.waitForTimeout(500)
    const file = `states-${width}-${theme}-${language}-${dir}.png`
    await page.screenshot({ path: new URL(file, folder).pathname, fullPage: true })
    console.log(file)
  }
  await page.close()
}

async function take(scene, { width, height, theme, language }) {
  const page = await browser.newPage({
    viewport: { width, height },
    locale: language,
    isMobile: width < 760,
    hasTouch: width < 760,
  })
  const hash = new URLSearchParams({ ...scene.hash, theme, language })
  await page.goto(`${playground.origin}/#${hash}`)
  await page.locator('.workbench').waitFor()
  if (scene.until) {
    await page.locator('.send').click()
    await page.locator(`.rill-answer[data-state="${scene.until}"]`).waitFor()
  }
  if (scene.talk) {
    await page.locator('.idle button').first().click()
    await page.locator('.rill-answer[data-state="complete"]').waitFor()
  }
  await page.waitForTimeout(scene.after ?? 500)
  if (scene.stop) await page.locator('.rill-run-button').click()
  if (scene.pane !== undefined && width < 760)
    await page.locator('.tabs button').nth(scene.pane).click()
  if (scene.frame) await page.locator('.detection button').click()
  if (scene.inspect) await page.locator('.lanes button').nth(3).click()
  if (scene.run) await page.locator('.lanes button').nth(4).click()
  if (scene.sight) await page.locator(scene.sight).scrollIntoViewIfNeeded()
  if (scene.detail) await page.locator('.row').nth(3).click()
  await page.waitForTimeout(300)
  const file = `${scene.name}-${width}-${theme}-${language}.png`
  await page.screenshot({ path: new URL(file, folder).pathname })
  await page.close()
  console.log(file)
}

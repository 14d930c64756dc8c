import { afterEach, describe, expect, it } from 'vitest'
import type { App } from 'vue'
import { createApp, createSSRApp, h, nextTick, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import { markdownSettingsKey } from '../../../src/components/markdown/markdownSettings.ts'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has nothing to assign
import '../../../src/styles/index.css'

const ANSWER = [
  '# A report\n\nThe first paragraph has *some* text, `code` and **bold** words in it.\n\n',
  '- one item\n- another with [a link](https://example.com)\n\n- a third, which makes the list loose\n\n',
  '| name | value |\n|------|------:|\n| one | 1 |\n| two | 2 |\n\n',
  '```ts\nconst a = 1\nconst b = 2\n\nconsole.log(a + b)\n```\n\n',
  '> A quote\n> of two lines\n\n中文段落，带有 **粗体** 与 English 混排。\n\n1. first\n2. second\n\nThe end.',
].join('')

let unmount: (() => void) | undefined
afterEach(() => unmount?.())

interface Page {
  readonly root: HTMLElement
  show(content: string, streaming?: boolean): Promise<void>
}

function open(settings = {}): Page {
  const props = shallowRef({ content: '', streaming: true })
  const root = document.createElement('div')
  root.style.inlineSize = '400px'
  document.body.append(root)
  const app: App = createApp({ render: () => h(RillMarkdown, props.value) })
  app.provide(markdownSettingsKey, settings)
  app.mount(root)
  unmount = () => {
    app.unmount()
    root.remove()
  }
  return {
    root,
    async show(content, streaming = true) {
      props.value = { content, streaming }
      await nextTick()
    },
  }
}

async function stream(page: Page, text: string, size = 5, from = 0): Promise<void> {
  for (let end = from + size; end < text.length + size; end += size) {
    await page.show(text.slice(0, end))
  }
}

describe('RillMarkdown in a browser', () => {
  it('ends with the same elements as one shot, whatever way the text came', async () => {
    const whole = open()
    await whole.show(ANSWER, false)
    const expected = whole.root.innerHTML
    unmount?.()
    for (const size of [1, 4, 31]) {
      const page = open()
      await stream(page, ANSWER, size)
      await page.show(ANSWER, false)
      expect(page.root.innerHTML).toBe(expected)
      unmount?.()
    }
  })

  it('draws a long paragraph the same way whole and word by word, and keeps its nodes', async () => {
    const text = `${'some *words* and `code` with [a link](https://example.com) in 中文 '.repeat(80)}\n\nend`
    const whole = open()
    await whole.show(text, false)
    const expected = whole.root.innerHTML
    unmount?.()
    const page = open()
    await stream(page, text, 37)
    // How far the drawing has come by now is up to the machine; the last few nodes may still be open.
    const nodes = [...(page.root.querySelector('p')?.childNodes ?? [])].slice(0, -5)
    await page.show(text, false)
    expect(page.root.innerHTML).toBe(expected)
    expect(nodes.length).toBeGreaterThan(20)
    const now = page.root.querySelector('p')?.childNodes
    nodes.forEach((node, index) => expect(now?.[index]).toBe(node))
  })

  it('never removes an element of a finished block, nor when the text ends', async () => {
    const page = open()
    const removed: string[] = []
    const observer = new MutationObserver((records) => {
      for (const { removedNodes } of records) {
        for (const node of removedNodes) {
          if (node instanceof HTMLElement && node.textContent.length > 40)
            removed.push(node.outerHTML)
        }
      }
    })
    observer.observe(page.root, { childList: true, subtree: true })
    await stream(page, ANSWER, 3)
    const elements = [...page.root.querySelectorAll('h1, p, li, td, pre, blockquote')]
    await page.show(ANSWER, false)
    observer.disconnect()
    expect(removed).toEqual([])
    expect([...page.root.querySelectorAll('h1, p, li, td, pre, blockquote')]).toEqual(elements)
    for (const element of elements) expect(element.isConnected).toBe(true)
  })

  it('leaves a selection alone while the text grows and when it ends', async () => {
    const page = open()
    await page.show(ANSWER.slice(0, 160))
    const text = page.root.querySelector('p')?.firstChild
    if (text === null || text === undefined) throw new Error('no text to select')
    getSelection()?.setBaseAndExtent(text, 4, text, 19)
    expect(String(getSelection())).toBe('first paragraph')
    await stream(page, ANSWER, 7, 160)
    await page.show(ANSWER, false)
    expect(String(getSelection())).toBe('first paragraph')
  })

  it('never gets lower by more than a line', async () => {
    const page = open()
    let highest = 0
    let worst = 0
    for (let end = 1; end <= ANSWER.length; end++) {
      await page.show(ANSWER.slice(0, end))
      const height = page.root.scrollHeight
      worst = Math.max(worst, highest - height)
      highest = Math.max(highest, height)
    }
    await page.show(ANSWER, false)
    worst = Math.max(worst, highest - page.root.scrollHeight)
    expect(worst).toBeLessThanOrEqual(30)
  })

  it('never gets lower while finished parts leave the screen', async () => {
    const page = open()
    Object.assign(page.root.style, { blockSize: '300px', overflowY: 'auto' })
    const long = `${ANSWER}\n\n`.repeat(30)
    let highest = 0
    let worst = 0
    for (let end = 400; end < long.length + 400; end += 400) {
      await page.show(long.slice(0, end))
      page.root.scrollTop = page.root.scrollHeight
      await new Promise(requestAnimationFrame)
      worst = Math.max(worst, highest - page.root.scrollHeight)
      highest = Math.max(highest, page.root.scrollHeight)
    }
    await page.show(long, false)
    await new Promise(requestAnimationFrame)
    worst = Math.max(worst, highest - page.root.scrollHeight)
    expect(page.root.querySelectorAll('.rill-segment-full').length).toBeGreaterThan(2)
    expect(worst).toBeLessThanOrEqual(30)
  })

  it('keeps the image element once the reader asked for it', async () => {
    const page = open()
    const image = `data:image/gif;base64,R0lGODlhAQABAAAAACw=`
    const settings = { images: { resolve: () => `https://images.invalid/${image.length}` } }
    unmount?.()
    const shown = open(settings)
    await shown.show('![a chart](chart.png) and more')
    shown.root.querySelector('button')?.click()
    await nextTick()
    const element = shown.root.querySelector('img')
    expect(element?.getAttribute('src')).toBe(`https://images.invalid/${image.length}`)
    await shown.show('![a chart](chart.png) and more text\n\nand a paragraph', false)
    expect(shown.root.querySelector('img')).toBe(element)
    expect(page.root.isConnected).toBe(false)
  })

  it('copies code line by line, without lines of its own', async () => {
    const page = open()
    const code = Array.from({ length: 100 }, (_, index) =>
      index % 7 === 3 ? '' : `line ${index}`,
    ).join('\n')
    await page.show(`\`\`\`\n${code}\n\`\`\`\n`, false)
    const block = page.root.querySelector('code')
    if (block === null) throw new Error('no code')
    expect(block.textContent).toBe(`${code}\n`)
    const range = document.createRange()
    range.selectNodeContents(block)
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
    expect(String(getSelection()).trimEnd()).toBe(code)
    const lineHeight = Number.parseFloat(getComputedStyle(block).lineHeight)
    expect(Math.round(block.getBoundingClientRect().height / lineHeight)).toBe(100)
  })

  it('parts a long plain text for the browser without a trace in it', async () => {
    const page = open()
    const text = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
    await stream(page, text, 301)
    await page.show(text, false)
    const paragraph = page.root.querySelector('p')
    if (paragraph === null) throw new Error('no paragraph')
    expect(paragraph.querySelectorAll('wbr').length).toBeGreaterThan(3)
    expect(paragraph.textContent).toBe(text)
    getSelection()?.selectAllChildren(paragraph)
    expect(String(getSelection())).toBe(text)
    const height = paragraph.getBoundingClientRect().height
    const plain = document.createElement('p')
    plain.className = paragraph.className
    plain.textContent = text
    paragraph.parentElement?.append(plain)
    expect(plain.getBoundingClientRect().height).toBe(height)
    plain.remove()
  })

  it('keeps the rows of a long table in order, in one table, each where it was', async () => {
    const page = open()
    const rows = Array.from({ length: 200 }, (_, index) => `| row ${index} | ${index} |\n`)
    await stream(page, `| a | b |\n|---|---|\n${rows.join('')}`, 97)
    const before = [...page.root.querySelectorAll('tbody > tr')].slice(0, 190)
    await page.show(`| a | b |\n|---|---|\n${rows.join('')}`, false)
    const table = page.root.querySelector('table')
    const now = [...(table?.querySelectorAll('tbody > tr') ?? [])]
    before.forEach((row, index) => expect(now[index]).toBe(row))
    expect(now.map((row) => row.firstElementChild?.textContent)).toEqual(
      rows.map((_, index) => `row ${index}`),
    )
    expect(page.root.querySelectorAll('table')).toHaveLength(1)
    const widths = new Set(now.map((row) => row.firstElementChild?.getBoundingClientRect().width))
    expect(widths.size).toBe(1)
  })

  it('brings no room of its own above its first block or below its last', async () => {
    const page = open()
    const long = `# Long\n\n${'Words.\n\n'.repeat(100)}`
    for (const markdown of ['# A\n\n> b', 'Plain', '- a\n\n- b', '> c', '```\nx\n```', long]) {
      await page.show(markdown, false)
      const blocks = page.root.querySelector('.rill-markdown-blocks')
      const drawn = [...(blocks?.querySelectorAll(':is(h1, p, li, .rill-code, blockquote)') ?? [])]
      const boxes = drawn.map((block) => block.getBoundingClientRect())
      const { top, bottom } = page.root.getBoundingClientRect()
      expect(Math.min(...boxes.map((box) => box.top)) - top).toBe(0)
      expect(bottom - Math.max(...boxes.map((box) => box.bottom))).toBe(0)
    }
  })

  it('never ends a line inside a short code, and breaks a long one rather than stick out', async () => {
    const page = open()
    page.root.style.inlineSize = '160px'
    const short = 'words `E-204` and `AX-12-B` '.repeat(12)
    await page.show(`${short}\n\n\`a-name-${'that-is-long-'.repeat(8)}\``, false)
    const codes = [...page.root.querySelectorAll('code')]
    const lines = codes.map((code) => code.getClientRects().length)
    expect(lines.slice(0, -1).every((count) => count === 1)).toBe(true)
    expect(lines.at(-1)).toBeGreaterThan(1)
    expect(page.root.scrollWidth).toBe(160)
  })

  it('takes over what a server rendered without a mismatch', async () => {
    const props = { content: ANSWER, streaming: false }
    const html = await renderToString(createSSRApp({ render: () => h(RillMarkdown, props) }))
    const root = document.createElement('div')
    document.body.append(root)
    const template = new Range().createContextualFragment(html)
    root.append(template)
    const heading = root.querySelector('h1')
    const app = createSSRApp({ render: () => h(RillMarkdown, props) })
    app.mount(root)
    unmount = () => {
      app.unmount()
      root.remove()
    }
    expect(root.querySelector('h1')).toBe(heading)
    await nextTick()
    const whole = document.createElement('div')
    const fresh = createApp({ render: () => h(RillMarkdown, props) })
    fresh.mount(whole)
    expect(root.textContent).toBe(whole.textContent)
    fresh.unmount()
  })
})

/** DOM changes while ten words are added to a text. */
async function changes(before: string): Promise<number> {
  const page = open()
  await page.show(before)
  let count = 0
  const observer = new MutationObserver((records) => (count += records.length))
  observer.observe(page.root, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
  })
  for (let word = 1; word <= 10; word++) await page.show(before + ' word'.repeat(word))
  await nextTick()
  observer.disconnect()
  unmount?.()
  return count
}

describe('the work of one append', () => {
  it.each([
    ['paragraphs', (count: number) => `${'A paragraph.\n\n'.repeat(count)}The last`],
    ['items', (count: number) => `${'- an item\n'.repeat(count)}- the last`],
    ['rows', (count: number) => `|a|\n|-|\n${'| b |\n'.repeat(count)}| the last`],
    ['lines of code', (count: number) => `\`\`\`\n${'a line\n'.repeat(count)}the last`],
  ])(
    'does not grow with the number of %s',
    async (_name, make) => {
      const few = await changes(make(64))
      const many = await changes(make(10_000))
      expect(few).toBeGreaterThan(0)
      expect(many).toBeLessThanOrEqual(few + 2)
    },
    60_000,
  )
})

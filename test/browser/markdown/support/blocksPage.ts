import { createApp, h, nextTick, shallowRef } from 'vue'
import RillMarkdown from '../../../../src/components/markdown/RillMarkdown.vue'
import { markdownSettingsKey } from '../../../../src/components/markdown/markdownSettings.ts'
import { diagramPlugin } from '../../../../src/diagrams.ts'
import { footnotePlugin } from '../../../../src/footnotes.ts'
import { mathPlugin } from '../../../../src/math.ts'
import { createShikiHighlighter } from '../../../../src/shiki.ts'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has nothing to assign
import '../../../../src/styles/index.css'

/** One answer on the page, with everything that an answer may hold. */
function open() {
  const props = shallowRef({ content: '', streaming: true, idPrefix: 'test' })
  const root = document.createElement('div')
  root.id = 'root'
  root.style.inlineSize = '600px'
  document.body.append(root)
  const app = createApp({ render: () => h(RillMarkdown, props.value) })
  app.provide(markdownSettingsKey, {
    plugins: [mathPlugin(), footnotePlugin(), diagramPlugin()],
    highlighter: createShikiHighlighter({ langs: ['js', 'python'] }),
  })
  app.mount(root)
  return {
    root,
    async show(content: string, streaming = true): Promise<void> {
      props.value = { content, streaming, idPrefix: 'test' }
      await nextTick()
    },
    close(): void {
      app.unmount()
      root.remove()
    },
  }
}

function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve())
  })
}

/** Waits until nothing on the page has changed for a while: all that was loaded and drawn later is there. */
async function settle(root: HTMLElement): Promise<void> {
  let last = ''
  for (let quiet = 0, turns = 0; quiet < 25 && turns < 600; turns++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20)
    })
    const now = root.innerHTML
    quiet = now === last ? quiet + 1 : 0
    last = now
  }
}

/** What stands on the page at the end, picture addresses aside, whatever way the text came. */
async function drawInPieces(text: string, size: number): Promise<string> {
  const page = open()
  for (let end = size; end < text.length; end += size) await page.show(text.slice(0, end))
  await page.show(text, false)
  await settle(page.root)
  const html = page.root.innerHTML
    .replaceAll(/blob:[^"]*/g, 'blob:')
    .replaceAll(/rill-v-\d+-diagram/g, '')
  page.close()
  return html
}

interface CodeWatch {
  /** Line elements of finished lines that were replaced while more lines came. */
  readonly replaced: number
  /** Lines that were coloured and became plain again for a frame. */
  readonly flashed: number
  readonly coloured: number
  readonly lines: number
  readonly text: string
}

/** Streams code and watches the elements of its lines. */
async function watchCode(text: string, size: number): Promise<CodeWatch> {
  const page = open()
  const seen: Element[] = []
  const wereColoured = new Set<Element>()
  let replaced = 0
  let flashed = 0
  const look = (): void => {
    const lines = [...page.root.querySelectorAll('.rill-code-line')]
    seen.forEach((line, index) => {
      if (lines[index] !== line) replaced++
    })
    // The last line is still being typed.
    seen.splice(0, seen.length, ...lines.slice(0, -1))
    for (const line of lines) {
      if (line.querySelector('.rill-code-run') !== null) wereColoured.add(line)
      else if (wereColoured.has(line)) flashed++
    }
  }
  for (let end = size; end < text.length + size; end += size) {
    await page.show(text.slice(0, end))
    look()
    await frame()
    look()
  }
  await page.show(text, false)
  await settle(page.root)
  look()
  const code = page.root.querySelector('code')
  const result = {
    replaced,
    flashed,
    coloured: wereColoured.size,
    lines: page.root.querySelectorAll('.rill-code-line').length,
    text: code?.textContent ?? '',
  }
  page.close()
  return result
}

/** Selects from within a finished line of code that is still plain, streams on, and tells what is selected then. */
async function selectInCode(text: string): Promise<string> {
  const page = open()
  await page.show(text.slice(0, 200))
  const lines = page.root.querySelectorAll('.rill-code-line')
  const [from, to] = [lines[0]?.firstChild, lines[2]?.firstChild]
  if (!from || !to) throw new RangeError('there are no lines')
  document.getSelection()?.setBaseAndExtent(from, 2, to, 3)
  for (let end = 200; end < text.length; end += 60) {
    await page.show(text.slice(0, end))
    await frame()
  }
  await page.show(text, false)
  await settle(page.root)
  const selected = String(document.getSelection())
  page.close()
  return selected
}

Object.assign(globalThis, { drawInPieces, watchCode, selectInCode })

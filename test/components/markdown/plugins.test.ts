import { expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'
import { diagramPlugin } from '../../../src/diagrams.ts'
import { footnotePlugin } from '../../../src/footnotes.ts'
import { mathPlugin } from '../../../src/math.ts'
import { createShikiHighlighter } from '../../../src/shiki.ts'

const ANSWER = [
  '# Title\n\nSo $x^2$ is[^1].\n\n$$\ny\n$$\n\n',
  '| a |\n|---|\n| 1 |\n\n```js\nlet a\n```\n\n```mermaid\npie\n```\n\n[^1]: A note.\n',
].join('')

function render(): Promise<string> {
  const props = {
    content: ANSWER,
    plugins: [mathPlugin(), footnotePlugin(), diagramPlugin()],
    highlighter: createShikiHighlighter(),
  }
  return renderToString(createSSRApp({ render: () => h(RillMarkdown, props) }))
}

it('shows sources on a server, without a style attribute, the same each time', async () => {
  const html = await render()
  expect(html).toContain('>x^2</code>')
  expect(html).toContain('>y</code>')
  expect(html).toContain('let a')
  expect(html).toContain('pie')
  expect(html).toMatch(/<h1[^>]* id="rill-v-\S*-title"/)
  expect(html).toMatch(/href="#rill-v-\S*_note-1"/)
  expect(html).not.toContain('style=')
  expect(await render()).toBe(html)
})

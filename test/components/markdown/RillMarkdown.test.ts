import { describe, expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'

async function render(content: string): Promise<string> {
  return renderToString(createSSRApp({ render: () => h(RillMarkdown, { content }) }))
}

describe('RillMarkdown on a server', () => {
  it('renders without a browser', async () => {
    const html = await render('# Title\n\n- a\n- b\n\n```ts\nx\n```\n\n[a](https://example.com)')
    expect(html).toContain('<h1')
    expect(html).toContain('href="https://example.com"')
  })

  it('escapes what an answer says and takes no attribute from it', async () => {
    const html = await render(
      '<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1))\n\n```"><script>\nx\n```\n\n![" onerror="x](https://example.com/a.png)',
    )
    expect(html).not.toContain('<script')
    expect(html).not.toMatch(/<[^>]*\sonerror/i)
    expect(html).not.toMatch(/href="?javascript/i)
  })
})

import { describe, expect, it } from 'vitest'
import { createSSRApp, type App } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillAnswer from '../../../src/components/answer/RillAnswer.vue'
import { stagedScenes } from '../../support/stagedScenes.ts'
import { createStagedStream } from '../../support/stagedStream.ts'

/** What a server sent: text parsed by the browser as it parses a page, outside of anything the kit does. */
function receivePage(html: string): HTMLElement {
  const page = document.createElement('div')
  page.append(document.createRange().createContextualFragment(html))
  document.body.append(page)
  return page
}

describe('RillAnswer, rendered on a server', () => {
  // A mismatch is a Vue warning, and a warning fails the test.
  it.each(Object.entries(stagedScenes))('is taken over as it stands: %s', async (_, stage) => {
    const createApp = (): App => {
      const stream = createStagedStream({ baseUrl: 'https://api.example.com/' })
      stage(stream)
      return createSSRApp(RillAnswer, { stream })
    }
    const page = receivePage(await renderToString(createApp()))
    const before = page.querySelector('article')
    const app = createApp()
    app.mount(page)
    expect(page.querySelector('article')).toBe(before)
    app.unmount()
    page.remove()
  })
})

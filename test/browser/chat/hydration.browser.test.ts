import { describe, expect, it } from 'vitest'
import { createSSRApp, h, type VNode } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillChat from '../../../src/components/chat/RillChat.vue'
import RillComposer from '../../../src/components/chat/RillComposer.vue'
import RillThreadList from '../../../src/components/chat/RillThreadList.vue'
import { useChat } from '../../../src/composables/useChat.ts'
import { storedTalk } from '../../support/storedTalk.ts'

function chatOf(questions: number): () => VNode {
  const chat = useChat({ url: 'https://api.example.com/ask' }, { thread: storedTalk(questions) })
  return () => h(RillChat, { chat, style: 'block-size: 400px' })
}

const scenes: Readonly<Record<string, () => () => VNode>> = {
  'a talk': () => chatOf(3),
  'a long talk': () => chatOf(400),
  'a box with a draft': () => {
    const draftStorage = { getItem: () => 'kept', setItem: () => {}, removeItem: () => {} }
    return () => h(RillComposer, { accept: '*', draftKey: 'a', draftStorage })
  },
  'a list': () => () =>
    h(RillThreadList, {
      threads: [
        { id: 'a', title: 'Sensor', updatedAt: Date.now() },
        { id: 'b', updatedAt: 0 },
      ],
    }),
}

describe('rendered on a server', () => {
  // A mismatch is a Vue warning, and a warning fails the test.
  it.each(Object.entries(scenes))('%s is taken over as it stands', async (_, open) => {
    const html = await renderToString(createSSRApp({ setup: open }))
    const page = document.createElement('div')
    page.append(document.createRange().createContextualFragment(html))
    document.body.append(page)
    const before = page.firstElementChild
    const app = createSSRApp({ setup: open })
    app.mount(page)
    expect(page.firstElementChild).toBe(before)
    await new Promise((resolve) => requestAnimationFrame(resolve))
    app.unmount()
    page.remove()
  })
})

import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import RillChat from '../../src/components/chat/RillChat.vue'
import { createRill } from '../../src/components/createRill.ts'
import { useChat } from '../../src/composables/useChat.ts'
import { useStream } from '../../src/composables/useStream.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'

// jsdom, in which many apps are tested, has none of these.
const MISSING = ['ResizeObserver', 'IntersectionObserver', 'matchMedia', 'CSS'] as const

let wrapper: VueWrapper | undefined

beforeEach(() => {
  for (const name of MISSING) vi.stubGlobal(name, undefined)
  Object.defineProperty(Element.prototype, 'scrollIntoView', {
    value: undefined,
    configurable: true,
  })
})

afterEach(() => {
  wrapper?.unmount()
  vi.unstubAllGlobals()
  Reflect.deleteProperty(Element.prototype, 'scrollIntoView')
})

describe('in a page that lays nothing out', () => {
  it('an answer draws its results, its text and its citations', async () => {
    const backend = createTestStream('rag')
    const App = defineComponent(() => {
      const stream = useStream({ url: '/', body: {} }, { immediate: true, dialect: 'rag' })
      return () => h(RillAnswer, { stream })
    })
    const plugins = [createRill({ stream: { transport: backend.transport } })]
    wrapper = mount(App, { global: { plugins }, attachTo: document.body })
    await backend.results([{ id: '1', title: 'E001', text: 'Check the valve. '.repeat(40) }])
    await backend.token('Open the valve [1].')
    await backend.finish()
    expect(wrapper.text()).toContain('Open the valve')
    await wrapper.get('.rill-citation').trigger('click')
    await wrapper.get('.rill-card-text ~ button').trigger('click')
    await wrapper.get('.rill-card-text ~ button').trigger('click')
    expect(wrapper.text()).toContain('E001')
  })

  it('a talk goes on', async () => {
    const backend = createTestStream('openai-chat')
    let ask: ((question: string) => unknown) | undefined
    const App = defineComponent(() => {
      const { transport } = backend
      const chat = useChat({ url: '/', body: {} }, { dialect: 'openai-chat', transport })
      ask = (question) => chat.send(question)
      return () => h(RillChat, { chat })
    })
    wrapper = mount(App, { attachTo: document.body })
    void ask?.('What is wrong?')
    await backend.token('The valve is stuck.')
    await backend.finish()
    expect(wrapper.text()).toContain('The valve is stuck.')
  })
})

import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createRill } from '../../src/components/createRill.ts'
import { useStream } from '../../src/composables/useStream.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'

const asker = (transport?: Transport, immediate = false) =>
  defineComponent({
    setup() {
      return {
        stream: useStream({ url: 'https://api.example.com/' }, { transport, immediate }),
      }
    },
    render() {
      return h('p', this.stream.status.value)
    },
  })

describe('useStream in a component', () => {
  it('starts once the component is mounted', async () => {
    const stream = createTestStream()
    const wrapper = mount(asker(stream.transport, true))
    await stream.nextRequest()
    expect(wrapper.text()).toBe('connecting')
    wrapper.unmount()
  })

  it('starts nothing while a server renders the page', async () => {
    const stream = createTestStream()
    const html = await renderToString(createSSRApp(asker(stream.transport, true)))
    expect(html).toBe('<p>idle</p>')
    expect(stream.requests).toHaveLength(0)
  })

  it('cancels the run when the component goes', async () => {
    const stream = createTestStream()
    const wrapper = mount(asker(stream.transport, true))
    const request = await stream.nextRequest()
    wrapper.unmount()
    expect(request.isOpen).toBe(false)
  })

  it('starts from the options that were set for the app', async () => {
    const stream = createTestStream()
    const baseUrl = 'https://api.example.com/'
    const wrapper = mount(asker(undefined, true), {
      global: { plugins: [createRill({ stream: { transport: stream.transport, baseUrl } })] },
    })
    await stream.nextRequest()
    expect(wrapper.vm.stream.baseUrl).toBe(baseUrl)
    wrapper.unmount()
  })
})

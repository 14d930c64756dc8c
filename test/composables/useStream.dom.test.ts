import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createRill } from '../../src/components/createRill.ts'
import { useStream } from '../../src/composables/useStream.ts'
import type { Transport } from '../../src/transport/transport.ts'
import { createHandTransport } from '../support/handTransport.ts'

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
    const transport = createHandTransport()
    const opened = transport.next()
    const wrapper = mount(asker(transport, true))
    await opened
    expect(wrapper.text()).toBe('connecting')
    wrapper.unmount()
  })

  it('starts nothing while a server renders the page', async () => {
    const transport = createHandTransport()
    const html = await renderToString(createSSRApp(asker(transport, true)))
    expect(html).toBe('<p>idle</p>')
    expect(transport.exchanges).toHaveLength(0)
  })

  it('cancels the run when the component goes', async () => {
    const transport = createHandTransport()
    const opened = transport.next()
    const wrapper = mount(asker(transport, true))
    const exchange = await opened
    wrapper.unmount()
    expect(exchange.signal.aborted).toBe(true)
  })

  it('starts from the options that were set for the app', async () => {
    const transport = createHandTransport()
    const opened = transport.next()
    const baseUrl = 'https://api.example.com/'
    const wrapper = mount(asker(undefined, true), {
      global: { plugins: [createRill({ stream: { transport, baseUrl } })] },
    })
    await opened
    expect(wrapper.vm.stream.baseUrl).toBe(baseUrl)
    wrapper.unmount()
  })
})

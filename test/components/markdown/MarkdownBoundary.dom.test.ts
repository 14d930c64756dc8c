import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSSRApp, defineComponent, h, nextTick } from 'vue'
import { renderToString } from 'vue/server-renderer'
import RillMarkdown from '../../../src/components/markdown/RillMarkdown.vue'

const report = vi.spyOn(console, 'error').mockImplementation(() => {})
afterEach(() => {
  report.mockClear()
})

function fail(): never {
  throw new TypeError('a click went wrong')
}

function render(content: string, props: Record<string, unknown> = {}): ReturnType<typeof mount> {
  return mount(RillMarkdown, { props: { content, ...props } })
}

describe('what an app draws itself', () => {
  it('shows as plain text where it throws, and the rest as ever', async () => {
    const fence = defineComponent({
      props: { code: { type: String, required: true } },
      setup: () => () => {
        throw new TypeError('an app went wrong')
      },
    })
    const wrapper = render('before\n\n```\ncode\n```\n\nafter', { components: { fence } })
    await nextTick()
    expect(wrapper.text()).toBe('beforecode\nafter')
    expect(report).toHaveBeenCalledWith(new TypeError('an app went wrong'))
  })

  it('keeps the words of a link that throws', async () => {
    const link = defineComponent(() => () => {
      throw new TypeError('an app went wrong')
    })
    const text = 'see [the *docs*](https://a.example) and more'
    const wrapper = render(text, { components: { link } })
    await nextTick()
    expect(wrapper.text()).toBe('see the docs and more')
  })

  it('stays where a listener throws', async () => {
    const link = defineComponent({
      setup:
        (_props, { slots }) =>
        () =>
          h('button', { onClick: fail }, slots.default?.()),
    })
    const wrapper = render('see [this](https://a.example)', { components: { link } })
    await wrapper.get('button').trigger('click')
    expect(wrapper.get('button').text()).toBe('this')
    expect(report).toHaveBeenCalledOnce()
  })

  it('shows as plain text where it throws on a server', async () => {
    const heading = defineComponent({
      setup: () => () => {
        throw new TypeError('no window here')
      },
    })
    const app = createSSRApp(RillMarkdown, { content: '# One\n\ntwo', components: { heading } })
    const html = await renderToString(app)
    expect(html).toContain('<span class="rill-plain">One</span>')
    expect(html).toContain('two')
  })
})

import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { computed, defineComponent, h } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import RillMarkdown from '../../src/components/markdown/RillMarkdown.vue'
import { useStream } from '../../src/composables/useStream.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { watchElement } from '../../src/testing/elementWatch.ts'
import { renderEveryPrefix } from '../../src/testing/renderEveryPrefix.ts'
import { rillMatchers, type RillMatchers } from '../../src/testing/rillMatchers.ts'

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type, no-unused-vars -- an augmentation repeats the interface as it is
  interface Matchers<T = any> extends RillMatchers {}
}

expect.extend(rillMatchers)
afterEach(() => void vi.useRealTimers())

const TEXT =
  '# Pump\n\nOpen the *valve*, then:\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nDone 🌊.'

/** A chat app in small. */
const Ask = defineComponent({
  props: { stream: { type: Object, required: true } },
  setup(props) {
    const answer = useStream(
      { url: '/api/chat', body: {} },
      { transport: props.stream.transport, immediate: true },
    )
    return () => h(RillAnswer, { stream: answer })
  },
})

describe('a component that is tested with a test stream', () => {
  it('reads like a story', async () => {
    const stream = createTestStream('rag')
    const wrapper = mount(Ask, { props: { stream }, attachTo: document.body })
    const watch = watchElement(wrapper.element, { blocks: '.rill-answer-body > *' })
    await stream.status('Searching the manual')
    expect(wrapper.text()).toContain('Searching the manual')
    await stream.results([{ title: 'E001', text: 'Check the valve' }])
    await stream.token('Open the ')
    await stream.token('**valve**.')
    expect(wrapper.get('strong').text()).toBe('valve')
    await stream.finish()
    expect(wrapper.text()).toContain('E001')
    expect(watch).toKeepNodes()
    watch.stop()
    wrapper.unmount()
  })

  it('reads out that the answer is complete, once its turn has come', async () => {
    const stream = createTestStream('rag')
    const wrapper = mount(Ask, { props: { stream }, attachTo: document.body })
    const watch = watchElement(document.body)
    await stream.token('Open the valve.')
    await stream.finish()
    await vi.waitFor(() => expect(watch).toHaveAnnounced('Answer complete'), 5000)
    watch.stop()
    wrapper.unmount()
  })

  it('shows what went wrong', async () => {
    const stream = createTestStream('openai-chat')
    const wrapper = mount(Ask, { props: { stream }, attachTo: document.body })
    await stream.token('Half an ans')
    await stream.fail('server', { message: 'Out of memory' })
    expect(wrapper.text()).toContain('Half an ans')
    expect(wrapper.find('[role=alert], .rill-error').exists()).toBe(true)
    wrapper.unmount()
  })
})

describe('a component that is drawn for every prefix', () => {
  it('keeps its nodes and its text, as RillMarkdown does', async () => {
    const rendering = await renderEveryPrefix(RillMarkdown, TEXT)
    expect(rendering).toKeepNodes()
    expect(rendering).toNeverShrink({ within: 6 })
    expect(rendering.texts.length).toBeGreaterThan(20)
    expect(rendering.element.querySelector('em')?.textContent).toBe('valve')
    rendering.unmount()
    expect(document.body.innerHTML).not.toContain('valve')
  })

  it('is caught when it draws everything anew', async () => {
    const Naive = defineComponent({
      props: { content: { type: String, required: true } },
      setup: (props) => {
        const parts = computed(() => props.content.split('\n\n'))
        return () =>
          h(
            'div',
            { key: props.content },
            parts.value.map((part) => h('p', part)),
          )
      },
    })
    const rendering = await renderEveryPrefix(Naive, 'one\n\ntwo', {
      props: (content) => ({ content }),
    })
    expect(() => expect(rendering).toKeepNodes()).toThrow(
      'nodes of finished blocks went: <p> "one"',
    )
    expect(rendering).not.toKeepNodes()
    expect(rendering).toNeverShrink()
    rendering.unmount()
  })

  it('is caught when text goes', async () => {
    const Forgetful = defineComponent({
      props: { content: { type: String, required: true } },
      setup: (props) => () => h('div', [h('p', props.content.slice(-3))]),
    })
    const rendering = await renderEveryPrefix(Forgetful, 'ab', {
      props: (content, isWhole) => ({ content: isWhole ? '' : content }),
    })
    expect(() => expect(rendering).toNeverShrink()).toThrow('Text went: "ab" became ""')
    expect(rendering).toNeverShrink({ within: 2 })
    rendering.unmount()
  })
})

it('is caught when text goes bit by bit', () => {
  const host = document.createElement('div')
  const watch = watchElement(host)
  for (const text of ['valve', 'valv', 'val', 'va']) {
    host.textContent = text
    watch.look()
  }
  expect(watch).toNeverShrink({ within: 3 })
  expect(() => expect(watch).toNeverShrink({ within: 2 })).toThrow('Text went: "valve" became "va"')
  watch.stop()
})

describe('what is announced', () => {
  it('is heard once, whole or in part', async () => {
    const host = document.createElement('div')
    host.innerHTML = '<p>text</p><p role="status"></p>'
    const watch = watchElement(host)
    const region = host.querySelector('[role=status]')
    if (region) region.textContent = 'Answer complete'
    expect(watch).toHaveAnnounced('complete')
    expect(watch).toHaveAnnounced(/^Answer/)
    const everywhere = /Answer/g
    expect(watch).toHaveAnnounced(everywhere)
    expect(watch).toHaveAnnounced(everywhere)
    expect(watch.announcements).toEqual(['Answer complete'])
    expect(() => expect(watch).toHaveAnnounced('failed')).toThrow(
      'Expected to hear failed; heard "Answer complete"',
    )
    expect(watch.texts).toEqual(['text'])
    watch.stop()
  })
})

describe('the end of a run', () => {
  it('is waited for, in a run and in what useStream gives', async () => {
    const stream = createTestStream('rag')
    const answer = useStream({ url: '/' }, { transport: stream.transport })
    void answer.start()
    await stream.token('half')
    await stream.drop()
    await expect(answer).toEndWith('interrupted')
    await expect(expect(answer).toEndWith('complete')).rejects.toThrow(
      /expected to end as complete, and it is interrupted \(network: /,
    )
  })

  it('is missed when it does not come', async () => {
    const never = { outcome: new Promise<never>(() => {}) }
    await expect(expect(never).toEndWith('complete')).rejects.toThrow('and it has not ended')
  })
})

describe('a test that is written wrongly', () => {
  it('is told what a matcher judges', async () => {
    expect(() => expect(document.body).toKeepNodes()).toThrow(
      'toKeepNodes judges what watchElement or renderEveryPrefix gives',
    )
    expect(() => expect(undefined).toHaveAnnounced('a')).toThrow('toHaveAnnounced judges what')
    await expect(expect({}).toEndWith('complete')).rejects.toThrow(
      'toEndWith judges a run, or what useStream gives',
    )
  })

  it('is not waited for forever where time is faked', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'setImmediate'] })
    const never = { outcome: new Promise<never>(() => {}) }
    await expect(expect(never).toEndWith('complete')).rejects.toThrow('and it has not ended')
  })
})

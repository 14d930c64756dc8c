import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h, shallowRef, type VNodeChild } from 'vue'
import RillInspector from '../../../src/components/inspector/RillInspector.vue'
import { watchedOptions } from '../../../src/composables/streamWatchers.ts'
import { useStream, type UseStreamReturn } from '../../../src/composables/useStream.ts'
import { createRill } from '../../../src/components/createRill.ts'
import type { AssistantTurn } from '../../../src/composables/chat/chatThread.ts'
import type { UseChatReturn } from '../../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../../src/composables/useChat.ts'
import { useStreamIn } from '../../../src/composables/useStreamIn.ts'
import { defineDialect } from '../../../src/dialects/dialect.ts'
import { ragDialect } from '../../../src/dialects/rag.ts'
import { createTestStream } from '../../../src/testing/createTestStream.ts'
import type { TestStream } from '../../../src/testing/testStream.ts'
import type { Transport } from '../../../src/transport/transport.ts'
import { replayTransport } from '../../../src/transport/replayTransport.ts'

let wrapper: VueWrapper | undefined
afterEach(() => wrapper?.unmount())

const SSE = [
  'data: {"type":"info","content":"2 hits"}\n\n',
  'data: {"type":"chunk","content":"Check the pump"}\n\n',
]

async function show(locale: 'en' | 'zh-CN' = 'en'): Promise<UseStreamReturn> {
  let made: UseStreamReturn | undefined
  const App = defineComponent(() => {
    const stream = useStream({ url: '/' }, { transport: replayTransport(SSE) })
    made = stream
    return () => h(RillInspector, { stream })
  })
  wrapper = mount(App, { global: { plugins: [createRill({ locale })] }, attachTo: document.body })
  if (!made) throw new Error('no stream')
  await made.start()
  await new Promise((resolve) => setTimeout(resolve, 300))
  await flushPromises()
  return made
}

describe('RillInspector', () => {
  it('lists what came over the wire and what became of it', async () => {
    await show()
    const text = wrapper?.text() ?? ''
    expect(text).toContain('Bytes 2')
    expect(text).toContain('Frames 2')
    expect(text).toContain('Check the pump')
  })

  it('says that it was not there when it comes behind a run', async () => {
    const stream = useStream({ url: '/' }, { transport: replayTransport(SSE), dialect: 'rag' })
    await stream.start()
    const isThere = shallowRef(false)
    wrapper = mount(() => [
      h('p', stream.answer.value),
      isThere.value ? h(RillInspector, { stream }) : undefined,
    ])
    isThere.value = true
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(wrapper.text()).toContain('Runs that begin from now on are seen')
    expect(wrapper.get('.rill-inspector-facts').text()).toBe('ragCut off')
    expect(wrapper.text()).toContain('Renders 0')
  })

  it('filters by stage and by words', async () => {
    await show()
    const count = (): number => wrapper?.findAll('details').length ?? 0
    const all = count()
    await wrapper?.findAll('button')[0]?.trigger('click')
    expect(count()).toBe(all - 2)
    await wrapper?.find('input[type="search"]').setValue('no such words')
    expect(count()).toBe(0)
  })

  it('speaks the language of the app', async () => {
    await show('zh-CN')
    expect(wrapper?.text()).toContain('保存录制')
  })

  it('watches nobody once it is gone', async () => {
    const response = {
      status: 200,
      headers: new Headers(),
      url: '',
      chunks: sendNothing(),
    }
    const transport: Transport = { name: 'own', canPause: false, open: async () => response }
    const request = { url: '/', method: 'GET', headers: new Headers(), body: undefined }
    const context = { signal: new AbortController().signal, maxErrorBytes: 0 }
    const stream = await show()
    const open = (): Promise<unknown> | undefined =>
      watchedOptions(stream, { transport }).transport?.open(request, context)
    expect(await open()).not.toBe(response)
    wrapper?.unmount()
    expect(await open()).toBe(response)
  })
})

/** Shows what `setup` gives, with a stream that a test plays. */
function draw(setup: () => () => VNodeChild): TestStream {
  const backend = createTestStream('rag')
  const plugins = [createRill({ stream: { transport: backend.transport } })]
  wrapper = mount(defineComponent(setup), { global: { plugins }, attachTo: document.body })
  return backend
}

async function* sendNothing(): AsyncGenerator<never> {}

const inspectors = (): readonly string[] =>
  wrapper?.findAllComponents(RillInspector).map((one) => one.text()) ?? []

const warnings = (): string => wrapper?.find('.rill-inspector-warnings').text() ?? ''

/** The inspector looks at what it knows five times a second. */
const looked = async (): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, 300))
  await flushPromises()
}

describe('the runs that RillInspector sees', () => {
  it('begin with one that was started before it was mounted, in the same moment', async () => {
    const backend = draw(() => {
      const stream = useStream({ url: '/' })
      void stream.start()
      return () => h(RillInspector, { stream })
    })
    await backend.token('Check the pump')
    await looked()
    expect(wrapper?.text()).toContain('Check the pump')
    await backend.finish()
  })

  it('begin with the first one of a replay that is started by itself', async () => {
    draw(() => {
      const transport = replayTransport(SSE, { speed: 'instant' })
      const stream = useStream({ url: '/' }, { transport, immediate: true })
      return () => h(RillInspector, { stream })
    })
    await looked()
    expect(wrapper?.text()).toContain('Bytes 2')
  })

  it('are read in the dialect that the app hands in, and in no other', async () => {
    const own = defineDialect({ ...ragDialect, name: 'own' })
    const backend = draw(() => {
      const stream = useStreamIn(own, { url: '/' }, { immediate: true })
      return () => h(RillInspector, { stream })
    })
    await backend.token('Check the pump')
    await looked()
    expect(wrapper?.text()).toContain('own · chosen by the caller')
    await backend.finish()
  })

  it('are those of an answer in a talk, from its first byte on, and not those of another answer', async () => {
    let made: UseChatReturn | undefined
    const backend = draw(() => {
      const chat = useChat({ url: '/' })
      made = chat
      const answers = (): readonly AssistantTurn[] =>
        chat.turns.value.filter((turn) => turn.role === 'assistant')
      return () =>
        answers().map((turn) => h(RillInspector, { key: turn.id, stream: chat.streamOf(turn) }))
    })
    const first = made?.send('What does E-204 mean?')
    await backend.token('Check the pump')
    await backend.finish()
    await first
    const second = made?.send('And E-205?')
    await backend.token('Change the filter')
    await backend.finish()
    await second
    await looked()
    expect(inspectors()).toEqual([
      expect.stringContaining('Check the pump'),
      expect.stringContaining('Change the filter'),
    ])
    expect(inspectors()[0]).not.toContain('Change the filter')
  })
})

describe('the warnings of RillInspector', () => {
  it('tell of drawings that take longer than a frame', async () => {
    const Slow = defineComponent({
      props: { text: { type: String, required: true } },
      setup: (props) => () => {
        const until = performance.now() + 30
        while (props.text !== '' && performance.now() < until);
        return props.text
      },
    })
    const backend = draw(() => {
      const stream = useStream({ url: '/' }, { immediate: true })
      return () => [h(Slow, { text: stream.answer.value }), h(RillInspector, { stream })]
    })
    await backend.token('a')
    await looked()
    expect(warnings()).toMatch(/longer than a frame of 16 ms: [1-9]/)
    await backend.finish()
  })

  it('tell of pictures that the policy blocks, on cards and in the answer', async () => {
    const backend = draw(() => {
      const stream = useStream({ url: '/' }, { immediate: true })
      return () => h(RillInspector, { stream })
    })
    await backend.results([{ title: 'E001', images: [{ url: '/a.png' }] }])
    await backend.token('See ![the valve](/b.png) and ![the pump][p], not `![code](/c.png)`.\n\n')
    await backend.token('[p]: file:///d.png')
    await looked()
    expect(warnings()).toContain('Pictures that the policy blocks: 1.')
    await backend.finish()
    await looked()
    expect(warnings()).toMatch(/Pictures that the policy blocks: [23]\./)
  })
})

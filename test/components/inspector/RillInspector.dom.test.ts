import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import RillInspector from '../../../src/components/inspector/RillInspector.vue'
import { watchedOptions } from '../../../src/composables/streamWatchers.ts'
import { useStream, type UseStreamReturn } from '../../../src/composables/useStream.ts'
import { createRill } from '../../../src/components/createRill.ts'
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
    const stream = await show()
    const options = {}
    expect(watchedOptions(stream, options)).not.toBe(options)
    wrapper?.unmount()
    expect(watchedOptions(stream, options)).toBe(options)
  })
})

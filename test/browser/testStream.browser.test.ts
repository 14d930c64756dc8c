import { expect, it } from 'vitest'
import { createApp, h } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import { useStream } from '../../src/composables/useStream.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { watchElement } from '../../src/testing/elementWatch.ts'

it('what a test stream says is on the screen once it has been said', async () => {
  const stream = createTestStream('openai-chat')
  const host = document.body.appendChild(document.createElement('div'))
  const app = createApp({
    setup() {
      const answer = useStream({ url: '/chat' }, { transport: stream.transport, immediate: true })
      return () => h(RillAnswer, { stream: answer })
    },
  })
  app.mount(host)
  const watch = watchElement(host, { blocks: '.rill-markdown-blocks > *' })
  await stream.token('# Pump\n\nOpen the ')
  expect(host.querySelector('h1')?.textContent).toBe('Pump')
  await stream.token('**valve**.\n\nDone.')
  expect(host.querySelector('strong')?.textContent).toBe('valve')
  await stream.finish()
  expect(host.textContent).toContain('Done.')
  watch.look()
  expect(watch.lostNodes).toEqual([])
  expect(watch.texts.length).toBeGreaterThan(2)
  watch.stop()
  app.unmount()
  host.remove()
})

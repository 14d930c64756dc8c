import { createApp, defineComponent, h, nextTick } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import RillChat from '../../src/components/chat/RillChat.vue'
import { createRill } from '../../src/components/createRill.ts'
import type { UseChatReturn } from '../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../src/composables/useChat.ts'
import { useStream, type UseStreamReturn } from '../../src/composables/useStream.ts'
import { createRillDevtools } from '../../src/devtools.ts'
import { openPanel, preparePage } from './devtoolsPanel.ts'

// Runs in a browser page: an app that is developed, with the DevTools open on it.

export interface DevtoolsReport {
  readonly layers: readonly string[]
  /** How many moments of each layer came, and in which layers they came first. */
  readonly moments: Readonly<Record<string, number>>
  readonly order: readonly string[]
  /** Labels and tags of the list, while the second answer is on its way. */
  readonly tree: readonly string[]
  /** Whether each moment has a time of its own, and none is behind one that came after it. */
  readonly isInOrder: boolean
  /** Moments that came and runs that are listed behind the end of the app. */
  readonly afterUnmount: readonly [moments: number, runs: number]
}

export async function watchApp(url: string): Promise<DevtoolsReport> {
  preparePage()
  let made: { readonly stream: UseStreamReturn; readonly chat: UseChatReturn } | undefined
  const app = createApp(
    defineComponent(() => {
      const stream = useStream({ url: `${url}/ask` }, { dialect: 'rag' })
      const chat = useChat({ url: `${url}/chat` }, { dialect: 'rag' })
      made = { stream, chat }
      return () => [h(RillAnswer, { stream }), h(RillChat, { chat })]
    }),
  )
  app.use(createRill()).use(createRillDevtools())
  app.mount(document.body.appendChild(document.createElement('div')))
  await nextTick()
  const panel = await openPanel(app)
  await made?.stream.start()
  const talk = made?.chat.send('Why?')
  while (made?.chat.messages.value.at(-1)?.text === '') await nextFrame()
  const nodes = await panel.tree()
  await talk
  await nextFrame()

  const layers = panel.moments.map(({ layerId }) => layerId)
  const times = panel.moments.map(({ event }) => event.time)
  const report = {
    layers: panel.layers(),
    moments: Object.fromEntries(
      [...new Set(layers)].map((layer) => [layer, layers.filter((one) => one === layer).length]),
    ),
    order: [...new Set(layers)],
    tree: nodes.map(({ label, tags = [] }) => [label, ...tags.map((tag) => tag.label)].join(' | ')),
    isInOrder: times.every((time, index) => time > 0 && time >= (times[index - 1] ?? 0)),
  }
  void made?.stream.start()
  await nextFrame()
  app.unmount()
  const before = panel.moments.length
  await new Promise((resolve) => setTimeout(resolve, 300))
  const runs = await panel.tree().catch(() => [])
  return { ...report, afterUnmount: [panel.moments.length - before, runs.length] }
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

Object.assign(globalThis, { watchApp })

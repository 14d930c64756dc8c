import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h, shallowRef, watchEffect, type App } from 'vue'
import RillAnswer from '../../src/components/answer/RillAnswer.vue'
import RillChat from '../../src/components/chat/RillChat.vue'
import { createRill } from '../../src/components/createRill.ts'
import type { UseChatReturn } from '../../src/composables/chat/useChatReturn.ts'
import { useChat } from '../../src/composables/useChat.ts'
import { useStream, type UseStreamReturn } from '../../src/composables/useStream.ts'
import { watchedOptions } from '../../src/composables/streamWatchers.ts'
import { connectRillDevtools } from '../../src/devtools/connectRillDevtools.ts'
import { createRillDevtools } from '../../src/devtools/createRillDevtools.ts'
import { MOST_MOMENTS } from '../../src/devtools/timeline.ts'
import { createTestStream } from '../../src/testing/createTestStream.ts'
import { openPanel, preparePage, type DevtoolsPanel } from '../support/devtoolsPanel.ts'

// Node gets a package of empty functions under this name. This is the one that browsers get.
vi.mock('@vue/devtools-api', () => import('../../node_modules/@vue/devtools-api/dist/index.js'))

beforeAll(preparePage)

let app: App | undefined
afterEach(() => {
  app?.unmount()
  app = undefined
  vi.unstubAllEnvs()
})

const request = { url: 'https://api.example.com/search?q=1' }

interface Shown {
  readonly backend: ReturnType<typeof createTestStream>
  readonly stream: UseStreamReturn
  readonly chat: UseChatReturn
  readonly open: () => Promise<DevtoolsPanel>
}

/** An app with an answer and a talk, and the DevTools in it. */
function show(install = (made: App): void => connectRillDevtools(made)): Shown {
  const backend = createTestStream('rag')
  let made: Pick<Shown, 'stream' | 'chat'> | undefined
  const Page = defineComponent(() => {
    const stream = useStream(request)
    const chat = useChat({ url: 'https://api.example.com/chat' })
    made = { stream, chat }
    return () => [h(RillAnswer, { stream }), h(RillChat, { chat })]
  })
  const page = createApp(Page)
  app = page
  page.use(createRill({ stream: { transport: backend.transport } }))
  install(page)
  page.mount(document.createElement('div'))
  if (!made) throw new Error('nothing was made')
  return {
    backend,
    ...made,
    open: async () => {
      await flushPromises()
      return openPanel(page)
    },
  }
}

/** Without the warnings: a machine that is busy with something else may draw slowly. */
const labels = (nodes: Awaited<ReturnType<DevtoolsPanel['tree']>>): readonly string[] =>
  nodes.map(({ label, tags = [] }) =>
    [label, ...tags.map((tag) => tag.label).filter((tag) => !tag.includes('warning'))].join(' · '),
  )

const valueOf = (
  state: Awaited<ReturnType<DevtoolsPanel['state']>>,
  group: string,
  key: string,
): unknown => state[group]?.find((field) => field.key === key)?.value

describe('the timeline', () => {
  it('has a layer for each stage from the socket to the screen', async () => {
    const { open } = show()
    expect((await open()).layers()).toEqual([
      'vue-rill:bytes',
      'vue-rill:frame',
      'vue-rill:event',
      'vue-rill:state',
      'vue-rill:render',
      'vue-rill:warning',
    ])
  })

  it('gets what happens in a run, in the order in which it happens', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    const ended = stream.start()
    await backend.token('Open the valve')
    await backend.finish()
    await ended
    await flushPromises()

    const layers = panel.moments.map(({ layerId }) => layerId.replace('vue-rill:', ''))
    // A machine that is busy with something else may draw slowly, and be warned of.
    const stages = layers.filter((layer) => layer !== 'warning')
    expect(new Set(stages)).toEqual(new Set(['bytes', 'frame', 'event', 'state', 'render']))
    expect(layers.indexOf('bytes')).toBeLessThan(layers.indexOf('frame'))
    expect(layers.indexOf('frame')).toBeLessThan(layers.indexOf('event'))
    expect(layers.indexOf('event')).toBeLessThan(layers.indexOf('state'))
    const text = panel.moments.find(({ event }) => event.title === 'text')
    expect(text?.event).toMatchObject({ subtitle: 'Open the valve', logType: 'default' })
    expect(new Set(panel.moments.map(({ event }) => event.groupId))).toEqual(new Set(['#1']))
  })

  it('is told of so much of one run and no more', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    const ended = stream.start()
    for (let piece = 0; piece < 6; piece += 1) {
      // A thousand messages in one chunk.
      await backend.push('data: {"type":"token","token":"a"}\n\n'.repeat(1_000))
    }
    await backend.finish()
    await ended
    const frames = panel.moments.filter(({ layerId }) => layerId === 'vue-rill:frame')
    expect(frames).toHaveLength(MOST_MOMENTS)
    expect(frames.at(-1)?.event.title).toBe('further ones are not shown')
  })
})

describe('the tab', () => {
  it('lists runs of useStream and useChat alike, the newest first, also those from before it was opened', async () => {
    const { open, stream, chat, backend } = show()
    const first = stream.start()
    await backend.token('Open the valve')
    await backend.finish()
    await first
    const panel = await open()
    void chat.send('Why?')
    await backend.token('Because')
    expect(labels(await panel.tree())).toEqual([
      '#2 useChat POST /chat · streaming · rag',
      '#1 useStream GET /search · complete · rag',
    ])
    await backend.finish()
  })

  it('shows the state of a run, and why it is read as it is', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    const ended = stream.start()
    await backend.results([{ title: 'E001', text: 'Check the valve' }])
    await backend.token('Open ')
    await backend.token('the valve')
    const state = await panel.state('run-1')
    expect(valueOf(state, 'run', 'status')).toBe('streaming')
    expect(valueOf(state, 'run', 'request')).toBe(`GET ${request.url}`)
    expect(valueOf(state, 'dialect', 'name')).toBe('rag')
    expect(valueOf(state, 'dialect', 'rule')).toEqual(expect.any(String))
    expect(valueOf(state, 'state', 'answer, characters')).toBe(14)
    expect(valueOf(state, 'state', 'results')).toEqual(stream.results.value)
    await backend.finish()
    await ended
    expect(valueOf(await panel.state('run-1'), 'run', 'status')).toBe('complete')
  })

  it('shows the error of a run that failed, and warns of what a developer should look into', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    const ended = stream.start()
    await backend.results([
      { title: 'E001', text: '', images: [{ url: '/a.png' }, { url: '/b.png' }] },
    ])
    await backend.fail('server', { message: 'out of memory' })
    await ended
    const state = await panel.state('run-1')
    expect(valueOf(state, 'run', 'error')).toContain('server: ')
    expect(state.warnings?.map(({ value }) => value)).toContain(
      'Pictures that the policy blocks: 2.',
    )
    const [node] = await panel.tree()
    expect(node?.tags?.map(({ label }) => label)).toEqual([
      'failed',
      'rag',
      expect.stringMatching(/^\d warnings?$/),
    ])
  })

  it('finds runs by words', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    void stream.start()
    await backend.token('a')
    expect(await panel.tree('SEARCH')).toHaveLength(1)
    expect(await panel.tree('no such run')).toHaveLength(0)
  })

  it('keeps a run that another one outdates, as cancelled, and one that was reset', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    void stream.start()
    await backend.nextRequest()
    await backend.token('first')
    const second = stream.start()
    await backend.nextRequest()
    await backend.token('second')
    await backend.finish()
    await second
    stream.reset()
    expect(labels(await panel.tree())).toEqual([
      '#2 useStream GET /search · complete · rag',
      '#1 useStream GET /search · cancelled · rag',
    ])
    expect(valueOf(await panel.state('run-2'), 'state', 'answer')).toBe('second')
  })

  it('keeps so many runs and no more', async () => {
    const { open, stream } = show((made) => connectRillDevtools(made, { maxRuns: 3 }))
    const panel = await open()
    for (let run = 0; run < 10; run += 1) void stream.start()
    const nodes = await panel.tree()
    expect(nodes.map(({ id }) => id)).toEqual(['run-10', 'run-9', 'run-8'])
    expect(() => connectRillDevtools(createApp({}), { maxRuns: 0 })).toThrow(RangeError)
  })
})

describe('the DevTools in an app', () => {
  it('hold nothing of it once it is unmounted', async () => {
    const { open, stream, backend } = show()
    const panel = await open()
    void stream.start()
    await backend.token('a')
    app?.unmount()
    app = undefined
    const before = panel.moments.length

    expect(await panel.tree().catch(() => [])).toEqual([])
    const seen = vi.fn<() => void>()
    const watched = watchedOptions(stream, { onEvents: seen })
    watched.onEvents?.([], stream.state.value)
    expect(seen).toHaveBeenCalledOnce()
    expect(panel.moments).toHaveLength(before)
  })

  it('wait for nothing that a run reads: an effect may start one', async () => {
    const wish = shallowRef(1)
    const starts: number[] = []
    const { open, stream, backend } = show()
    await open()
    const stop = watchEffect(() => {
      starts.push(wish.value)
      void stream.start()
    })
    await backend.token('a')
    wish.value = 2
    await flushPromises()
    await backend.token('b')
    await backend.finish()
    await flushPromises()
    expect(starts).toEqual([1, 2])
    stop()
  })

  it.each([
    ['development', 1],
    ['test', 0],
    ['production', 0],
  ])('are there, as NODE_ENV is %s, in so many apps: %i', async (mode, expected) => {
    vi.stubEnv('NODE_ENV', mode)
    const { open, stream, backend } = show((made) => void made.use(createRillDevtools()))
    const panel = await open()
    void stream.start()
    await backend.token('a')
    expect(await panel.tree()).toHaveLength(expected)
  })
})

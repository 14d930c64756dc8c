// Every state that an answer can be in, one below the other: /states.html?theme=dark&language=zh-CN&dir=rtl
import { createRill, RillAnswer } from 'vue-rill'
import { createApp, h } from 'vue'
import { stagedScenes } from '../../test/support/stagedScenes.ts'
import { createStagedStream } from '../../test/support/stagedStream.ts'

const asked = new URLSearchParams(location.search)
const locale = asked.get('language') === 'zh-CN' ? 'zh-CN' : 'en'
document.documentElement.dataset['theme'] = asked.get('theme') ?? 'light'
document.documentElement.dir = asked.get('dir') ?? 'ltr'
document.documentElement.lang = locale

const scenes = Object.entries(stagedScenes).map(([name, stage]) => {
  const stream = createStagedStream({ baseUrl: `${location.origin}/` })
  return { name, stream, stage: () => stage(stream) }
})

createApp({
  render: () =>
    scenes.map(({ name, stream }) =>
      h('section', { key: name, 'aria-label': name }, [
        h('h2', name),
        h(RillAnswer, { stream, onRespond: () => undefined }),
      ]),
    ),
})
  .use(createRill({ locale }))
  .mount('#states')

// After they stand in the page: what is seen to begin and to end is timed.
for (const { stage } of scenes) stage()

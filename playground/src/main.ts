import { createPinia } from 'pinia'
import { createApp, effectScope, shallowRef } from 'vue'
import { createRill } from 'vue-rill'
import { diagramPlugin } from 'vue-rill/diagrams'
import { footnotePlugin } from 'vue-rill/footnotes'
import { mathPlugin } from 'vue-rill/math'
import { createShikiHighlighter } from 'vue-rill/shiki'
import App from './App.vue'
import { useScene } from './composables/useScene.ts'
import { useTheme } from './composables/useTheme.ts'
import { noticeKey, recordingKey, sceneKey, sharedKey } from './context.ts'

// The scene lives as long as the page: the kit's language is set beside the app, not inside of it.
effectScope(true).run(() => {
  const shared = shallowRef('')
  const scene = useScene(shared)
  useTheme(scene)
  createApp(App)
    .provide(sceneKey, scene)
    .provide(recordingKey, shallowRef())
    .provide(sharedKey, shared)
    .provide(noticeKey, shallowRef(''))
    .use(createPinia())
    .use(
      createRill({
        locale: () => scene.language,
        highlighter: createShikiHighlighter({
          // The comments of the default themes are too pale for axe on the ground of a code block.
          themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
        }),
        markdownPlugins: [mathPlugin(), footnotePlugin(), diagramPlugin()],
      }),
    )
    .mount('#app')
})

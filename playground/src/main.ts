import { createApp, effectScope } from 'vue'
import { createRill } from 'vue-rill'
import App from './App.vue'
import { useScene } from './composables/useScene.ts'
import { useTheme } from './composables/useTheme.ts'
import { sceneKey } from './context.ts'

// The scene lives as long as the page: the kit's language is set beside the app, not inside of it.
effectScope(true).run(() => {
  const scene = useScene()
  useTheme(scene)
  createApp(App)
    .provide(sceneKey, scene)
    .use(createRill({ locale: () => scene.language }))
    .mount('#app')
})

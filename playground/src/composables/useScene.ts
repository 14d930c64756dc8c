import { onScopeDispose, reactive, watch } from 'vue'
import type { Scene } from '../scene.ts'
import { readSceneHash, writeSceneHash } from '../sceneHash.ts'

/** The scene, kept in step with the URL's hash in both directions. */
export function useScene(host: Window = window): Scene {
  const read = (): Scene => readSceneHash(host.location.hash, host.navigator.language)
  const scene = reactive(read())

  watch(
    () => writeSceneHash(scene),
    (hash) => {
      // Replaced, not pushed: a key typed into the question is no step in the history.
      if (hash !== host.location.hash) host.history.replaceState(null, '', hash)
    },
  )

  const follow = (): void => void Object.assign(scene, read())
  host.addEventListener('hashchange', follow)
  onScopeDispose(() => host.removeEventListener('hashchange', follow))
  return scene
}

import { onScopeDispose, reactive, watch, type ShallowRef } from 'vue'
import type { Scene } from '../scene.ts'
import { readSceneHash, writeSceneHash } from '../sceneHash.ts'

const SETTLE_MS = 150

/** The scene, kept in step with the URL's hash in both directions; behind it stands what else is `shared`. */
export function useScene(shared: Readonly<ShallowRef<string>>, host: Window = window): Scene {
  const read = (): Scene => readSceneHash(host.location.hash, host.navigator.language)
  const scene = reactive(read())

  // Browsers allow few changes of the address in a short time, and a slider makes many.
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    () => writeSceneHash(scene) + (shared.value && `&${shared.value}`),
    (hash) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        // Replaced, not pushed: a key typed into the question is no step in the history.
        if (hash !== host.location.hash) host.history.replaceState(null, '', hash)
      }, SETTLE_MS)
    },
  )

  const follow = (): void => void Object.assign(scene, read())
  host.addEventListener('hashchange', follow)
  onScopeDispose(() => {
    clearTimeout(timer)
    host.removeEventListener('hashchange', follow)
  })
  return scene
}

import { computed, inject, type ComputedRef, type InjectionKey } from 'vue'
import { words, type Words } from './locales/words.ts'
import type { Scene } from './scene.ts'

export const sceneKey: InjectionKey<Scene> = Symbol('playground scene')

/** The scene that `main.ts` provides. */
export function useSceneContext(): Scene {
  const scene = inject(sceneKey)
  if (!scene)
    throw new Error('No scene: provide sceneKey before mounting a component of the playground')
  return scene
}

/** The app's words in the scene's language. */
export function useWords(): ComputedRef<Words> {
  const scene = useSceneContext()
  return computed(() => words[scene.language])
}

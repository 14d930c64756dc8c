import type { Recording } from 'vue-rill/core'
import { computed, inject, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import { words, type Words } from './locales/words.ts'
import type { Scene } from './scene.ts'

export const sceneKey: InjectionKey<Scene> = Symbol('playground scene')

export const recordingKey: InjectionKey<ShallowRef<Recording | undefined>> = Symbol('recording')

/** The scene that `main.ts` provides. */
export function useSceneContext(): Scene {
  return injectOwn(sceneKey)
}

/** The last recording: of an answer that was asked for, or from a file. */
export function useRecording(): ShallowRef<Recording | undefined> {
  return injectOwn(recordingKey)
}

/** The app's words in the scene's language. */
export function useWords(): ComputedRef<Words> {
  const scene = useSceneContext()
  return computed(() => words[scene.language])
}

function injectOwn<Value>(key: InjectionKey<Value>): Value {
  const value = inject(key)
  if (value === undefined) {
    throw new Error(`main.ts provides no ${key.description}: mount the playground through it`)
  }
  return value
}

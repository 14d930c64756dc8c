import type { Recording } from 'vue-rill/core'
import { computed, inject, type ComputedRef, type InjectionKey, type ShallowRef } from 'vue'
import { words, type Words } from './locales/words.ts'
import type { Scene } from './scene.ts'

export const sceneKey: InjectionKey<Scene> = Symbol('playground scene')

export const recordingKey: InjectionKey<ShallowRef<Recording | undefined>> = Symbol('recording')

/** What the address carries beside the scene, as a part of its hash; `''` for nothing. */
export const sharedKey: InjectionKey<ShallowRef<string>> = Symbol('shared')

/** A sentence for the user, shown until it is closed; `''` for none. */
export const noticeKey: InjectionKey<ShallowRef<string>> = Symbol('notice')

/** The scene that `main.ts` provides. */
export function useSceneContext(): Scene {
  return injectOwn(sceneKey)
}

/** The last recording: of an answer that was asked for, or from a file. */
export function useRecording(): ShallowRef<Recording | undefined> {
  return injectOwn(recordingKey)
}

export function useShared(): ShallowRef<string> {
  return injectOwn(sharedKey)
}

export function useNotice(): ShallowRef<string> {
  return injectOwn(noticeKey)
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

import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { ImageVerdict } from '../../markdown/imageUrl.ts'
import { usePictureConsent } from './pictureConsent.ts'

export interface UsePictureReturn {
  /** What to request; nothing while that needs a click, or is not allowed. */
  readonly url: ComputedRef<string | undefined>
  /** `click`: waits for the reader. `block`: never requested. */
  readonly state: ComputedRef<'click' | 'block' | 'loading' | 'loaded' | 'failed'>
  /** Whom a click would ask. */
  readonly host: ComputedRef<string>
  /** Each try needs an element of its own: a browser asks again only for a new one. */
  readonly attempt: Readonly<ShallowRef<number>>
  /** The reader wants it. */
  readonly allow: () => void
  readonly retry: () => void
  /** To be told by the element. */
  readonly hasLoaded: () => void
  readonly hasFailed: () => void
}

/** One picture on its way: whether it may be requested, and how that went. */
export function usePicture(verdict: () => ImageVerdict): UsePictureReturn {
  const consent = usePictureConsent()
  const attempt = shallowRef(1)
  const progress = shallowRef<'loading' | 'loaded' | 'failed'>('loading')

  const url = computed(() => {
    const now = verdict()
    if (now.kind === 'load') return now.url
    return now.kind === 'click' && consent.has(now.url) ? now.url : undefined
  })
  const state = computed(() => {
    if (url.value !== undefined) return progress.value
    return verdict().kind === 'block' ? 'block' : 'click'
  })
  const host = computed(() => {
    const now = verdict()
    return now.kind === 'click' ? new URL(now.url).host : ''
  })
  watch(url, () => (progress.value = 'loading'))

  return {
    url,
    state,
    host,
    attempt,
    allow() {
      const now = verdict()
      if (now.kind === 'click') consent.add(now.url)
    },
    retry() {
      progress.value = 'loading'
      attempt.value += 1
    },
    hasLoaded: () => (progress.value = 'loaded'),
    hasFailed: () => (progress.value = 'failed'),
  }
}

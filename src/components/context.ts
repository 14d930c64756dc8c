import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { AnnounceMode } from '../composables/useAnnouncer.ts'
import { en } from '../locales/en.ts'
import type { Messages } from '../locales/messages.ts'
import type { LinkPolicy } from '../markdown/linkUrl.ts'
import type { ResultField } from './results/resultFields.ts'
import type { ResultImagePolicy } from './results/resultImage.ts'

/** What every component below may ask for. `createRill` provides it; without it the defaults hold. */
export interface RillContext {
  readonly messages: Readonly<ShallowRef<Messages>>
  /** For pictures in answers and on result cards. */
  readonly images: ResultImagePolicy
  /** For links in answers and on result cards. */
  readonly links: LinkPolicy
  /** Which fields a result card shows where it is not told; without them, those that look made for people. */
  readonly resultFields?: readonly ResultField[]
  /** How much of an answer is read out by itself, where a component does not say so. Default: `status`. */
  readonly announce?: () => AnnounceMode
}

export const rillContextKey: InjectionKey<RillContext> = Symbol('rill context')

const DEFAULTS: RillContext = { messages: shallowRef(en), images: {}, links: {} }

/** The words and policies in force here. */
export function useRillContext(): RillContext {
  return inject(rillContextKey, DEFAULTS)
}

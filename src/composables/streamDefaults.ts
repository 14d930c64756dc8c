import { hasInjectionContext, inject, type InjectionKey } from 'vue'
import type { StreamOptions } from '../run/streamRun.ts'

/** Options that every `useStream` below starts from; `createRill({ stream })` provides them. */
export const streamDefaultsKey: InjectionKey<StreamOptions> = Symbol('rill stream defaults')

/** The options provided above, or none: also outside of components, where there is nobody to ask. */
export function useStreamDefaults(): StreamOptions {
  return hasInjectionContext() ? inject(streamDefaultsKey, {}) : {}
}

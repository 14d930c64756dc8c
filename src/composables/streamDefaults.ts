import { hasInjectionContext, inject, type InjectionKey } from 'vue'
import type { StreamOptions } from '../run/streamRun.ts'

/** Options that every `useStream` below starts from; `createRill({ stream })` provides them. */
export const streamDefaultsKey: InjectionKey<StreamOptions> = Symbol('rill stream defaults')

/**
 * Lays options over those provided above, if there is anybody above to ask. An option that is `undefined` says nothing,
 * so that one a caller merely passes on does not undo the app's.
 */
export function useStreamDefaults(options: StreamOptions): StreamOptions {
  const defaults = hasInjectionContext() ? inject(streamDefaultsKey, {}) : {}
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return { ...defaults, ...Object.fromEntries(given) }
}
